// Walks one list endpoint: the official probe of its paging, then every page, then the page after the last.
import { isObject, type Page, readPage } from '../page.ts';
import type { ListEndpoint } from '../standard.ts';
import { type Inspection, inWords, isGood, type ListedRecord } from './inspection.ts';
import { type Got, idOf, readAndJudge } from './read-page.ts';

export type ListSeen = {
  readonly records: readonly ListedRecord[];
  readonly pages: number;
  readonly listed: number;
  readonly total: number | null;
};

/** As many records a page as the official check asks for. */
const PROBE = 5;
const MOST_PAGES = 2_000;
const NOTHING: ListSeen = { records: [], pages: 0, listed: 0, total: null };

export async function walkList(inspection: Inspection, endpoint: ListEndpoint): Promise<ListSeen> {
  const first = await readAndJudge(inspection, endpoint, { page: 1, perPage: PROBE, expect: PROBE });
  if (!first) return NOTHING;
  if (first.page.records.length === 0) {
    inspection.ledger.add(endpoint, {
      rule: 'empty-list',
      says: 'the list has no records',
      at: first.answer.at,
    });
    return { ...NOTHING, pages: 1, total: first.page.totalItems };
  }
  const perPage = inspection.perPage ?? usualPage(first.page.totalItems);
  // Reading the list in pages of five does all that the probe does.
  if (perPage !== PROBE) await probe(inspection, endpoint, first.page.totalPages ?? 1);
  return readAll(inspection, endpoint, first, perPage);
}

/** About ten pages: paging goes wrong between pages, so a short list is not read in one. */
const usualPage = (total: number | null): number =>
  Math.min(100, Math.max(PROBE, Math.ceil((total ?? 1_000) / 10)));

/** Official: page 1, some random ones between and the last. We take the middle one: a check should find the same twice. */
async function probe(inspection: Inspection, endpoint: ListEndpoint, pages: number): Promise<void> {
  const others = new Set([Math.ceil(pages / 2), pages].filter(page => page > 1));
  for (const page of others)
    await readAndJudge(inspection, endpoint, { page, perPage: PROBE, expect: PROBE });
}

/** What is known while reading page after page. */
type Reading = {
  readonly perPage: number;
  readonly ids: Map<string, ListedRecord>;
  pages: number;
  listed: number;
  /** Records on page 1, which later pages but the last must have too. */
  expect: number | null;
  last: Got;
  ended: boolean;
};

async function readAll(
  inspection: Inspection,
  endpoint: ListEndpoint,
  first: Got,
  perPage: number,
): Promise<ListSeen> {
  const single = (first.page.totalPages ?? 2) <= 1;
  const reading: Reading = {
    perPage: single ? PROBE : perPage,
    ids: new Map(),
    pages: 0,
    listed: 0,
    expect: null,
    last: first,
    ended: false,
  };
  while (!reading.ended && reading.pages < MOST_PAGES) {
    if (inspection.most !== null && reading.listed >= inspection.most) break;
    const asked = { page: reading.pages + 1, perPage: reading.perPage, expect: reading.expect };
    const got =
      single || (perPage === PROBE && asked.page === 1)
        ? first
        : await readAndJudge(inspection, endpoint, asked);
    if (!got || !takeIn(inspection, endpoint, reading, got)) break;
  }
  if (reading.ended) await judgeEnd(inspection, endpoint, reading);
  else
    inspection.note(
      `${endpoint.path}: ${reading.pages} of ${reading.last.page.totalPages ?? 'an unknown number of'} pages were read, so its totals were not compared.`,
    );
  const { ids, pages, listed, last } = reading;
  return { records: [...ids.values()], pages, listed, total: last.page.totalItems };
}

/** @returns false when the page repeats the one before: reading on would not end. */
function takeIn(inspection: Inspection, endpoint: ListEndpoint, reading: Reading, got: Got): boolean {
  const repeats = reading.pages > 0 && keyOf(got.page) !== '' && keyOf(got.page) === keyOf(reading.last.page);
  reading.pages += 1;
  if (repeats) {
    const says = 'a page repeats the page before it';
    inspection.ledger.add(endpoint, { rule: 'repeated-page', says, at: got.answer.at });
    return false;
  }
  noteIds(inspection, endpoint, got, reading.ids);
  const { records, totalPages, last } = got.page;
  reading.last = got;
  reading.listed += records.length;
  reading.expect ??= records.length;
  reading.ended = records.length === 0 || (totalPages === null ? last === true : reading.pages >= totalPages);
  inspection.progress(
    `${endpoint.path}: page ${reading.pages} of ${totalPages ?? '?'}, ${reading.listed} records`,
  );
  return true;
}

const keyOf = (page: Page): string => page.records.map(one => idOf(one) ?? '?').join(' ');

function noteIds(
  { ledger, standard }: Inspection,
  endpoint: ListEndpoint,
  { page, answer }: Got,
  ids: Map<string, ListedRecord>,
): void {
  page.records.forEach((record, index) => {
    const id = idOf(record);
    if (id === null || !isObject(record)) return;
    if (!ids.has(id)) ids.set(id, { id, record });
    else
      ledger.add(endpoint, {
        rule: 'repeated-id',
        says: 'an id comes more than once in the list',
        at: answer.at,
        record: id,
        pointer: `/${standard.fields.contents}/${index}/id`,
      });
  });
}

/** All pages are read: do the totals add up, and is there nothing behind the last page? */
async function judgeEnd(inspection: Inspection, endpoint: ListEndpoint, reading: Reading): Promise<void> {
  const { ledger, standard } = inspection;
  const { last, listed } = reading;
  const { totalItems, totalPages: pages } = last.page;
  const { totalItems: itemsName, totalPages: pagesName } = standard.fields;
  const at = last.answer.at;
  if (totalItems !== null && totalItems !== listed)
    ledger.add(endpoint, {
      rule: 'total-items',
      says: `${itemsName} is ${totalItems}, all pages together have ${listed} records`,
      at,
      pointer: `/${itemsName}`,
    });
  const aPage = reading.pages > 1 ? (reading.expect ?? reading.perPage) : reading.perPage;
  // An empty list may be said to have one page or none.
  if (
    totalItems !== null &&
    pages !== null &&
    Math.max(1, pages) !== Math.max(1, Math.ceil(totalItems / aPage))
  )
    ledger.add(endpoint, {
      rule: 'total-pages',
      says: `${pagesName} is ${pages} for ${totalItems} records, ${aPage} a page`,
      at,
      pointer: `/${pagesName}`,
    });
  await lookPastTheEnd(inspection, endpoint, reading);
}

async function lookPastTheEnd(
  { client, ledger, standard }: Inspection,
  endpoint: ListEndpoint,
  { last, pages, perPage, ids }: Reading,
): Promise<void> {
  const page = Math.max(last.page.totalPages ?? 0, pages) + 1;
  const after = await client.get(endpoint.path, { page: `${page}`, per_page: `${perPage}` });
  if (after.status === 404 || after.trouble === 'stopped') return;
  const beyond = isGood(after) ? readPage(after.body, standard.fields) : null;
  if (beyond?.records.length === 0) return;
  const repeats = beyond?.records.every(one => ids.has(idOf(one) ?? '')) ?? false;
  const says = beyond
    ? `the page after the last ${repeats ? 'repeats records of the list' : 'has more records'}`
    : `the page after the last is neither empty nor 404: ${inWords(after)}`;
  ledger.add(endpoint, { rule: 'past-the-end', says, at: after.at });
}
