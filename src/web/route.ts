// One row of the route table: method, path, who may, what is recorded, and the handler; and the answers a handler gives.
import type { ReactElement } from 'react';
import type { Ctx, Database } from '#database';
import type { Actor, Clock, Config, OrganisationId, Role } from '#kernel';

/** What every handler may use besides its transaction. */
export type Services = {
  readonly database: Database;
  readonly config: Config & { readonly secret: string };
  readonly clock: Clock;
  readonly version: string;
};

/** `organisation-public` and `anyone` act as nobody; the first within the organisation that `:organisation` names. */
export type Who = 'anyone' | 'organisation-public' | 'signed-in' | 'api-client' | readonly Role[];

/** The event recorded: for a GET by the pipeline, for a POST by the action. Or why a view shows nothing personal. */
export type RouteAudit = string | { readonly none: string };

export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly who: Who;
  readonly audit: RouteAudit;
  readonly handle: (req: Req) => Promise<Answered> | Answered;
  /** Requests a minute from one address, for pages that anybody can reach. */
  readonly perMinute?: number;
  /** Bytes of body accepted; 256 kB unless given. */
  readonly bodyLimit?: number;
  /**
   * Published to everybody, on sites and in programs of others: no cookie is looked at, other sites' pages may read it (CORS),
   * caches may keep a GET, and a POST only asks, so that it needs no token of a form. Only for what holds nobody.
   */
  readonly published?: true;
  /** Shown to people who are signed in with a password but have not given their code yet. */
  readonly beforeSecondFactor?: boolean;
  /**
   * The handler opens transactions itself, one after the other, because it waits between them (for a hash, for another
   * service) and must hold no connection meanwhile. Its `ctx` cannot be used.
   */
  readonly ownTransactions?: boolean;
};

export type Organisation = {
  readonly id: OrganisationId;
  readonly name: string;
  readonly slug: string;
  readonly demonstration: boolean;
};

export type Req = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Fields of a form; the text itself for JSON, which interfaces parse so that they can say what is wrong with it. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** For keyed counters only; never stored or logged as it is. */
  readonly address: string;
  readonly actor: Actor;
  readonly organisation: Organisation | null;
  readonly session: CurrentSession | null;
  readonly ctx: Ctx;
  readonly services: Services;
  readonly requestId: string;
};

export type CurrentSession = {
  readonly tokenHash: Buffer;
  readonly needsSecondFactor: boolean;
  readonly codeIsSetUp: boolean;
};

export type CookieChange = {
  readonly name: CookieName;
  /** Null clears it. */
  readonly value: string | null;
  /** Left out: until the browser closes. */
  readonly maxAgeSeconds?: number;
};
export type CookieName = 'session' | 'device' | 'draft' | 'oidc' | 'notice' | 'language';

export type Subject = { readonly type: string; readonly id: string };

type Extras = {
  /** Whose record this was, for the audit row of a view. */
  readonly subject?: Subject;
  readonly cookies?: readonly CookieChange[];
};

export type Answered =
  | ({
      readonly kind: 'page';
      readonly status: number;
      readonly body: ReactElement;
      readonly language?: string;
      readonly translations?: string;
    } & Extras)
  | ({ readonly kind: 'redirect'; readonly to: string; readonly notice?: string } & Extras)
  | ({
      readonly kind: 'file';
      readonly name: string;
      readonly type: string;
      readonly bytes: Uint8Array;
      readonly inline?: boolean;
    } & Extras)
  | ({
      readonly kind: 'json';
      readonly status: number;
      readonly value: unknown;
      readonly type: string;
      readonly headers?: Readonly<Record<string, string>>;
    } & Extras)
  | ({ readonly kind: 'lines'; readonly type: string; readonly lines: AsyncIterable<string> } & Extras)
  | ({ readonly kind: 'not-found' } & Extras)
  | ({ readonly kind: 'forbidden' } & Extras)
  | ({ readonly kind: 'too-many'; readonly waitSeconds: number } & Extras);

type PageOptions = Extras & {
  readonly status?: number;
  /** BCP 47 tag of the page's own words; English unless given. */
  readonly language?: string;
  /** The address at which the same page can be had in other languages. */
  readonly translations?: string;
};

/** A page. Rendered after the transaction has committed. 422 when a form came back with errors. */
export const page = (body: ReactElement, { status = 200, ...rest }: PageOptions = {}): Answered => ({
  kind: 'page',
  status,
  body,
  ...rest,
});

/** Answer to a POST that was done: 303 to `to`, where `notice` is shown once. Neither may hold anything personal. */
export const redirect = (to: string, options: Extras & { readonly notice?: string } = {}): Answered => ({
  kind: 'redirect',
  to,
  ...options,
});

/** A download; `inline` lets a browser show it (letters). */
export const file = (
  of: { name: string; type: string; bytes: Uint8Array; inline?: boolean },
  extras: Extras = {},
): Answered => ({ kind: 'file', ...of, ...extras });

export const json = (
  value: unknown,
  {
    status = 200,
    type = 'application/json',
    ...rest
  }: Extras & { status?: number; type?: string; headers?: Record<string, string> } = {},
): Answered => ({ kind: 'json', status, value, type, ...rest });

/** Lines of text, sent while they are made. The transactions they need are their own. */
export const textLines = (lines: AsyncIterable<string>, type: string): Answered => ({
  kind: 'lines',
  type,
  lines,
});

export const notFound = (): Answered => ({ kind: 'not-found' });
export const tooMany = (waitSeconds: number): Answered => ({ kind: 'too-many', waitSeconds });
