// A real server on loopback that serves a feed, and can fail, lie and dawdle as live feeds do.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export type Service = Readonly<Record<string, unknown>>;
/** True: it answered, and the usual answer is not sent. */
export type Trouble = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;

export type FeedServer = {
  readonly url: string;
  services: readonly Service[];
  perPage: number;
  etags: boolean;
  trouble: Trouble | null;
  obeysModifiedAfter: boolean;
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
};

export async function serveFeed(services: readonly Service[]): Promise<FeedServer> {
  const feed = {
    url: '',
    services,
    perPage: 3,
    etags: false,
    trouble: null,
    obeysModifiedAfter: false,
    requests: [],
  } as FeedServer;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://feed');
    feed.requests.push({ path: url.pathname + url.search, headers: request.headers });
    if (!feed.trouble?.(request, response, url)) answer(feed, request, response, url);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  Object.assign(feed, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/o` });
  return feed;
}

function send(feed: FeedServer, request: IncomingMessage, response: ServerResponse, value: unknown): void {
  const body = JSON.stringify(value);
  const etag = `"${Buffer.from(body).toString('base64').slice(-24)}${body.length}"`;
  if (feed.etags && request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json', ...(feed.etags ? { etag } : {}) }).end(body);
}

function answer(feed: FeedServer, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const detail = /^\/o\/services\/(.+)$/.exec(url.pathname)?.[1];
  if (detail !== undefined) {
    const service = feed.services.find(one => one?.id === decodeURIComponent(detail));
    if (service === undefined) response.writeHead(404).end();
    else send(feed, request, response, service);
    return;
  }
  if (url.pathname !== '/o/services') {
    response.writeHead(404).end();
    return;
  }
  const after = feed.obeysModifiedAfter ? url.searchParams.get('modified_after') : null;
  const listed = feed.services.filter(one => after === null || String(one.last_modified) >= after);
  const page = Number(url.searchParams.get('page') ?? 1);
  const pages = Math.max(1, Math.ceil(listed.length / feed.perPage));
  const contents = listed.slice((page - 1) * feed.perPage, page * feed.perPage);
  send(feed, request, response, {
    total_items: listed.length,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page === pages,
    empty: contents.length === 0,
    contents,
  });
}

/** A service with a place, hours, a phone and a language. */
export const service = (id: string, more: Service = {}): Service => ({
  id,
  name: `Service ${id}`,
  status: 'active',
  last_modified: '2026-01-02T10:00:00Z',
  organization: { id: 'org', name: 'Example House', description: 'A house' },
  phones: [{ id: `phone ${id}`, number: '0113 496 0001 (Advice)' }],
  languages: [{ id: `language ${id}`, name: 'Tigrinya' }],
  service_at_locations: [
    {
      id: `at ${id}`,
      location: {
        id: 'hall',
        name: 'Town Hall',
        location_type: 'physical',
        latitude: 53.8,
        longitude: -1.55,
        addresses: [
          {
            id: 'address',
            address_1: 'The Headrow',
            city: 'Leeds',
            postal_code: 'LS1 1AD',
            country: 'GB',
            address_type: 'physical',
            state_province: '',
          },
        ],
      },
      schedules: [
        { id: `hours ${id}`, freq: 'WEEKLY', byday: 'TU', opens_at: '10:00Z', closes_at: '12:00Z' },
      ],
    },
  ],
  ...more,
});
