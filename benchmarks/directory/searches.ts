// What is asked: a mix of filters with distance, and words with spelling mistakes, the same for every candidate.
import type { ServiceSearch } from '#directory';

const random = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

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
const WORDS = [
  'english',
  'food',
  'sewing',
  'tooting',
  'refugee',
  'housing',
  'gardening',
  'leeds',
  'choir',
  'yoga',
  'swimming',
  'salford',
];
const MISSPELT = ['englsh', 'gardning', 'refugge', 'sheffeld', 'swiming'];

/** From one to six filters of thirteen, near a place in four of five, with every page size and order as pages ask them. */
export function filterSearches(count: number, seed = 7): ServiceSearch[] {
  const next = random(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  return Array.from({ length: count }, () => {
    const [latitude, longitude] = pick(CITIES);
    const all: Partial<ServiceSearch>[] = [
      { kind: pick(['language', 'LANG-ESOL', 'immigration', 'food', 'women', 'mental_health']) },
      {
        language: pick(['ar', 'ti', 'fa', 'so', 'ur']),
        languageHow: pick(['door', 'interpreter', 'either'] as const),
      },
      { attendingSex: pick(['women', 'men', 'mixed'] as const) },
      { age: 10 + Math.floor(next() * 70) },
      {
        day: pick(['MO', 'TU', 'WE', 'TH', 'FR'] as const),
        part: pick(['morning', 'afternoon', 'evening'] as const),
      },
      { creche: true },
      { stepFree: true },
      { free: true },
      { ways: pick([['in_person'], ['phone', 'video', 'online']] as const) },
      { stage: pick(['arrival', 'awaiting_decision', 'positive', 'negative_destitute'] as const) },
      { openToNrpf: true },
      { route: pick(['self', 'any_professional'] as const) },
      { takesReferrals: true },
    ];
    const wanted = 1 + Math.floor(next() * 6);
    const chosen = [...all].sort(() => next() - 0.5).slice(0, wanted);
    const near =
      next() < 0.8
        ? {
            near: { latitude: latitude + (next() - 0.5) * 0.2, longitude: longitude + (next() - 0.5) * 0.3 },
            ...(next() < 0.8 ? { withinKm: pick([1.6, 4.8, 8, 16]) } : {}),
          }
        : {};
    return Object.assign(
      {
        knownOnly: next() < 0.2,
        sort: pick(['best', 'best', 'nearest', 'name'] as const),
        page: next() < 0.1 ? 2 : 1,
      },
      near,
      ...chosen,
    );
  });
}

/** One or two words, one in five misspelt, half of them near a place. */
export function textSearches(count: number, seed = 11): ServiceSearch[] {
  const next = random(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  return Array.from({ length: count }, () => {
    const [latitude, longitude] = pick(CITIES);
    const text = [next() < 0.2 ? pick(MISSPELT) : pick(WORDS), ...(next() < 0.5 ? [pick(WORDS)] : [])].join(
      ' ',
    );
    return { text, ...(next() < 0.5 ? { near: { latitude, longitude }, withinKm: 8 } : {}) };
  });
}
