// What tests of pages use: the real application on a throwaway database, and a browser without a window that keeps cookies.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { parseHTML } from 'linkedom';
import { makeApp } from '#app';
import { asActor, type Ctx } from '#database';
import { readConfig, type StaffActor } from '#kernel';
import type { Services } from '#web';
import { startSession } from '../src/accounts/sessions/store.ts';
import { openTestDatabase, type TestDatabase, type TestOptions } from './testing.ts';

export { ACTORS, NOON, NORTH, SOUTH } from './testing.ts';

export const TEST_SECRET = 'a secret of tests only, long enough 0123456789';

export type TestApp = TestDatabase & {
  readonly app: FastifyInstance;
  readonly services: Services;
  /** A browser signed in as this actor (or nobody). */
  browse(actor?: StaffActor): Promise<Browser>;
};

export async function openTestApp(
  options: TestOptions & { origin?: string; rateLimits?: 'on' | 'off' } = {},
): Promise<TestApp> {
  const opened = await openTestDatabase(options);
  const config = readConfig({
    FOOTBRIDGE_LOG: 'silent',
    FOOTBRIDGE_ORIGIN: options.origin ?? 'http://127.0.0.1:3000',
    FOOTBRIDGE_RATE_LIMITS: options.rateLimits ?? 'off',
    FOOTBRIDGE_DATA: '/nonexistent',
  });
  if (!config.ok) throw new Error(config.sentence);
  const services: Services = {
    database: opened.database,
    config: { ...config.value, secret: TEST_SECRET },
    clock: opened.database.clock,
    version: 'test',
  };
  const app = await makeApp(services, { kind: 'embedded', version: 'test' });
  await app.ready();
  const browse = async (actor?: StaffActor): Promise<Browser> => {
    const browser = new Browser(app);
    if (!actor) return browser;
    const start = (ctx: Ctx) =>
      startSession(ctx, { accountId: actor.accountId, device: 'test', secondFactorGiven: true });
    const token = await asActor(opened.database, actor, start);
    browser.cookies.set('session', token);
    return browser;
  };
  return { ...opened, app, services, browse };
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Keeps cookies, follows redirects, fills forms by their names and sends their hidden token. */
export class Browser {
  readonly cookies = new Map<string, string>();
  status = 0;
  path = '/';
  html = '';
  headers: LightMyRequestResponse['headers'] = {};

  private readonly app: FastifyInstance;

  constructor(app: FastifyInstance) {
    this.app = app;
  }

  get document() {
    return parseHTML(this.html).document;
  }
  get heading(): string {
    return this.document.querySelector('h1')?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
  }
  /** The words of the main part of the page, spaces folded. */
  get text(): string {
    return (
      (this.document.querySelector('main') ?? this.document.body)?.textContent
        ?.replaceAll(/\s+/g, ' ')
        .trim() ?? ''
    );
  }
  /** Messages of the error summary. */
  get errors(): string[] {
    return [...this.document.querySelectorAll('.nhsuk-error-summary a')].map(
      link => link.textContent?.trim() ?? '',
    );
  }

  async goTo(path: string): Promise<this> {
    return this.request('GET', path);
  }

  /** Fills the form with this action (or the only one in `main`) and sends it. Fields not given keep their value. */
  async submit(fields: Fields = {}, action?: string): Promise<this> {
    const forms = [...this.document.querySelectorAll('main form')];
    const form = action ? forms.find(one => one.getAttribute('action') === action) : forms[0];
    if (!form)
      throw new Error(
        `no form ${action ?? ''} on ${this.path}; there are ${forms.map(one => one.getAttribute('action')).join(', ')}`,
      );
    const body = new URLSearchParams();
    for (const field of form.querySelectorAll('input, textarea, select')) {
      const name = field.getAttribute('name');
      if (!name || name in fields) continue;
      const type = field.getAttribute('type');
      if ((type === 'radio' || type === 'checkbox') && !field.hasAttribute('checked')) continue;
      body.append(
        name,
        field.tagName === 'TEXTAREA'
          ? (field.textContent ?? '')
          : (field.getAttribute('value') ?? selectedOf(field)),
      );
    }
    for (const [name, value] of Object.entries(fields))
      for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
    return this.request(
      (form.getAttribute('method') ?? 'get').toUpperCase() as 'GET' | 'POST',
      form.getAttribute('action') ?? this.path,
      body.toString(),
    );
  }

  /** Sends fields without a form, and so without its token unless given. */
  async post(path: string, fields: Fields = {}): Promise<this> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
    return this.request('POST', path, body.toString());
  }

  private async request(method: 'GET' | 'POST', path: string, body?: string, hops = 0): Promise<this> {
    const answer = await this.app.inject({
      method,
      url: method === 'GET' && body ? `${path}?${body}` : path,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(method === 'POST' ? { payload: body ?? '' } : {}),
    });
    for (const cookie of answer.cookies) {
      if (cookie.value === '' || (cookie.maxAge !== undefined && cookie.maxAge <= 0))
        this.cookies.delete(cookie.name);
      else this.cookies.set(cookie.name, encodeURIComponent(cookie.value));
    }
    this.status = answer.statusCode;
    this.path = path;
    this.html = answer.body;
    this.headers = answer.headers;
    const to = answer.headers.location;
    if (answer.statusCode === 303 && typeof to === 'string' && to.startsWith('/') && hops < 10)
      return this.request('GET', to, undefined, hops + 1);
    return this;
  }
}

type Found = NonNullable<ReturnType<ReturnType<typeof parseHTML>['document']['querySelector']>>;

const selectedOf = (field: Found): string =>
  field.querySelector('option[selected]')?.getAttribute('value') ?? '';
