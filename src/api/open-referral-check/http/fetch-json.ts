// One GET of JSON from somebody else's server: bounded in time, size and redirects, and kept away from private addresses.
import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { AddressRefused, isLoopbackHost, lookUpPublic, refusePrivateHost } from './address.ts';

export type Trouble =
  | 'unreachable'
  | 'timeout'
  | 'too-large'
  | 'not-json'
  | 'private-address'
  | 'too-many-redirects'
  | 'stopped';

export type Reply = {
  /** 0 when there was no answer. */
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Parsed JSON, or undefined. */
  readonly body: unknown;
  readonly trouble: Trouble | null;
};

export type Bounds = { readonly timeoutMs: number; readonly mostBytes: number };

const REDIRECTS = 3;
class TooLarge extends Error {}

/** Never throws: what went wrong is in `trouble`. `trusted` is the address the operator gave: it may be private, a redirect may not. */
export async function fetchJson(
  url: URL,
  trusted: URL,
  bounds: Bounds,
  agents: { readonly http: http.Agent; readonly https: https.Agent },
): Promise<Reply> {
  const signal = AbortSignal.timeout(bounds.timeoutMs);
  let next = url;
  try {
    for (let hop = 0; hop <= REDIRECTS; hop += 1) {
      const answer = await open(next, trusted, signal, agents);
      const status = answer.statusCode ?? 0;
      const location = answer.headers.location;
      if (status >= 300 && status < 400 && status !== 304 && location && URL.canParse(location, next.href)) {
        answer.destroy();
        next = new URL(location, next);
        continue;
      }
      const text = await readText(answer, bounds.mostBytes);
      return { status, headers: answer.headers, ...parsed(text) };
    }
    return failed('too-many-redirects');
  } catch (error) {
    return failed(troubleOf(error, signal));
  }
}

function open(
  url: URL,
  trusted: URL,
  signal: AbortSignal,
  agents: { readonly http: http.Agent; readonly https: https.Agent },
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new AddressRefused(url.protocol);
    const free =
      url.origin === trusted.origin ||
      (isLoopbackHost(trusted.hostname) && isLoopbackHost(url.hostname)) ||
      (url.hostname === trusted.hostname && url.protocol === 'https:');
    if (!free) refusePrivateHost(url.hostname);
    const secure = url.protocol === 'https:';
    const request = (secure ? https : http).request(url, {
      agent: secure ? agents.https : agents.http,
      signal,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip, deflate, br',
        'user-agent': 'Footbridge check open-referral',
        // Many servers send the CORS header only to those who say where they come from.
        origin: 'https://example.org',
      },
      ...(free ? {} : { lookup: lookUpPublic }),
    });
    request.once('response', resolve).once('error', reject).end();
  });
}

async function readText(answer: http.IncomingMessage, mostBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  const body = unpacked(answer);
  try {
    for await (const part of body) {
      const bytes = part as Buffer;
      size += bytes.length;
      if (size > mostBytes) throw new TooLarge();
      parts.push(bytes);
    }
  } catch (error) {
    answer.destroy();
    throw error;
  }
  return Buffer.concat(parts).toString('utf8');
}

function unpacked(answer: http.IncomingMessage): Readable {
  const encoding = answer.headers['content-encoding'];
  const unpack =
    encoding === 'gzip'
      ? zlib.createGunzip()
      : encoding === 'deflate'
        ? zlib.createInflate()
        : encoding === 'br'
          ? zlib.createBrotliDecompress()
          : null;
  if (!unpack) return answer;
  answer.once('error', error => unpack.destroy(error));
  return answer.pipe(unpack);
}

function parsed(text: string): Pick<Reply, 'body' | 'trouble'> {
  try {
    return { body: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown, trouble: null };
  } catch {
    return { body: undefined, trouble: 'not-json' };
  }
}

const failed = (trouble: Trouble): Reply => ({ status: 0, headers: {}, body: undefined, trouble });

function troubleOf(error: unknown, signal: AbortSignal): Trouble {
  if (signal.aborted) return 'timeout';
  if (error instanceof TooLarge) return 'too-large';
  if (error instanceof AddressRefused) return 'private-address';
  return 'unreachable';
}
