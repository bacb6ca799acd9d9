// One service as a source lists it, cleaned and ready to save, with every field that was dropped or changed and why.
import type { PhoneNumber } from '../cleaning/phone-numbers.ts';
import { soundText } from './sound-json.ts';

/** Cleaned columns by name, as the table has them. */
export type Columns = Readonly<Record<string, unknown>>;

/** Tables that hold parts of a service, place or organisation, in the order in which they can be written. */
export const PART_TABLES = [
  'programs',
  'units',
  'taxonomies',
  'terms',
  'contacts',
  'phones',
  'languages',
  'schedules',
  'areas',
  'costOptions',
  'fundings',
  'accessibility',
  'requiredDocuments',
  'capacities',
  'urls',
  'attributes',
  'metadata',
] as const;
export type PartTable = (typeof PART_TABLES)[number];

/** One row of such a table. `row` has its id and that of what it is a part of. */
export type EntryPart = { readonly table: PartTable; readonly row: Columns & { readonly id: string } };

/** A field of a record that could not be taken as it was. `reason` is kebab-case. */
export type Problem = { readonly field: string; readonly reason: string; readonly value: string };

/** The same, named: which record of which source. `record` is the source's own identifier, or a row number. */
export type RecordProblem = Problem & { readonly source: string; readonly record: string };

export type EntryLocation = {
  readonly originalId: string;
  readonly name: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly address: EntryAddress | null;
  readonly hsds?: LocationOfHsds;
};

/** What Open Referral says of a place beyond that. Ids are kept when they were UUIDs already. */
export type LocationOfHsds = {
  readonly id: string;
  readonly columns: Columns;
  readonly addresses: readonly (Columns & { readonly id: string })[];
  readonly parts: readonly EntryPart[];
  readonly serviceAtLocation: Columns & { readonly id: string };
};

export type EntryAddress = {
  readonly address_1: string;
  readonly address_2: string | null;
  readonly city: string | null;
  readonly state_province: string | null;
  readonly postal_code: string | null;
};

export type EntryOrganization = {
  readonly originalId: string;
  readonly name: string;
  readonly website: string | null;
  /** ODS codes and the like: certain, unlike names. */
  readonly identifiers: ReadonlyArray<{
    /** Kept from the source when it was a UUID. */
    readonly id?: string;
    readonly scheme: string;
    readonly type: string;
    readonly identifier: string;
  }>;
  readonly hsds?: {
    readonly id: string;
    readonly columns: Columns;
    readonly parts: readonly EntryPart[];
    /** Nothing but its name was sent: what is known of it from elsewhere stays. */
    readonly thin: boolean;
  };
};

export type Entry = {
  /** The source's own identifier, unique within it. */
  readonly originalId: string;
  /** As the source sent it: one object, or several that were one service. */
  readonly raw: unknown;
  readonly organization: EntryOrganization;
  readonly name: string;
  readonly description: string | null;
  readonly url: string | null;
  readonly email: string | null;
  readonly eligibility: string | null;
  /** ISO instant of the source's own last change. */
  readonly lastModified: string | null;
  readonly leftOut: 'outside-uk' | 'internal' | null;
  readonly locations: readonly EntryLocation[];
  readonly phones: readonly PhoneNumber[];
  readonly areas: readonly string[];
  /** Codes of intervention types, and categories where there is no fitting type. */
  readonly kinds: readonly string[];
  /** More words people search by that stand nowhere in the entry, such as "GP". */
  readonly words: string;
  readonly problems: readonly Problem[];
  readonly hsds?: ServiceOfHsds;
};

/** What Open Referral says of a service beyond that. */
export type ServiceOfHsds = {
  readonly id: string;
  readonly columns: Columns;
  readonly parts: readonly EntryPart[];
  /** What people decided that unknown words mean, as used here: the entry changes when they decide otherwise. */
  readonly readAs: string;
  readonly unknown: readonly UnknownString[];
};

/** A word of a source that nobody here understood yet. */
export type UnknownString = { readonly field: 'language' | 'taxonomy-term'; readonly text: string };

/** What a reader of one format answers: entries, and records that could not become one. */
export type Reading = {
  readonly entries: readonly Entry[];
  readonly read: number;
  readonly merged: number;
  readonly dropped: readonly RecordProblem[];
};

/** Longest value quoted in a report. */
export const quoted = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 120 ? `${soundText(text.slice(0, 117))}…` : text;
};
