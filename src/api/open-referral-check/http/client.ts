// Talks to the feed politely: one request at a time with a pause between, waits when told to, and stops when the feed has gone away.
import http from 'node:http';
import https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { isLoopbackHost } from './address.ts';
import { type Bounds, fetchJson, type Reply, type Trouble } from './fetch-json.ts';

export type Query = Readonly<Record<string, string>>;

/** A reply, and the path and query that it answers, for reports. */
export type Answer = Reply & { readonly at: string };

export type Client = {
  get(path: string, query?: Query): Promise<Answer>;
  requests(): number;
  /** True when the feed has stopped answering, or too much was asked: everything after is `stopped`. */
  stopped(): Trouble | null;
  close(): void;
};

export type Manners = Bounds & {
  /** Between two requests. */
  readonly delayMs: number;
  readonly mostRequests: number;
  /** Called after every request with how many there were. */
  readonly each?: (requests: number) => void;
};

const FAILURES_IN_A_ROW = 4;
const TRIES_WHEN_BUSY = 3;
const LONGEST_WAIT_MS = 60_000;

export const usualDelay = (base: URL): number => (isLoopbackHost(base.hostname) ? 0 : 100);

export function openClient(base: URL, manners: Manners): Client {
  const agents = {
    http: new http.Agent({ keepAlive: true, maxSockets: 1 }),
    https: new https.Agent({ keepAlive: true, maxSockets: 1 }),
  };
  let requests = 0;
  let failures = 0;
  let stopped: Trouble | null = null;

  const once = async (url: URL): Promise<Reply> => {
    if (requests > 0 && manners.delayMs > 0) await pause(manners.delayMs);
    requests += 1;
    const reply = await fetchJson(url, base, manners, agents);
    manners.each?.(requests);
    return reply;
  };

  const get = async (path: string, query: Query = {}): Promise<Answer> => {
    const url = addressOf(base, path, query);
    // Without the query of the feed's own address, which may hold a key.
    const asked = new URLSearchParams(query).toString();
    const at = asked ? `${path}?${asked}` : path;
    if (!stopped && requests >= manners.mostRequests) stopped = 'stopped';
    if (stopped) return { status: 0, headers: {}, body: undefined, trouble: 'stopped', at };
    let reply = await once(url);
    for (let tries = 1; tries < TRIES_WHEN_BUSY && isBusy(reply); tries += 1) {
      await pause(waitOf(reply));
      reply = await once(url);
    }
    failures = reply.trouble === 'unreachable' || reply.trouble === 'timeout' ? failures + 1 : 0;
    if (failures >= FAILURES_IN_A_ROW) stopped = reply.trouble;
    return { ...reply, at };
  };

  const close = (): void => {
    agents.http.destroy();
    agents.https.destroy();
  };
  return { get, requests: () => requests, stopped: () => stopped, close };
}

/** The feed's address keeps its own path and query (a key, perhaps); `/` is the address itself with a slash. */
function addressOf(base: URL, path: string, query: Query): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}${path}`;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

const isBusy = ({ status }: Reply): boolean => status === 429 || status === 503;

/** Seconds of Retry-After, within reason; a date or nothing is a second. */
function waitOf({ headers }: Reply): number {
  const seconds = Number(headers['retry-after']);
  if (!Number.isFinite(seconds) || seconds < 0) return 1_000;
  return Math.min(seconds * 1_000, LONGEST_WAIT_MS);
}
