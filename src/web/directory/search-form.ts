// What somebody looks for in the directory: the form's fields, and the sealed text that carries them through an address.
import { z } from 'zod';
import {
  type AttendingSex,
  keysOf,
  PARTS_OF_DAY,
  type PartOfDay,
  type ReferralRoute,
  ROUTES,
  SEARCHED_NEEDS,
  type ServiceSearch,
  STAGES,
  type Stage,
  WAYS,
  type Way,
  WEEKDAYS,
  type Weekday,
  type Wishes,
} from '#directory';
import { findLanguage } from '#kernel';
import { choiceOr, type FormInput, openText, optionalText, type Req, sealText, several } from '#web';

export const MILES = ['1', '3', '5', '10', '25', 'any'] as const;
const USUAL_MILES = '5';
const KM_A_MILE = 1.609344;

/** Wishes that are a tick: so, or not known to be otherwise. */
export const ACCESS = { stepFree: 'Step-free', creche: 'Crèche' } as const;
export const TERMS = {
  free: 'Free',
  travelPaid: 'Pays for travel',
  takesReferrals: 'Taking referrals now',
  traumaInformed: 'Works in a trauma-informed way',
} as const;
export const SITUATION = {
  openToNrpf: 'Open to people with no recourse to public funds',
  noStatusAsked: 'Does not ask about immigration status',
  noDocuments: 'Asks for no documents',
} as const;

export const SEXES = { women: 'Women only', men: 'Men only', mixed: 'Women and men together' } as const;
export const HOWS = {
  either: 'Spoken there or by interpreter',
  door: 'Spoken there',
  interpreter: 'By interpreter',
} as const;
export const FORMATS = { one_to_one: 'One to one', group: 'In a group' } as const;
export const PARTS = { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' } as const;
export const SORTS = { best: 'Best fit', nearest: 'Nearest', name: 'Name' } as const;

/** One of the keys, or an empty text for "any". */
const optional = <Key extends string>(words: Readonly<Record<Key, unknown>>) =>
  choiceOr(['', ...(Object.keys(words) as Key[])], '');

const age = z.preprocess(
  value => String((Array.isArray(value) ? value[0] : value) ?? '').trim(),
  z.string().regex(/^(1[01]\d|120|\d{1,2})?$/, 'Enter an age in years, such as 34'),
);

const language = optionalText({ max: 60 }).refine(
  text => text === '' || findLanguage(text) !== null,
  'We do not know this language. Try its English name, such as Tigrinya',
);

const need = optionalText({ max: 40 }).refine(
  code => code === '' || SEARCHED_NEEDS.has(code),
  'Choose a kind of help from the list',
);

export const searchForm = z.object({
  text: optionalText({ max: 200 }),
  kind: optionalText({ max: 40 }),
  need,
  postcode: optionalText({ max: 12 }),
  within: choiceOr(MILES, USUAL_MILES),
  language,
  how: choiceOr(['either', 'door', 'interpreter'], 'either'),
  sex: optional(SEXES),
  age,
  day: optional(WEEKDAYS),
  part: optional(PARTS_OF_DAY),
  ways: several(new Set<string>(keysOf(WAYS))),
  format: optional(FORMATS),
  stage: optional(STAGES),
  route: optional(ROUTES),
  access: several(new Set<string>(keysOf(ACCESS))),
  terms: several(new Set<string>(keysOf(TERMS))),
  situation: several(new Set<string>(keysOf(SITUATION))),
  sort: choiceOr(['best', 'nearest', 'name'], 'best'),
  known: choiceOr(['yes', 'no'], 'no'),
});

export type DirectorySearch = z.infer<typeof searchForm>;

export const NO_SEARCH: DirectorySearch = searchForm.parse({});

type Field = keyof DirectorySearch;

/** How to sort and what to leave out ask for nothing. */
const ASKS_NOTHING: ReadonlySet<Field> = new Set(['within', 'sort', 'known', 'how']);

/** What differs from a form that nobody has filled, where several things to choose are all empty. */
const filledIn = (search: DirectorySearch): readonly Field[] =>
  (Object.keys(search) as Field[]).filter(name => {
    const value = search[name];
    return Array.isArray(value) ? value.length > 0 : value !== NO_SEARCH[name];
  });

export const isEmptySearch = (search: DirectorySearch): boolean =>
  filledIn(search).every(name => ASKS_NOTHING.has(name));

const wishesOf = (search: DirectorySearch): Wishes => {
  const tag = search.language === '' ? undefined : findLanguage(search.language)?.tag;
  return {
    ...(search.kind === '' ? {} : { kind: search.kind }),
    ...(search.need === '' ? {} : { need: search.need }),
    ...(tag === undefined ? {} : { language: tag, languageHow: search.how }),
    ...(search.sex === '' ? {} : { attendingSex: search.sex as AttendingSex }),
    ...(search.age === '' ? {} : { age: Number(search.age) }),
    ...(search.day === '' ? {} : { day: search.day as Weekday }),
    ...(search.part === '' ? {} : { part: search.part as PartOfDay }),
    ...(search.ways.length === 0 ? {} : { ways: search.ways as Way[] }),
    ...(search.format === '' ? {} : { format: search.format as keyof typeof FORMATS }),
    ...(search.stage === '' ? {} : { stage: search.stage as Stage }),
    ...(search.route === '' ? {} : { route: search.route as ReferralRoute }),
    ...Object.fromEntries([...search.access, ...search.terms, ...search.situation].map(name => [name, true])),
  };
};

export const toServiceSearch = (search: DirectorySearch, page: number, pageSize: number): ServiceSearch => ({
  ...wishesOf(search),
  text: search.text,
  page,
  pageSize,
  sort: search.sort,
  knownOnly: search.known === 'yes',
  facets: page === 1,
  ...(search.postcode === '' ? {} : { near: { postcode: search.postcode } }),
  ...(search.within === 'any' ? {} : { withinKm: Number(search.within) * KM_A_MILE }),
});

/** The same search without one wish, by the name the wish has in the domain. */
export function without(search: DirectorySearch, name: string): DirectorySearch {
  const others = (ticked: readonly string[]) => ticked.filter(each => each !== name);
  if (name in ACCESS) return { ...search, access: others(search.access) };
  if (name in TERMS) return { ...search, terms: others(search.terms) };
  if (name in SITUATION) return { ...search, situation: others(search.situation) };
  if (name === 'distance') return { ...search, within: 'any' };
  if (name === 'attendingSex') return { ...search, sex: '' };
  if (name === 'day' || name === 'part') return { ...search, day: '', part: '' };
  if (name === 'ways') return { ...search, ways: [] };
  return name in search ? { ...search, [name]: '' } : search;
}

export const inMiles = (km: number): number => km / KM_A_MILE;
export const inKm = (miles: number): number => miles * KM_A_MILE;

/** The fields as the form sends them, to fill it again. */
export const toInput = (search: DirectorySearch): FormInput => ({ ...search });

const PURPOSE = 'directory-search';

/** Only what was asked: addresses stay short, and a field that is new means nothing in an old one. */
const askedOf = (search: DirectorySearch): Partial<DirectorySearch> =>
  Object.fromEntries(filledIn(search).map(name => [name, search[name]]));

/**
 * The search as a text for an address. Words, postcode, stage and language may be about a person, so it is sealed for this
 * account: addresses end up in histories and logs, and a search there tells nobody anything. Nothing of it is stored.
 */
export const sealSearch = (req: Req, search: DirectorySearch): string =>
  sealText(req, PURPOSE, JSON.stringify(askedOf(search)));

/** Null when it was made by somebody else, altered, or sealed before the secrets were changed. */
export function openSearch(req: Req, sealed: string): DirectorySearch | null {
  const text = openText(req, PURPOSE, sealed);
  if (text === null) return null;
  try {
    const parsed = searchForm.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
