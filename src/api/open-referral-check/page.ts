// One page of a list: what its envelope says, and whether that is so. Pure.
import type { Rule } from './rules.ts';
import type { PageFields } from './standard.ts';

export type Page = {
  readonly records: readonly unknown[];
  readonly totalItems: number | null;
  readonly totalPages: number | null;
  readonly number: number | null;
  readonly size: number | null;
  readonly first: boolean | null;
  readonly last: boolean | null;
  readonly empty: boolean | null;
};

export type Breach = {
  readonly rule: Rule;
  readonly says: string;
  readonly pointer: string;
  /** The official check does not look at this page. */
  readonly oursOnly?: boolean;
};
export type AskedPage = {
  readonly page: number;
  readonly perPage: number;
  /** Records a page before the last must have; null: not known yet, since a feed may allow fewer than we asked for. */
  readonly expect: number | null;
};

type Loose = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Null when the body is no page at all. */
export function readPage(body: unknown, fields: PageFields): Page | null {
  if (!isObject(body) || !Array.isArray(body[fields.contents])) return null;
  const whole = (name: string): number | null => {
    const value = body[name];
    return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
  };
  const flag = (name: string): boolean | null =>
    typeof body[name] === 'boolean' ? (body[name] as boolean) : null;
  return {
    records: body[fields.contents] as unknown[],
    totalItems: whole(fields.totalItems),
    totalPages: whole(fields.totalPages),
    number: whole(fields.number),
    size: whole('size'),
    first: flag(fields.first),
    last: flag(fields.last),
    empty: flag('empty'),
  };
}

/** Breaches of one page on its own; totals over pages are the walk's. A field that is missing is reported once, as missing. */
export function judgePage(page: Page, asked: AskedPage, fields: PageFields): Breach[] {
  return [
    ...missingFields(page, fields),
    ...flagBreaches(page, asked, fields),
    ...sizeBreaches(page, asked, fields),
  ];
}

function missingFields(page: Page, fields: PageFields): Breach[] {
  const named: readonly [string, unknown][] = [
    [fields.totalItems, page.totalItems],
    [fields.totalPages, page.totalPages],
    [fields.number, page.number],
    ['size', page.size],
    [fields.first, page.first],
    [fields.last, page.last],
    ['empty', page.empty],
  ];
  return named
    .filter(([, value]) => value === null)
    .map(([name]) => ({
      rule: 'envelope',
      says: `${name} is missing, or is not what it should be (a whole number, or true or false)`,
      pointer: `/${name}`,
    }));
}

const isLast = (page: Page, asked: AskedPage): boolean => asked.page >= (page.totalPages ?? asked.page);

function flagBreaches(page: Page, asked: AskedPage, fields: PageFields): Breach[] {
  const first = asked.page === 1;
  const empty = page.records.length === 0;
  const breaches: Breach[] = [];
  const wrong = (rule: Rule, name: string, said: boolean | null, is: boolean, where: string): void => {
    if (said !== null && said !== is)
      breaches.push({ rule, says: `${name} is ${said} on ${where}`, pointer: `/${name}` });
  };
  wrong('first-page', fields.first, page.first, first, first ? 'page 1' : 'a later page');
  if (page.totalPages !== null) {
    const last = isLast(page, asked);
    wrong('last-page', fields.last, page.last, last, last ? 'the last page' : 'a page before the last');
  }
  wrong('empty-flag', 'empty', page.empty, empty, empty ? 'an empty page' : 'a page with records');
  // 1.0 does not say whether pages count from 0 or from 1.
  if (fields.number === 'page_number' && page.number !== null && page.number !== asked.page)
    breaches.push({
      rule: 'page-number',
      says: 'page_number is not the page that was asked for',
      pointer: '/page_number',
    });
  return breaches;
}

function sizeBreaches(page: Page, asked: AskedPage, fields: PageFields): Breach[] {
  const breaches: Breach[] = [];
  const count = page.records.length;
  if (page.size !== null && page.size !== count)
    breaches.push({
      rule: 'size',
      says: `size is ${page.size}, the page has ${count} records`,
      pointer: '/size',
    });
  const tooFew = asked.expect !== null && count < asked.expect && !isLast(page, asked);
  if (count > asked.perPage || tooFew)
    breaches.push({
      rule: 'per-page',
      says: `per_page=${asked.perPage} was asked for, ${count} records came`,
      pointer: `/${fields.contents}`,
      // The official check counts on every page but the last.
      oursOnly: isLast(page, asked),
    });
  return breaches;
}
