// Somebody at the other end of the network: sends plain requests, keeps cookies, follows nothing, and can forge nothing but what they hold.
import type { LightMyRequestResponse } from 'fastify';
import { asActor } from '#database';
import type { StaffActor } from '#kernel';
import { startSession } from '../../src/accounts/sessions/store.ts';
import type { TestApp } from '../app.ts';

export type Answer = LightMyRequestResponse;
export type Fields = readonly (readonly [string, string])[];

export type Visitor = {
  readonly cookies: Map<string, string>;
  /** A token that forms of this browser carry. */
  csrf: string;
  get(path: string): Promise<Answer>;
  /** With a valid token, unless `fields` names its own. */
  post(path: string, fields?: Fields): Promise<Answer>;
};

type Who = {
  readonly actor?: StaffActor;
  /** Bearer token of a system. */
  readonly token?: string;
};

/** Signed in as the actor, or as nobody; with a token for forms from a page that everybody has. */
export async function visit(test: TestApp, { actor, token }: Who = {}): Promise<Visitor> {
  const visitor = makeVisitor(test, token);
  if (actor) {
    const begin = (ctx: Parameters<typeof startSession>[0]) =>
      startSession(ctx, { accountId: actor.accountId, device: 'test', secondFactorGiven: true });
    visitor.cookies.set('session', await asActor(test.database, actor, begin));
  }
  const page = await visitor.get(actor ? '/account/password' : '/sign-in');
  visitor.csrf = csrfIn(page.body) ?? '';
  if (!visitor.csrf) throw new Error(`no form with a token for ${actor?.role ?? 'a visitor'}`);
  return visitor;
}

export const csrfIn = (html: string): string | undefined =>
  /name="_csrf"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="_csrf"/.exec(html)?.[1];

function makeVisitor({ app }: TestApp, token: string | undefined): Visitor {
  const cookies = new Map<string, string>();
  const send = async (method: 'GET' | 'POST', path: string, payload?: string): Promise<Answer> => {
    const answer = await app.inject({
      method,
      url: path,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value, maxAge } of answer.cookies) {
      if (value === '' || (maxAge !== undefined && maxAge <= 0)) cookies.delete(name);
      else cookies.set(name, encodeURIComponent(value));
    }
    return answer;
  };
  const visitor: Visitor = {
    cookies,
    csrf: '',
    get: path => send('GET', path),
    post(path, fields = []) {
      const body = new URLSearchParams();
      if (!fields.some(([name]) => name === '_csrf')) body.append('_csrf', visitor.csrf);
      for (const [name, value] of fields) body.append(name, value);
      return send('POST', path, body.toString());
    },
  };
  return visitor;
}
