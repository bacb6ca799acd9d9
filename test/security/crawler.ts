// Follows links from page to page as somebody who is signed in, a few pages of each kind, and says what it saw.
import { parseHTML } from 'linkedom';
import type { Route } from '#web';
import type { Visitor } from './visitor.ts';

export type Page = {
  /** With its query, as it was linked. */
  readonly address: string;
  readonly route: Route | null;
  readonly status: number;
  readonly html: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Where it was linked from. */
  readonly from: string;
};

export type Crawled = {
  readonly pages: readonly Page[];
  /** Every address seen: links, actions of forms, and where answers led. */
  readonly addresses: ReadonlySet<string>;
  readonly forms: readonly Form[];
};

export type Form = {
  readonly page: string;
  readonly method: string;
  readonly action: string;
  readonly fields: readonly Field[];
};
export type Field = { readonly name: string; readonly type: string; readonly values: readonly string[] };

type Limits = { readonly pages: number; readonly aRoute: number };

/** Breadth first, so that a sample of every kind of page is seen before many of one. */
export async function crawl(
  visitor: Visitor,
  starts: readonly string[],
  routes: readonly Route[],
  limits: Limits,
): Promise<Crawled> {
  const [pages, forms]: [Page[], Form[]] = [[], []];
  const addresses = new Set(starts);
  // Not the addresses seen: where a form leads, a link may lead as well.
  const queued = new Set(starts);
  const asked = new Map<string, number>();
  const queue: { address: string; from: string }[] = starts.map(address => ({ address, from: 'the start' }));
  const follow = (address: string, from: string): void => {
    addresses.add(address);
    if (queued.has(address)) return;
    queued.add(address);
    if (!address.startsWith('/assets/')) queue.push({ address, from });
  };
  for (let next = queue.shift(); next && pages.length < limits.pages; next = queue.shift()) {
    const route = routeOf(routes, 'GET', next.address);
    const kind = `${route?.path}${next.address.includes('?') ? '?' : ''}`;
    const count = (asked.get(kind) ?? 0) + 1;
    asked.set(kind, count);
    if (count > limits.aRoute) continue;
    const answer = await visitor.get(next.address);
    const isPage = String(answer.headers['content-type']).startsWith('text/html');
    const html = isPage ? answer.body : '';
    pages.push({ ...next, route, status: answer.statusCode, html, headers: answer.headers });
    if (answer.headers.location) follow(String(answer.headers.location), next.address);
    if (!isPage) continue;
    for (const link of linksIn(html, next.address)) follow(link, next.address);
    for (const form of formsIn(html, next.address)) {
      forms.push(form);
      addresses.add(form.action);
    }
  }
  return { pages, addresses, forms };
}

/** The row of the table that answers an address: the one with the fewest parameters, as the router chooses. */
export function routeOf(routes: readonly Route[], method: string, address: string): Route | null {
  const path = address.split(/[?#]/)[0] ?? '';
  const fits = routes.filter(route => route.method === method && patternOf(route.path).test(path));
  return fits.sort((one, other) => parametersIn(one) - parametersIn(other))[0] ?? null;
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('$', '\\$').replaceAll(/:\w+/g, '[^/]+')}$`);
const parametersIn = ({ path }: Route): number => path.split(':').length - 1;

/** Addresses on our own server that a page links to, without what comes after #. */
export function linksIn(html: string, page: string): string[] {
  const { document } = parseHTML(html);
  const found = [...document.querySelectorAll('a[href], link[href], script[src], img[src]')].map(
    element => element.getAttribute('href') ?? element.getAttribute('src') ?? '',
  );
  return found.flatMap(href => {
    if (/^(#|https?:|tel:|mailto:|data:)/.test(href)) return [];
    const url = new URL(href, `http://here${page}`);
    return [url.pathname + url.search];
  });
}

export function formsIn(html: string, page: string): Form[] {
  const { document } = parseHTML(html);
  return [...document.querySelectorAll('form')].map(form => {
    const fields = new Map<string, Field>();
    for (const field of form.querySelectorAll('input[name], textarea[name], select[name]')) {
      const name = field.getAttribute('name') ?? '';
      const options = [...field.querySelectorAll('option')].map(option => option.getAttribute('value') ?? '');
      const type =
        field.tagName === 'INPUT' ? (field.getAttribute('type') ?? 'text') : field.tagName.toLowerCase();
      const value =
        field.tagName === 'TEXTAREA' ? (field.textContent ?? '') : (field.getAttribute('value') ?? '');
      const values = [...(fields.get(name)?.values ?? []), ...(options.length > 0 ? options : [value])];
      fields.set(name, { name, type, values });
    }
    const method = (form.getAttribute('method') ?? 'get').toUpperCase();
    return { page, method, action: form.getAttribute('action') || page, fields: [...fields.values()] };
  });
}
