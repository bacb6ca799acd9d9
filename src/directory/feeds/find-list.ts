// Finds where a feed lists its services, and with which parameters its server puts up.
import {
  type FetchOutcome,
  type FetchProblem,
  fetchPage,
  type Manners,
  type Validators,
} from './fetch-page.ts';
import { type ListPage, readListPage } from './list-page.ts';

/** A list's address without the page number. */
export type FoundList = { readonly url: string };
export type ListProblem = FetchProblem | 'not-open-referral';

export type FetchedList =
  | {
      readonly ok: true;
      readonly notModified: boolean;
      readonly page: ListPage | null;
      readonly fetched: FetchOutcome & { ok: true };
    }
  | {
      readonly ok: false;
      readonly problem: ListProblem;
      readonly status: number | null;
      readonly attempts: number;
    };

const PER_PAGE = '100';

export function withParameters(address: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** One page of the list, read. */
export async function fetchList(
  address: string,
  manners: Manners,
  validators: Validators = {},
): Promise<FetchedList> {
  const fetched = await fetchPage(address, manners, validators);
  if (!fetched.ok) return fetched;
  if (fetched.notModified) return { ok: true, notModified: true, page: null, fetched };
  const page = readListPage(fetched.text);
  return page === null
    ? { ok: false, problem: 'not-open-referral', status: fetched.status, attempts: fetched.attempts }
    : { ok: true, notModified: false, page, fetched };
}

/** The address may be of the list itself or of the feed; servers that refuse a parameter are asked without. */
function candidates(address: string): readonly string[] {
  const url = new URL(address);
  url.hash = '';
  const below = new URL(url);
  below.pathname = `${url.pathname.replace(/\/+$/, '')}/services`;
  const listed = /\/services\/?$/.test(url.pathname) || /\.(?:json|ndjson)$/.test(url.pathname);
  const addresses = listed ? [url.href] : [below.href, url.href];
  return addresses.flatMap(one => [
    withParameters(one, { per_page: PER_PAGE, full: 'true' }),
    withParameters(one, { per_page: PER_PAGE }),
    one,
  ]);
}

/** Only what tells that no other address will do better ends the search. */
const final = (problem: ListProblem): boolean =>
  problem === 'private-address' || problem === 'not-http' || problem === 'too-many-redirects';

/** The list is there, and only its first page is broken: a fault of the server or rubbish, rather than "not here". */
const mayBeBroken = ({ problem, status }: FetchedList & { ok: false }): boolean =>
  problem === 'refused-by-server' ? (status ?? 0) >= 500 : !final(problem);

export async function findList(
  address: string,
  manners: Manners,
): Promise<{ readonly ok: true; readonly list: FoundList } | (FetchedList & { ok: false })> {
  if (!URL.canParse(address)) return { ok: false, problem: 'not-http', status: null, attempts: 0 };
  let worst: (FetchedList & { ok: false }) | undefined;
  const broken: string[] = [];
  for (const url of candidates(address)) {
    const first = await fetchList(withParameters(url, { page: '1' }), manners);
    if (first.ok) return { ok: true, list: { url } };
    // The first failure says most: the later ones are guesses.
    worst ??= first;
    if (mayBeBroken(first)) broken.push(url);
    if (final(first.problem) || first.problem === 'timed-out' || first.problem === 'not-reached') break;
  }
  for (const url of broken) {
    const second = await fetchList(withParameters(url, { page: '2' }), { ...manners, attempts: 1 });
    if (second.ok && (second.page?.items.length ?? 0) > 0) return { ok: true, list: { url } };
  }
  return worst ?? { ok: false, problem: 'not-reached', status: null, attempts: 0 };
}

/**
 * Many servers ignore what they are asked: one that lists services changed after the year 2999 does. One that lists nothing whenever it is
 * asked obeys as little.
 */
export async function obeysModifiedAfter(list: FoundList, manners: Manners): Promise<boolean> {
  const listedAfter = async (day: string): Promise<number | null> => {
    const asked = withParameters(list.url, { page: '1', per_page: '1', modified_after: `${day}T00:00:00Z` });
    const answer = await fetchList(asked, { ...manners, attempts: 1 });
    return answer.ok ? (answer.page?.items.length ?? null) : null;
  };
  return (await listedAfter('2999-01-01')) === 0 && ((await listedAfter('1971-01-01')) ?? 0) > 0;
}
