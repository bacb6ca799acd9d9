// What became of interpreting that was asked for, for the manager: exact counts, whole and by language, each with what it is out of.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { Period } from './service-numbers.ts';

export type InterpretingNumbers = {
  /** Asked for in the period: what everything else is out of. */
  readonly needed: number;
  /** Of them, a provider was asked. */
  readonly requested: number;
  readonly booked: number;
  readonly attended: number;
  readonly noneAvailable: number;
  readonly relativeUsed: number;
  /** The interpreter did not come, or the provider cancelled. */
  readonly providerFailed: number;
  /** The person did not come or cancelled, or we cancelled. */
  readonly otherwiseEnded: number;
  /** Neither interpreted nor ended so far. */
  readonly open: number;
  /** Open although its time has passed: nobody has said how it went. */
  readonly unsaid: number;
  /** Of those interpreted, how good it was is said. */
  readonly judged: number;
  readonly judgedGood: number;
  /** "Only a woman" or "only a man" was asked for; and of these, interpreted by one. */
  readonly sexOnly: number;
  readonly sexOnlyMet: number;
};

export type InterpretingByLanguage = InterpretingNumbers & {
  /** Primary subtag of BCP 47, or the words that were typed. */
  readonly language: string;
};

/** Could not be given by the service: none to be had, a relative instead, or the provider failed. */
export const unmetOf = (numbers: InterpretingNumbers): number =>
  numbers.noneAvailable + numbers.relativeUsed + numbers.providerFailed;

type Row = InterpretingNumbers & { language: string | null };

/** Counted by the day each was asked for, in London. Languages by how often they were asked for; dialects are counted with theirs. */
export async function loadInterpretingNumbers(
  ctx: Ctx,
  { from, to }: Period,
): Promise<{ readonly all: InterpretingNumbers; readonly byLanguage: readonly InterpretingByLanguage[] }> {
  const { rows } = await sql<Row>`
    with asked as (
      select b.*, split_part(lower(b.language), '-', 1) as spoken from interpreter_bookings b
      where b.organisation_id = ${organisationOf(ctx.actor)}::uuid
        and b.needed_at >= ${from}::timestamp at time zone 'Europe/London'
        and b.needed_at < (${to}::date + 1)::timestamp at time zone 'Europe/London')
    select spoken as language, count(*) as needed,
      count(*) filter (where requested_at is not null) as requested,
      count(*) filter (where booked_at is not null or state = 'attended') as booked,
      count(*) filter (where state = 'attended') as attended,
      count(*) filter (where state = 'none_available') as "noneAvailable",
      count(*) filter (where state = 'relative_used') as "relativeUsed",
      count(*) filter (where not_attended_because in ('interpreter_absent', 'cancelled_by_provider')) as "providerFailed",
      count(*) filter (where not_attended_because in ('person_absent', 'cancelled_by_us', 'cancelled_by_person')) as "otherwiseEnded",
      count(*) filter (where ended_at is null) as open,
      count(*) filter (where ended_at is null and starts_at < ${ctx.clock().toString()}::timestamptz) as unsaid,
      count(quality) as judged, count(*) filter (where quality = 'good') as "judgedGood",
      count(*) filter (where sex_wished in ('female_only', 'male_only')) as "sexOnly",
      count(*) filter (where state = 'attended' and sex_wished = sex_given || '_only') as "sexOnlyMet"
    from asked group by rollup (spoken)
    order by count(*) desc, spoken`.execute(ctx.tx);
  const all = rows.find(row => row.language === null);
  return {
    all: all ?? NOTHING,
    byLanguage: rows.filter((row): row is InterpretingByLanguage => row.language !== null),
  };
}

const NOTHING: InterpretingNumbers = {
  needed: 0,
  requested: 0,
  booked: 0,
  attended: 0,
  noneAvailable: 0,
  relativeUsed: 0,
  providerFailed: 0,
  otherwiseEnded: 0,
  open: 0,
  unsaid: 0,
  judged: 0,
  judgedGood: 0,
  sexOnly: 0,
  sexOnlyMet: 0,
};
