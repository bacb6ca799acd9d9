// The main filters with how many services each of their values would give: kind, language, day, whom it is for, cost and access.
import { spokenLanguage } from '#kernel';
import { CATEGORY_LABELS } from '../kind.ts';
import { keysOf, WAYS } from './facts.ts';
import type { Column } from './memory/columns.ts';
import { countFacets, type FacetCount } from './memory/facets.ts';
import type { IndexQuery } from './memory/query.ts';
import { columnFor, type Met, metBy, type ServiceIndex } from './memory/service-index.ts';
import { categoryOf, typesOf } from './need-wish.ts';
import { WEEKDAYS } from './schedule.ts';
import { type Wishes, wishesOf } from './wishes.ts';

const TICKS = [
  'free',
  'takesReferrals',
  'stepFree',
  'creche',
  'travelPaid',
  'noDocuments',
  'noStatusAsked',
  'traumaInformed',
] as const;

export type FacetName = 'kind' | 'language' | 'day' | 'attendingSex' | 'ways' | 'format' | 'ticks';
/** `value`: a kind, a language tag, a weekday …; for ticks the name of the wish. */
export type FacetValue = FacetCount & { readonly value: string };
export type SearchFacet = { readonly name: FacetName; readonly values: readonly FacetValue[] };

const MOST_LANGUAGES = 12;
/** Read once for as long as no service changes its languages. */
const LANGUAGES = new WeakMap<Column, readonly string[]>();

/** Those of most services first. */
function languagesOf(index: ServiceIndex): readonly string[] {
  const column = columnFor(index, ['door', 'byInterpreter']);
  const kept = LANGUAGES.get(column);
  if (kept) return kept;
  const alike = new Uint32Array(column.examples.length);
  for (const value of column.values) alike[value] = (alike[value] as number) + 1;
  const services = new Map<string, number>();
  column.examples.forEach(({ door, byInterpreter }, value) => {
    for (const tag of new Set([...door, ...byInterpreter]))
      if (tag !== 'en') services.set(tag, (services.get(tag) ?? 0) + (alike[value] as number));
  });
  const most = [...services]
    .filter(([, many]) => many > 0)
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, MOST_LANGUAGES)
    .map(([tag]) => tag);
  LANGUAGES.set(column, most);
  return most;
}

/** All categories; and within the one that is chosen, its types. */
const kindsOf = ({ kind }: Wishes): readonly string[] => [
  ...Object.keys(CATEGORY_LABELS),
  ...(kind === undefined ? [] : typesOf(categoryOf(kind))),
];

type Asked = { readonly value: string; readonly met: Met };
type Field = {
  readonly name: FacetName;
  readonly replaces: readonly string[];
  readonly asked: readonly Asked[];
};

/** Judged as the wishes of a search are, and kept as theirs are: a value costs one pass over a column, once. */
function fieldsOf(index: ServiceIndex, search: Wishes, today: string): readonly Field[] {
  const field = <Value extends string>(
    name: FacetName,
    replaces: readonly string[],
    values: readonly Value[],
    wished: (value: Value) => Wishes,
  ): Field => ({
    name,
    replaces,
    asked: values.flatMap(value => {
      const [asked] = wishesOf(wished(value), today);
      return asked ? [{ value, met: metBy(index, asked) }] : [];
    }),
  });
  const { part, languageHow = 'either', language } = search;
  const spoken = language === undefined ? undefined : spokenLanguage(language);
  const languages = [...new Set([...(spoken && spoken !== 'en' ? [spoken] : []), ...languagesOf(index)])];
  return [
    field('kind', ['kind'], kindsOf(search), kind => ({ kind })),
    field('language', ['language'], languages, value => ({ language: value, languageHow })),
    field('day', ['day', 'part'], keysOf(WEEKDAYS), day => ({ day, ...(part ? { part } : {}) })),
    field('attendingSex', ['attendingSex'], ['women', 'men', 'mixed'], attendingSex => ({ attendingSex })),
    field('ways', ['ways'], keysOf(WAYS), way => ({ ways: [way] })),
    field('format', ['format'], ['one_to_one', 'group'], format => ({ format })),
    // Each tick is a filter by itself, and adding one that is there already changes nothing.
    field('ticks', [], TICKS, name => ({ [name]: true })),
  ];
}

/** Exactly what the same search with that value would list; values that would list nothing are left out. */
export function facetsOf(
  index: ServiceIndex,
  query: IndexQuery,
  search: Wishes,
  today: string,
): readonly SearchFacet[] {
  const fields = fieldsOf(index, search, today);
  const counts = countFacets(
    index,
    query,
    fields.map(({ replaces, asked }) => ({ replaces, values: asked.map(({ met }) => met) })),
  );
  return fields.map(({ name, asked }, at) => ({
    name,
    values: asked.flatMap(({ value }, place) => {
      const count = counts[at]?.[place];
      return count && (query.knownOnly ? count.known : count.listed) > 0 ? [{ value, ...count }] : [];
    }),
  }));
}
