// Finds services for a search: words in any script with spelling mistakes, distance, and every wish, with the reasons of each result.
import type { Ctx, Database } from '#database';
import { londonDay, type Point } from '#kernel';
import { findPlace, type Place, type PlaceRefusal } from '../place.ts';
import type { ServiceSummary } from '../service.ts';
import { facetsOf, type SearchFacet } from './facets.ts';
import type { FactPlace } from './facts.ts';
import { isSilent, type Judged } from './judged.ts';
import { cardsOf } from './memory/live/cards.ts';
import { type CurrentIndex, currentIndex } from './memory/live/live-index.ts';
import { loosenings } from './memory/loosen.ts';
import { askIndex, type Hit, type IndexQuery, type Sort } from './memory/query.ts';
import type { Wish } from './wish.ts';
import { type Wishes, wishesOf } from './wishes.ts';
import { type ReadWords, readWords } from './words/read-words.ts';
import { matchWords } from './words/word-index.ts';

export type ServiceSearch = Wishes & {
  readonly text?: string;
  readonly near?: Point | { readonly postcode: string };
  /** Only with `near`; left out: as far as it takes. */
  readonly withinKm?: number;
  readonly sort?: Sort;
  /** Leaves out services of which something wished for is not known. */
  readonly knownOnly?: boolean;
  /** Counts what each value of the main filters would give as well. */
  readonly facets?: boolean;
  /** From 1. */
  readonly page?: number;
  readonly pageSize?: number;
};

export type FoundService = ServiceSummary & {
  /** In a straight line; null when no place was asked or the service's own is not known. */
  readonly distanceKm: number | null;
  /** Everything wished for is known to be so. */
  readonly known: boolean;
  /** One a wish, in the order of the form; those without words say nothing that a list does not show already. */
  readonly reasons: readonly Judged[];
  /** For a map; the middle of an area where the address is confidential. */
  readonly places: readonly FactPlace[];
};

export type FoundServices = {
  readonly services: readonly FoundService[];
  /** Those listed: known and, unless left out, not known. */
  readonly total: number;
  readonly known: number;
  /** Nothing is known to be otherwise, but something is not known. Never left out unless `knownOnly`. */
  readonly unknown: number;
  readonly page: number;
  readonly pageSize: number;
  readonly place: Place | null;
  /** The postcode could not be used: nothing was left out by distance. */
  readonly placeProblem: PlaceRefusal | null;
  readonly words: ReadWords;
  /** When nothing was found: what would bring services, with how many, the most first. */
  readonly loosen: readonly { readonly name: string; readonly label: string; readonly services: number }[];
  /** Empty unless asked for. */
  readonly facets: readonly SearchFacet[];
  /** The directory is changing much just now, and this is from before. */
  readonly behind: boolean;
};

const MOST_A_PAGE = 100;
const FURTHEST_PAGE = 10_000;

const whole = (value: number | undefined, otherwise: number, most: number): number =>
  value !== undefined && Number.isFinite(value) ? Math.min(most, Math.max(1, Math.trunc(value))) : otherwise;

/** Reads nothing and keeps nothing about anybody: the search is only what was handed in. */
export async function searchServices(
  database: Database,
  ctx: Ctx,
  search: ServiceSearch,
): Promise<FoundServices> {
  const [current, found] = await Promise.all([currentIndex(database, ctx), placeOf(ctx, search.near)]);
  const read = readWords(current.words, search.text ?? '');
  const text = read.words.length === 0 ? null : matchWords(current.words, read.words);
  const today = londonDay(ctx.clock()).toString();
  const asked = queryOf(search, found.place, today);
  let query: IndexQuery = { ...asked, text: text?.all ?? null };
  let answer = askIndex(current.index, query);
  let words = read;
  if (text && read.words.length > 1 && answer.known + answer.unknown === 0) {
    // No entry has all of the words: those that have some are a better answer than none, and the page says so.
    query = { ...query, text: text.any() };
    answer = askIndex(current.index, query);
    words = { ...read, matched: 'some' };
  }
  const total = answer.known + (query.knownOnly ? 0 : answer.unknown);
  // All that is asked of the index before anything is waited for: what its answers rest on is the next search's then.
  const loosen = total > 0 ? [] : loosenings(current.index, query).map(named);
  const facets = search.facets ? facetsOf(current.index, query, search, today) : [];
  return {
    services: await describe(ctx, current, answer.hits, query.wishes),
    total,
    known: answer.known,
    unknown: answer.unknown,
    page: whole(search.page, 1, FURTHEST_PAGE),
    pageSize: query.limit,
    place: found.place,
    placeProblem: found.problem,
    words,
    loosen,
    facets,
    behind: current.behind,
  };
}

const named = ({ wish, services }: ReturnType<typeof loosenings>[number]): FoundServices['loosen'][number] =>
  typeof wish === 'string'
    ? { name: wish, label: wish, services }
    : { name: wish.name, label: wish.label, services };

function queryOf(search: ServiceSearch, place: Place | null, today: string): Omit<IndexQuery, 'text'> {
  const limit = whole(search.pageSize, 20, MOST_A_PAGE);
  return {
    wishes: wishesOf(search, today),
    near: place?.point ?? null,
    withinKm: place === null ? null : (search.withinKm ?? null),
    sort: search.sort ?? 'best',
    knownOnly: search.knownOnly ?? false,
    offset: (whole(search.page, 1, FURTHEST_PAGE) - 1) * limit,
    limit,
  };
}

async function describe(
  ctx: Ctx,
  { index, cards }: CurrentIndex,
  hits: readonly Hit[],
  wishes: readonly Wish[],
): Promise<FoundService[]> {
  const shown = await cardsOf(
    ctx,
    index,
    cards,
    hits.map(({ slot }) => slot),
  );
  return hits.flatMap(({ slot, km, known }, at) => {
    const [card, facts] = [shown[at], index.facts[slot]];
    if (!card || !facts) return [];
    const reasons = wishes.map(wish => wish.judge(facts)).filter(judged => !isSilent(judged));
    return [foundOf(card, { distanceKm: km, known, reasons, places: facts.places })];
  });
}

type About = Omit<FoundService, keyof ServiceSummary>;

/** Field by field: spread out, the twenty of a page take longer than finding them. */
const foundOf = (card: ServiceSummary, { distanceKm, known, reasons, places }: About): FoundService => ({
  id: card.id,
  name: card.name,
  organization: card.organization,
  kinds: card.kinds,
  description: card.description,
  address: card.address,
  postcode: card.postcode,
  confidential: card.confidential,
  areas: card.areas,
  phone: card.phone,
  url: card.url,
  status: card.status,
  source: card.source,
  lastChecked: card.lastChecked,
  distanceKm,
  known,
  reasons,
  places,
});

type FoundPlace = { readonly place: Place | null; readonly problem: PlaceRefusal | null };

async function placeOf(ctx: Ctx, near: ServiceSearch['near']): Promise<FoundPlace> {
  if (near === undefined) return { place: null, problem: null };
  if ('latitude' in near)
    return {
      place: { point: near, label: 'the chosen place', exactness: 'postcode', ended: null },
      problem: null,
    };
  if (near.postcode.trim() === '') return { place: null, problem: null };
  const found = await findPlace(ctx, near.postcode);
  return found.ok ? { place: found.value, problem: null } : { place: null, problem: found.reason };
}
