// A feature test: a filter asked with the values of one of the feed's own records, which must come back while others must not.
import type { Query } from '../http/client.ts';
import { isObject } from '../page.ts';
import type { Opened } from '../walk/open-records.ts';

export type Pool = {
  readonly services: readonly Opened[];
  readonly servicesAtLocations: readonly Opened[];
  /** Id of a taxonomy term to the id of its parent. */
  readonly parents: ReadonlyMap<string, string>;
  /** YYYY-MM-DD. */
  readonly today: string;
};

export type Trial = {
  readonly query: Query;
  readonly wanted: string;
  readonly unwanted: ReadonlySet<string>;
  /** Search by words may bring near matches too: enough when it drops some. Otherwise none may come. */
  readonly tolerant?: boolean;
};

export type Feature = {
  readonly name: string;
  readonly endpoint: '/services' | '/service_at_locations';
  /** Standards whose parameter it is. */
  readonly of: readonly ('oruk' | 'hsds')[];
  /** A trial, or why the feed's records do not allow one. */
  plan(pool: Pool): Trial | { readonly lack: string };
};

export const isTrial = (plan: Trial | { readonly lack: string }): plan is Trial => 'query' in plan;

/** Of several possible trials, the one that can catch most; `preferred` come first whatever their number. */
export function sharpest(
  trials: readonly Trial[],
  lack: string,
  preferred: ReadonlySet<Trial> = new Set(),
): Trial | { readonly lack: string } {
  const rank = (trial: Trial): number => (preferred.has(trial) ? 1_000_000 : 0) + trial.unwanted.size;
  const [best] = trials.filter(({ unwanted }) => unwanted.size > 0).sort((a, b) => rank(b) - rank(a));
  return best ?? { lack };
}

/** Records tried as the wanted one: enough for variety, and a bound on a large sample. */
export const CANDIDATES = 60;

export const idsOf = (records: readonly Opened[]): ReadonlySet<string> =>
  new Set(records.map(({ id }) => id));
export const rowsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
