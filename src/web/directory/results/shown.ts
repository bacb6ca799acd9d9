// What a page of results is made from.
import type { Temporal } from 'temporal-polyfill';
import type { FoundServices, ServiceTrust } from '#directory';
import type { Trail } from '../links.ts';
import type { DirectorySearch } from '../search-form.ts';
import type { NarrowGroup } from './narrow.ts';

/** A search with one wish less, for when nothing was found. */
export type Looser = { readonly label: string; readonly services: number; readonly href: string };

export type ResultsShown = {
  readonly search: DirectorySearch;
  readonly found: FoundServices;
  readonly trail: Trail;
  readonly today: Temporal.PlainDate;
  readonly looser: readonly Looser[];
  readonly narrow: readonly NarrowGroup[];
  /** The same search with what is not known; null: it is listed already. */
  readonly unknownHref: string | null;
  /** How far each service of the page can be trusted, by its id. */
  readonly trust: ReadonlyMap<string, ServiceTrust>;
  /** Ids of the shortlist in hand. */
  readonly picked: ReadonlySet<string>;
};
