// What is asked: mixes of filters with distance, words with spelling mistakes, and both; no two alike, the same for every candidate.
import type { ServiceSearch } from '#directory';
import { TOWNS, WORDS } from './vocabulary.ts';

type Random = () => number;

const random = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

const pick = <Item>(next: Random, items: readonly Item[]): Item =>
  items[Math.floor(next() * items.length)] as Item;
const shuffled = <Item>(next: Random, items: readonly Item[]): Item[] =>
  items
    .map(item => ({ item, at: next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);

const CITIES = [
  [51.5, -0.12],
  [53.48, -2.24],
  [52.48, -1.9],
  [53.8, -1.55],
  [53.38, -1.47],
  [51.45, -2.59],
  [54.97, -1.61],
  [52.95, -1.15],
] as const;
const KINDS =
  'language LANG-ESOL LANG-CONV immigration IMM-ADV legal food MON-FOOD physical green women mental_health children'.split(
    ' ',
  );
const LANGUAGES =
  'ar ti fa so ur pl ro fr am ku bn pa gu ta vi zh es pt it tr uk ru sq ps hi ne si sw lt bg hu'.split(' ');

const oneOfEach = (next: Random): Partial<ServiceSearch>[] => [
  { kind: pick(next, KINDS) },
  { language: pick(next, LANGUAGES), languageHow: pick(next, ['door', 'interpreter', 'either'] as const) },
  { attendingSex: pick(next, ['women', 'men', 'mixed'] as const) },
  { age: Math.floor(next() * 100) },
  {
    day: pick(next, ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const),
    ...(next() < 0.6 ? { part: pick(next, ['morning', 'afternoon', 'evening'] as const) } : {}),
  },
  { creche: true },
  { stepFree: true },
  { free: true },
  {
    ways: pick(next, [['in_person'], ['phone', 'video', 'online'], ['phone'], ['online', 'video']] as const),
  },
  {
    stage: pick(next, [
      'arrival',
      'awaiting_decision',
      'positive',
      'positive_nrpf',
      'negative_destitute',
    ] as const),
  },
  { openToNrpf: true },
  { noStatusAsked: true },
  { route: pick(next, ['self', 'any_professional', 'form'] as const) },
  { takesReferrals: true },
  { format: pick(next, ['one_to_one', 'group'] as const) },
];

/** One place in four is anywhere in England; the others are somewhere in a city, never twice the same. */
function place(next: Random): Partial<ServiceSearch> {
  const [latitude, longitude] =
    next() < 0.25 ? ([50.5 + next() * 5, -3.5 + next() * 4.5] as const) : pick(next, CITIES);
  return {
    near: { latitude: latitude + (next() - 0.5) * 0.3, longitude: longitude + (next() - 0.5) * 0.4 },
    ...(next() < 0.8 ? { withinKm: pick(next, [1, 3, 5, 10, 25]) * 1.609344 } : {}),
  };
}

/** From one to six of fifteen filters, near a place in four of five, in every order and now and then a further page. */
function filters(next: Random): ServiceSearch {
  const wanted = 1 + Math.floor(next() * 6);
  return Object.assign(
    {
      knownOnly: next() < 0.2,
      sort: pick(next, ['best', 'best', 'nearest', 'name'] as const),
      page: next() < 0.1 ? 2 + Math.floor(next() * 4) : 1,
    },
    next() < 0.8 ? place(next) : {},
    ...shuffled(next, oneOfEach(next)).slice(0, wanted),
  );
}

/** A letter left out, put twice, swapped with the next, or another one. */
function misspelt(next: Random, word: string): string {
  const at = 1 + Math.floor(next() * (word.length - 2));
  const [before, letter, after] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)];
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const ways = [
    before + after,
    before + letter + letter + after,
    before + after.slice(0, 1) + letter + after.slice(1),
    before + pick(next, [...letters]) + after,
  ];
  return pick(next, ways);
}

/** As they are in entries: common words often. One in five is misspelt, one in five only begun. */
function word(next: Random): string {
  const whole = next() < 0.25 ? pick(next, TOWNS) : (WORDS[Math.floor(WORDS.length * next() ** 3)] as string);
  const how = next();
  if (whole.length < 5 || how < 0.6) return whole;
  return how < 0.8 ? misspelt(next, whole) : whole.slice(0, 3 + Math.floor(next() * (whole.length - 3)));
}

/** One to three words, half of them near a place. */
const words = (next: Random): ServiceSearch => ({
  text: Array.from({ length: 1 + Math.floor(next() * 3) }, () => word(next)).join(' '),
  ...(next() < 0.5 ? place(next) : {}),
});

const both = (next: Random): ServiceSearch => ({ ...filters(next), text: word(next) });

const searches =
  (make: (next: Random) => ServiceSearch) =>
  (count: number, seed: number): ServiceSearch[] => {
    const next = random(seed);
    return Array.from({ length: count }, () => make(next));
  };

export const filterSearches = searches(filters);
export const wordSearches = searches(words);
export const mixedSearches = searches(both);
