// Links that narrow a search by one more thing, each with how many services it would leave.
import {
  CATEGORY_LABELS,
  type FacetName,
  type FacetValue,
  type FoundServices,
  type SearchFacet,
  typeLabel,
  WAYS,
  WEEKDAYS,
} from '#directory';
import { findLanguage, languageName, spokenLanguage } from '#kernel';
import { ACCESS, type DirectorySearch, FORMATS, SEXES, SITUATION, TERMS, without } from '../search-form.ts';

export type NarrowLink = {
  readonly label: string;
  readonly href: string;
  readonly known: number;
  readonly mayFit: number;
  /** Asked for already: the link takes it away again. */
  readonly chosen: boolean;
};
export type NarrowGroup = { readonly heading: string; readonly links: readonly NarrowLink[] };

const HEADINGS: Readonly<Record<FacetName, string>> = {
  kind: 'Kind of service',
  language: 'Language',
  day: 'Day',
  attendingSex: 'Women or men',
  ways: 'In person or from afar',
  format: 'Alone or with others',
  ticks: 'Cost, access and what is asked',
};

const TICKS: Readonly<Record<string, string>> = { ...ACCESS, ...TERMS, ...SITUATION };

const labelOf = (name: FacetName, value: string): string => {
  if (name === 'kind') return CATEGORY_LABELS[value] ?? typeLabel(value) ?? value;
  if (name === 'language') return languageName(value);
  const words: Readonly<Record<string, string>> =
    name === 'day'
      ? WEEKDAYS
      : name === 'attendingSex'
        ? SEXES
        : name === 'ways'
          ? WAYS
          : name === 'format'
            ? FORMATS
            : TICKS;
  return words[value] ?? value;
};

const tickedIn = (value: string): 'access' | 'terms' | 'situation' =>
  value in ACCESS ? 'access' : value in TERMS ? 'terms' : 'situation';

/** The search as it would be with this value. */
function withValue(search: DirectorySearch, name: FacetName, value: string): DirectorySearch {
  if (name === 'ticks') {
    const list = tickedIn(value);
    return { ...search, [list]: [...search[list].filter(each => each !== value), value] };
  }
  if (name === 'attendingSex') return { ...search, sex: value as DirectorySearch['sex'] };
  if (name === 'ways') return { ...search, ways: [value] };
  return { ...search, [name]: name === 'language' ? languageName(value) : value };
}

function isChosen(search: DirectorySearch, name: FacetName, value: string): boolean {
  if (name === 'ticks') return search[tickedIn(value)].includes(value);
  if (name === 'attendingSex') return search.sex === value;
  if (name === 'ways') return search.ways.length === 1 && search.ways[0] === value;
  if (name === 'language') {
    const asked = search.language === '' ? null : findLanguage(search.language);
    return asked !== null && spokenLanguage(asked.tag) === value;
  }
  return search[name] === value;
}

const MOST_LINKS = 12;
/** Tells nothing: of every service that is listed now it is not known. */
const isMute = ({ known, listed }: FacetValue, total: number): boolean => known === 0 && listed === total;
const countOf = ({ known, listed }: FacetValue): number => known * 1e6 + listed;

/** Values that nothing would be left for are not offered; of many kinds the largest, in the order of numbers. */
function shownOf(
  { name, values }: SearchFacet,
  search: DirectorySearch,
  total: number,
): readonly FacetValue[] {
  const told = values.filter(each => isChosen(search, name, each.value) || !isMute(each, total));
  if (name !== 'kind' && name !== 'language') return told;
  const chosen = told.filter(({ value }) => isChosen(search, name, value));
  const others = told.filter(({ value }) => !isChosen(search, name, value));
  return [...chosen, ...others.sort((a, b) => countOf(b) - countOf(a)).slice(0, MOST_LINKS)];
}

export function narrowGroups(
  { facets, known, unknown }: Pick<FoundServices, 'facets' | 'known' | 'unknown'>,
  search: DirectorySearch,
  hrefOf: (search: DirectorySearch) => string,
): readonly NarrowGroup[] {
  return facets
    .map(facet => ({
      heading: HEADINGS[facet.name],
      links: shownOf(facet, search, known + unknown).map(({ value, ...count }) => {
        const chosen = isChosen(search, facet.name, value);
        const name = facet.name === 'ticks' ? value : facet.name;
        const next = chosen ? without(search, name) : withValue(search, facet.name, value);
        const mayFit = search.known === 'yes' ? 0 : count.listed - count.known;
        return { label: labelOf(facet.name, value), href: hrefOf(next), known: count.known, mayFit, chosen };
      }),
    }))
    .filter(({ links }) => links.length > 0);
}
