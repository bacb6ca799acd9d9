// Fetches one page of a feed: politely, within bounds, and never from an address it must not be led to.
import http from 'node:http';
import https from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { createGunzip, createInflate } from 'node:zlib';
import { decodeText } from '../formats/decode-text.ts';
import { isPrivateAddress, PrivateAddress, publicLookup } from './addresses.ts';

export type Manners = {
  readonly allowPrivate: boolean;
  /** Between two requests to one feed, in milliseconds; also the first pause before trying again. */
  readonly pauseMs: number;
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly largestBytes: number;
  readonly signal?: AbortSignal | undefined;
};
export const MANNERS: Manners = {
  allowPrivate: false,
  pauseMs: 250,
  timeoutMs: 30_000,
  attempts: 3,
  largestBytes: 64 * 1024 * 1024,
};

/** What the server said of a page last time, so that it need not send it again. */
export type Validators = { readonly etag?: string | undefined; readonly lastModified?: string | undefined };

export type FetchProblem =
  | 'timed-out'
  | 'too-large'
  | 'too-many-redirects'
  | 'not-http'
  | 'private-address'
  | 'not-reached'
  | 'refused-by-server';

export type Fetched = Validators & {
  readonly status: number;
  readonly text: string;
  /** Where it came from in the end. */
  readonly url: string;
  readonly attempts: number;
};
export type FetchOutcome =
  | ({ readonly ok: true; readonly notModified: boolean } & Fetched)
  | {
      readonly ok: false;
      readonly problem: FetchProblem;
      readonly status: number | null;
      readonly attempts: number;
    };

const MOST_REDIRECTS = 5;
const LONGEST_RETRY_AFTER_MS = 60_000;
export const USER_AGENT = 'Footbridge/0.1 (social prescribing; imports Open Referral directories)';

class Refusal extends Error {
  readonly problem: FetchProblem;
  constructor(problem: FetchProblem) {
    super(problem);
    this.problem = problem;
  }
}

type Answer = {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  readonly url: string;
};

function checked(address: string, manners: Manners): URL {
  if (!URL.canParse(address)) throw new Refusal('not-http');
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Refusal('not-http');
  if (!manners.allowPrivate && isPrivateAddress(url.hostname)) throw new Refusal('private-address');
  return url;
}

/** The body as text, unpacked; a small parcel that unpacks into a huge one is refused as it grows. */
async function bodyOf(response: http.IncomingMessage, most: number): Promise<string> {
  const encoding = response.headers['content-encoding']?.toLowerCase();
  const unpacked =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? response.pipe(createGunzip())
      : encoding === 'deflate'
        ? response.pipe(createInflate())
        : response;
  const failed = new Promise<never>((_, reject) => response.once('error', reject));
  failed.catch(() => {});
  const read = async () => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of unpacked) {
      size += (chunk as Buffer).length;
      if (size > most) throw new Refusal('too-large');
      chunks.push(chunk as Buffer);
    }
    return decodeText(Buffer.concat(chunks));
  };
  return Promise.race([read(), failed]);
}

function request(
  url: URL,
  headers: Record<string, string>,
  manners: Manners,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const { get } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    get(
      url,
      { headers, signal, agent: false, ...(manners.allowPrivate ? {} : { lookup: publicLookup }) },
      resolve,
    ).on('error', reject);
  });
}

async function follow(
  address: string,
  headers: Record<string, string>,
  manners: Manners,
  signal: AbortSignal,
): Promise<Answer> {
  let at = checked(address, manners);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const response = await request(at, headers, manners, signal);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) {
      try {
        return {
          status,
          headers: response.headers,
          text: await bodyOf(response, manners.largestBytes),
          url: at.href,
        };
      } finally {
        response.destroy();
      }
    }
    response.destroy();
    if (!URL.canParse(location, at.href)) throw new Refusal('not-http');
    at = checked(new URL(location, at).href, manners);
  }
  throw new Refusal('too-many-redirects');
}

function problemOf(error: unknown): FetchProblem {
  if (error instanceof Refusal) return error.problem;
  if (error instanceof PrivateAddress) return 'private-address';
  const { name, code } = error as { name?: string; code?: string };
  return name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR'
    ? 'timed-out'
    : 'not-reached';
}

/** Worth another try: a server that is busy or broken, and a line that failed. */
const passing = (outcome: FetchOutcome): boolean =>
  outcome.ok
    ? false
    : outcome.problem === 'refused-by-server'
      ? outcome.status === 429 || outcome.status === 408 || (outcome.status ?? 0) >= 500
      : outcome.problem === 'timed-out' || outcome.problem === 'not-reached';

/** Seconds, or a date (RFC 9110), of which the server's own clock tells how far it is off. */
function retryAfterMs(headers: http.IncomingHttpHeaders): number {
  const asked = headers['retry-after'] ?? '';
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  return Math.max(0, Date.parse(asked) - Date.parse(headers.date ?? '')) || 0;
}

async function once(address: string, validators: Validators, manners: Manners, attempts: number) {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate',
    'user-agent': USER_AGENT,
    ...(validators.etag ? { 'if-none-match': validators.etag } : {}),
    ...(validators.lastModified ? { 'if-modified-since': validators.lastModified } : {}),
  };
  const timeout = AbortSignal.timeout(manners.timeoutMs);
  const signal = manners.signal ? AbortSignal.any([timeout, manners.signal]) : timeout;
  try {
    const { status, headers: got, text, url } = await follow(address, headers, manners, signal);
    const retryAfter = retryAfterMs(got);
    if (status !== 304 && (status < 200 || status > 299))
      return {
        outcome: { ok: false, problem: 'refused-by-server', status, attempts } as FetchOutcome,
        retryAfter,
      };
    const outcome: FetchOutcome = {
      ok: true,
      notModified: status === 304,
      status,
      text,
      url,
      attempts,
      etag: got.etag,
      lastModified: got['last-modified'],
    };
    return { outcome, retryAfter: 0 };
  } catch (error) {
    return {
      outcome: { ok: false, problem: problemOf(error), status: null, attempts } as FetchOutcome,
      retryAfter: 0,
    };
  }
}

/** Tries again after growing pauses when that may help, or after as long as the server asks for; not in this run when it asks for longer. */
export async function fetchPage(
  address: string,
  manners: Manners,
  validators: Validators = {},
): Promise<FetchOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const { outcome, retryAfter } = await once(address, validators, manners, attempt);
    if (!passing(outcome) || attempt >= manners.attempts || manners.signal?.aborted) return outcome;
    if (retryAfter > LONGEST_RETRY_AFTER_MS) return outcome;
    const pause = Math.max(retryAfter, manners.pauseMs * 2 ** attempt);
    // Whoever stops the import does not wait for it.
    await wait(pause, undefined, { signal: manners.signal }).catch(() => {});
  }
}
