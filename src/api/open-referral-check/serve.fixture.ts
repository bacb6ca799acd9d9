// A web server on loopback for tests of the check: one function answers, and every request is remembered.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
};
export type Answered = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, all else as JSON. */
  readonly body: unknown;
};
export type Feed = { readonly url: string; readonly asked: readonly string[]; close(): Promise<void> };

/** @param answer null: it writes (or withholds) the answer itself. */
export async function serveFeed(
  answer: (asked: Asked, response: ServerResponse) => Answered | null,
): Promise<Feed> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://feed');
    asked.push(request.url ?? '/');
    const answered = answer(
      { path: url.pathname, query: url.searchParams, headers: request.headers },
      response,
    );
    if (!answered) return;
    const headers = {
      'content-type': 'application/json',
      'access-control-allow-origin': '*',
      ...answered.headers,
    };
    const kept = Object.entries(headers).filter(([, value]) => value !== '');
    response.writeHead(answered.status ?? 200, Object.fromEntries(kept));
    response.end(typeof answered.body === 'string' ? answered.body : JSON.stringify(answered.body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
