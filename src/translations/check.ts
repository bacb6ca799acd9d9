// Finds what is wrong with the catalogues (faults, which fail the build) and what waits for a translator (work, which does not).
import { IntlMessageFormat } from 'intl-messageformat';
import {
  CATALOGUES,
  type Catalogue,
  SOURCE,
  SOURCE_LANGUAGE,
  type Source,
  stateOf,
  TEXT_KINDS,
} from './catalogue.ts';

export type Problem = {
  readonly language: string;
  readonly key: string;
  readonly weight: 'fault' | 'work';
  readonly what:
    | 'not-a-message'
    | 'unknown-kind'
    | 'unknown-key'
    | 'variables-differ'
    | 'choices-differ'
    | 'plural-forms-missing'
    | 'empty'
    | 'no-translator'
    | 'checked-by-its-translator'
    | 'missing'
    | 'stale';
};

/** Every problem of the catalogues as they are. */
export const checkCatalogues = (): Problem[] => [
  ...checkSource(SOURCE),
  ...[...CATALOGUES].flatMap(([language, catalogue]) => checkCatalogue(SOURCE, language, catalogue)),
];

export function checkSource(source: Source): Problem[] {
  return Object.entries(source).flatMap(([key, { kind, text }]) => {
    const problem = (what: Problem['what']): Problem => ({
      language: SOURCE_LANGUAGE,
      key,
      weight: 'fault',
      what,
    });
    const anatomy = anatomyOf(text, SOURCE_LANGUAGE);
    return [
      ...(TEXT_KINDS.includes(kind) ? [] : [problem('unknown-kind')]),
      ...(anatomy === null ? [problem('not-a-message')] : []),
      ...(anatomy?.pluralFormsMissing ? [problem('plural-forms-missing')] : []),
      ...(text.trim() === '' ? [problem('empty')] : []),
    ];
  });
}

export function checkCatalogue(source: Source, language: string, catalogue: Catalogue): Problem[] {
  const fault = (key: string, what: Problem['what']): Problem => ({ language, key, weight: 'fault', what });
  const work = Object.entries(source).flatMap(([key, original]): Problem[] => {
    const state = stateOf(original, catalogue[key]);
    return state === 'missing' || state === 'stale' ? [{ language, key, weight: 'work', what: state }] : [];
  });
  const waiting = new Set(work.map(problem => problem.key));
  const faults = Object.entries(catalogue).flatMap(([key, made]) => {
    const original = source[key];
    if (original === undefined) return [fault(key, 'unknown-key')];
    return [
      ...(made.text.trim() === '' ? [fault(key, 'empty')] : []),
      ...(made.translator.trim() === '' ? [fault(key, 'no-translator')] : []),
      ...(made.reviewer === made.translator ? [fault(key, 'checked-by-its-translator')] : []),
      // A stale translation belongs to older English, and is not shown.
      ...(waiting.has(key) ? [] : compare(original.text, made.text, language).map(what => fault(key, what))),
    ];
  });
  return [...faults, ...work];
}

function compare(source: string, made: string, language: string): Problem['what'][] {
  const [expected, found] = [anatomyOf(source, SOURCE_LANGUAGE), anatomyOf(made, language)];
  if (found === null) return ['not-a-message'];
  if (expected === null) return [];
  return [
    ...(sameSet(expected.variables, found.variables) ? [] : ['variables-differ' as const]),
    ...(sameSet(expected.choices, found.choices) ? [] : ['choices-differ' as const]),
    ...(found.pluralFormsMissing ? ['plural-forms-missing' as const] : []),
  ];
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every(member => b.has(member));

type Anatomy = {
  /** `days:plural`, `phone:argument`. */
  readonly variables: ReadonlySet<string>;
  /** `sex=female`: what a select tells apart. */
  readonly choices: ReadonlySet<string>;
  /** A plural without all the forms of its language, such as the six of Arabic. */
  readonly pluralFormsMissing: boolean;
};

type Part = ReturnType<IntlMessageFormat['getAst']>[number];
/** The kinds of part in an ICU message as the parser numbers them. */
const PART = { literal: 0, select: 5, plural: 6, pound: 7 } as const;

function anatomyOf(text: string, language: string): Anatomy | null {
  const variables = new Set<string>();
  const choices = new Set<string>();
  let pluralFormsMissing = false;
  const visit = (part: Part): void => {
    if (part.type === PART.literal || part.type === PART.pound) return;
    variables.add(`${part.value}:${part.type}`);
    if (!('options' in part)) return;
    const options = Object.keys(part.options);
    if (part.type === PART.select) for (const option of options) choices.add(`${part.value}=${option}`);
    if (part.type === PART.plural)
      pluralFormsMissing ||= formsOf(language).some(form => !options.includes(form));
    for (const option of Object.values(part.options)) option.value.forEach(visit);
  };
  try {
    new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst().forEach(visit);
  } catch {
    return null;
  }
  return { variables, choices, pluralFormsMissing };
}

const formsOf = (language: string): string[] =>
  new Intl.PluralRules(language).resolvedOptions().pluralCategories;
