// What a demonstration is made of: rows as the database takes them, without the organisation and without passwords.
import type { Insertable } from 'kysely';
import type { DB } from '#database';
import type { DirectoryWish } from './topics/topic.ts';

/** Rows of a table without `organisation_id`, which writing adds. */
export type Row<Table extends keyof DB> = Omit<Insertable<DB[Table]>, 'organisation_id'>;

type JsonColumn = DB['messages_back']['content'];

/** A value for a jsonb column: rows are written as one JSON document, so that it is nested as it is. */
export const jsonOf = (value: unknown): JsonColumn => value as JsonColumn;

/** Tables of a service itself, in the order they are written. */
export const SERVICE_TABLES = [
  'teams',
  'referring_organisations',
  'accounts',
  'link_workers',
  'link_worker_languages',
  'search_counts',
] as const;

/** Tables of people and the work with them, in the order they are written. */
export const PERSON_TABLES = [
  'people',
  'person_names',
  'person_contact_points',
  'person_languages',
  'person_facts',
  'referrals',
  'referral_interventions',
  'referral_events',
  'referral_questions',
  'tasks',
  'plans',
  'plan_needs',
  'goals',
  'steps',
  'contacts',
  'interpreter_bookings',
  'measure_responses',
  'messages_back',
  'unmet_needs',
] as const;

export type PersonTable = (typeof PERSON_TABLES)[number];
export type ServiceRows = { readonly [Table in (typeof SERVICE_TABLES)[number]]: readonly Row<Table>[] };

/** Everything about one person. */
export type PersonRows = { [Table in PersonTable]: Row<Table>[] };

export type OrganisationPlan = {
  readonly organisation: Insertable<DB['organisations']> & { id: string };
  readonly rows: ServiceRows;
  readonly peopleCount: number;
  readonly near: { readonly latitude: number; readonly longitude: number };
  /** Names of made-up services, with the directory entries that may stand in their place. */
  readonly replaceable: ReadonlyMap<string, DirectoryWish>;
  /** Made one after the other as they are asked for, so that no size has to fit in memory; the same each time. */
  people(): Iterable<PersonRows>;
};

export type DemonstrationPlan = {
  readonly seed: number;
  /** 'YYYY-MM-DD': all history ends the working day before. */
  readonly today: string;
  readonly organisations: readonly OrganisationPlan[];
};

export const emptyPersonRows = (): PersonRows => ({
  people: [],
  person_names: [],
  person_contact_points: [],
  person_languages: [],
  person_facts: [],
  referrals: [],
  referral_interventions: [],
  referral_events: [],
  referral_questions: [],
  tasks: [],
  plans: [],
  plan_needs: [],
  goals: [],
  steps: [],
  contacts: [],
  interpreter_bookings: [],
  measure_responses: [],
  messages_back: [],
  unmet_needs: [],
});
