// Where names come from: how a language's speakers are called, in Latin letters and in their own script.
import { ORIGINS_AFRICA } from './origins-africa.ts';
import { ORIGINS_ASIA } from './origins-asia.ts';
import { ORIGINS_EUROPE_AND_AMERICAS } from './origins-europe-americas.ts';
import { ORIGINS_MIDDLE_EAST } from './origins-middle-east.ts';

/** Part of a name, with its form in the person's own script where that is not Latin. */
export type NamePart = { readonly latin: string; readonly native?: string };

/**
 * `given-family`, `family-given` as written; `given-father-grandfather` has no family name; `whole` is one name that is not
 * parted. `single` says how many of a hundred have one name only.
 */
export type NameOrder = 'given-family' | 'family-given' | 'given-father-grandfather' | 'whole';

export type Origin = {
  readonly key: string;
  readonly weight: number;
  readonly order: NameOrder;
  readonly single?: number;
  /** BCP 47 tags of `languages.csv`; the first is the usual one. */
  readonly speaks: readonly string[];
  /** What is read, which may be another language or form; empty for a language that is mostly spoken. */
  readonly reads: readonly string[];
  /** Names parted by commas, each `Latin` or `Latin|native`. */
  readonly women: string;
  readonly men: string;
  /** Family names, or fathers' names. */
  readonly families: string;
  /** Where a woman's second name is another word (Begum, Kaur). */
  readonly familiesOfWomen?: string;
  /** Between the parts in the native script; a space unless said. */
  readonly nativeJoin?: '';
};

export const ORIGINS: readonly Origin[] = [
  ...ORIGINS_AFRICA,
  ...ORIGINS_MIDDLE_EAST,
  ...ORIGINS_ASIA,
  ...ORIGINS_EUROPE_AND_AMERICAS,
];

export const namePartsOf = (list: string): NamePart[] =>
  list.split(',').map(entry => {
    const [latin = '', native] = entry.trim().split('|');
    return native === undefined ? { latin } : { latin, native };
  });
