// Turns what a handler answered, refused or broke on into a reply.
import type { FastifyReply } from 'fastify';
import { createElement, type ReactElement } from 'react';
import {
  ExpiredFormPage,
  ForbiddenPage,
  NotFoundPage,
  ProblemPage,
  renderDocument,
  type Scope,
  TooLargePage,
  TooManyRequestsPage,
} from '#ui';
import type { Answered, CookieChange } from '../route.ts';
import { cookieFlags, cookieName } from './cookies.ts';
import type { Identified } from './identify.ts';
import { chromeOf } from './page-chrome.ts';
import { isPublished, sendLines, sendPublished, sendPublishedProblem } from './published.ts';
import type { Scene } from './scene.ts';

export async function respond(scene: Scene, answered: Answered): Promise<FastifyReply> {
  const { reply } = scene;
  setCookies(scene, answered.cookies ?? []);
  switch (answered.kind) {
    case 'page':
      return sendPage(scene, answered.status, answered.body, answered);
    case 'redirect':
      if (answered.notice)
        setCookies(scene, [
          { name: 'notice', value: encodeURIComponent(answered.notice), maxAgeSeconds: 60 },
        ]);
      return reply.redirect(answered.to, 303);
    case 'file':
      return reply
        .header(
          'content-disposition',
          `${answered.inline ? 'inline' : 'attachment'}; filename="${answered.name.replace(/[^\w.-]/g, '-')}"`,
        )
        .type(answered.type)
        .send(Buffer.from(answered.bytes));
    case 'lines':
      return sendLines(scene, answered);
    case 'json':
      return scene.route?.published ? sendPublished(scene, answered) : sendJson(reply, answered);
    case 'not-found':
      return sendPage(scene, 404, createElement(NotFoundPage, scopeOf(scene)));
    case 'forbidden':
      return sendPage(scene, 403, createElement(ForbiddenPage, scopeOf(scene)));
    case 'too-many':
      reply.header('retry-after', answered.waitSeconds);
      return sendPage(
        scene,
        429,
        createElement(TooManyRequestsPage, { ...scopeOf(scene), retryAfterSeconds: answered.waitSeconds }),
      );
  }
}

const sendJson = (reply: FastifyReply, answered: Extract<Answered, { kind: 'json' }>): FastifyReply =>
  reply
    .status(answered.status)
    .headers(answered.headers ?? {})
    .type(answered.type)
    .send(JSON.stringify(answered.value));

/** Who reads, and where they start: a visitor of a service's public pages starts there, not at the staff's sign-in. */
function scopeOf({ who, request }: Scene): { scope: Scope; homeHref?: string } {
  if (who?.session) return { scope: 'staff' };
  const [start] = /^\/refer-to\/[a-z0-9-]+(?=\/)/.exec(request.url) ?? [];
  return start === undefined ? { scope: 'public' } : { scope: 'public', homeHref: start };
}

export function answerRefusal(
  scene: Scene,
  reason: Extract<Identified, { ok: false }>['reason'],
): FastifyReply | Promise<FastifyReply> {
  const { request, reply } = scene;
  switch (reason) {
    case 'bad-token':
      return sendOutcome(
        reply.header('www-authenticate', 'Bearer'),
        401,
        'login',
        'Send a valid bearer token of an API client of Footbridge.',
      );
    case 'sign-in':
      return reply.redirect(signInHref(request), 303);
    case 'second-factor':
      return reply.redirect('/sign-in/code', 303);
    case 'forbidden':
      return sendPage(scene, 403, createElement(ForbiddenPage, scopeOf(scene)));
    case 'no-organisation':
      return sendPage(scene, 404, createElement(NotFoundPage, scopeOf(scene)));
  }
}

/** Leads back after signing in: to the page, or for a form that was sent to the page it stood on, which says that it was not kept. */
function signInHref({ method, url, headers }: Scene['request']): string {
  if (method === 'GET') return `/sign-in?next=${encodeURIComponent(url.split('?')[0] ?? '/')}`;
  const { referer } = headers;
  const from = referer && URL.canParse(referer) ? new URL(referer).pathname : '/';
  return `/sign-in?next=${encodeURIComponent(from)}&unsent=yes`;
}

/** An error nobody foresaw. The log gets its kind and where it arose, never its message, which may quote what was typed. */
export function answerProblem(scene: Scene, error: unknown): FastifyReply | Promise<FastifyReply> {
  const { request, reply } = scene;
  const problem = error as { code?: string; statusCode?: number; name?: string; stack?: string };
  const status = statusOf(problem);
  if (status === 500) {
    const frames = (problem.stack ?? '')
      .split('\n')
      .filter(line => /^\s+at /.test(line))
      .slice(0, 8);
    request.log.error(
      { requestId: request.id, kind: problem.name, code: problem.code, frames },
      'request failed',
    );
  }
  if (isPublished(request.url)) return sendPublishedProblem(scene, status);
  if (scene.route?.who === 'api-client' || request.url.startsWith('/fhir/')) {
    const [code, sentence] = OUTCOMES[status] ?? [
      'exception',
      `Something went wrong here. Quote ${request.id}.`,
    ];
    return sendOutcome(reply, status, code, sentence);
  }
  if (status === 403)
    return sendPage(
      scene,
      403,
      createElement(ExpiredFormPage, { ...scopeOf(scene), backHref: request.url.split('?')[0] }),
    );
  if (status === 404) return sendPage(scene, 404, createElement(NotFoundPage, scopeOf(scene)));
  if (status === 413) return sendPage(scene, 413, createElement(TooLargePage, scopeOf(scene)));
  if (status === 429)
    return sendPage(
      scene,
      429,
      createElement(TooManyRequestsPage, { ...scopeOf(scene), retryAfterSeconds: 60 }),
    );
  return sendPage(scene, status, createElement(ProblemPage, { ...scopeOf(scene), reference: request.id }));
}

const OUTCOMES: Record<number, [string, string]> = {
  400: ['structure', 'The request could not be read.'],
  404: ['not-found', 'There is nothing at this address.'],
  413: ['too-long', 'The message is too large.'],
  415: ['structure', 'Send application/fhir+json.'],
  429: ['throttled', 'Too many requests. Wait a minute and try again.'],
  503: ['transient', 'The service cannot reach its database. Try again in a minute.'],
};

/** The database is away, nowhere to be found, full, or has let the connection go; or a row stayed held for too long. Worth trying again. */
const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '53300',
  '25P03',
  '55P03',
]);

function statusOf(problem: { code?: string; statusCode?: number; message?: string }): number {
  if (problem.code && UNAVAILABLE.has(problem.code)) return 503;
  if (/timeout exceeded when trying to connect|Connection terminated/.test(problem.message ?? '')) return 503;
  if (problem.code?.startsWith('FST_CSRF')) return 403;
  const status = problem.statusCode ?? 500;
  return status >= 400 && status < 600 ? status : 500;
}

function sendOutcome(reply: FastifyReply, status: number, code: string, diagnostics: string): FastifyReply {
  const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] };
  return reply.status(status).type('application/fhir+json').send(JSON.stringify(outcome));
}

function setCookies({ reply, services }: Scene, changes: readonly CookieChange[]): void {
  const flags = cookieFlags(services.config);
  for (const { name, value, maxAgeSeconds } of changes) {
    const key = cookieName(services.config, name);
    if (value === null) reply.clearCookie(key, flags);
    else
      reply.setCookie(key, value, {
        ...flags,
        ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
      });
  }
}

type Spoken = Pick<Extract<Answered, { kind: 'page' }>, 'language' | 'translations'>;

export function sendPage(
  scene: Scene,
  status: number,
  body: ReactElement,
  spoken: Spoken = {},
): FastifyReply {
  const chrome = chromeOf(scene, spoken);
  if (chrome.success) setCookies(scene, [{ name: 'notice', value: null }]);
  return scene.reply.status(status).type('text/html; charset=utf-8').send(renderDocument(body, chrome));
}
