// All SQL of the tables that say what was offered and given of what a person asked for, and who chose their worker.
import { sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import type { AccountId, PersonId, ReferralId } from '#kernel';
import { FACT_OF, fitOf, type NewOutcome, type PreferenceKind, type PreferenceOutcome } from './outcome.ts';

export type About = { readonly personId: PersonId; readonly referralId: ReferralId };

const recorderOf = ({ actor }: Ctx): AccountId | null => (actor.kind === 'staff' ? actor.accountId : null);

/** Adds lines to the ledger; earlier ones stay. */
export async function addOutcomes(
  ctx: Ctx,
  { personId, referralId }: About,
  outcomes: readonly NewOutcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = outcomes.map(each => ({
    ...each,
    id: ctx.newId(),
    fit: fitOf(each.kind, each.asked, each.what),
  }));
  await sql`insert into preference_outcomes (organisation_id, id, person_id, referral_id, worker_id, kind, step, asked, what, language,
      fit, reason, note, source, recorded_at, recorded_by)
    select ${organisationOf(ctx.actor)}::uuid, id, ${personId}::uuid, ${referralId}::uuid, "workerId", kind, step, asked, what, language,
      fit, reason, note, source, ${ctx.clock().toString()}::timestamptz, ${recorderOf(ctx)}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "workerId" uuid, kind text, step text, asked text, what text,
      language text, fit text, reason text, note text, source text)`.execute(ctx.tx);
}

/** The newest line of each kind and step for a referral. */
export async function loadNewestOutcomes(
  ctx: Ctx,
  referralId: ReferralId,
): Promise<readonly PreferenceOutcome[]> {
  const { rows } = await sql<PreferenceOutcome>`
    select distinct on (o.kind, o.step) ${COLUMNS} from preference_outcomes o ${NAMED}
    where o.organisation_id = ${organisationOf(ctx.actor)}::uuid and o.referral_id = ${referralId}::uuid
    order by o.kind, o.step, o.recorded_at desc, o.id desc`.execute(ctx.tx);
  return rows;
}

const COLUMNS = sql`o.id, o.person_id as "personId", o.referral_id as "referralId", o.worker_id as "workerId", o.kind, o.step, o.asked,
  o.what, o.language, o.fit, o.reason, o.note, o.source, o.recorded_at as "recordedAt", b.name as "recordedBy", w.name as "workerName"`;
const NAMED = sql`left join accounts b on b.organisation_id = o.organisation_id and b.id = o.recorded_by
  left join accounts w on w.organisation_id = o.organisation_id and w.id = o.worker_id`;

export type LedgerEntry = {
  readonly id: string;
  readonly kind: PreferenceKind;
  readonly step: 'asked' | 'offered' | 'given';
  /** The wish: what was asked, or how it stood when something was offered or given. */
  readonly asked: string;
  readonly outcome: Pick<
    PreferenceOutcome,
    'what' | 'language' | 'fit' | 'reason' | 'note' | 'source' | 'workerName'
  > | null;
  readonly at: Date;
  readonly by: string | null;
};

export const LEDGER_PAGE = 20;

/** The whole history of one person, newest first: what was asked, offered and given, with those of records joined to theirs. */
export async function loadLedger(
  ctx: Ctx,
  personId: PersonId,
  { page = 1, pageSize = LEDGER_PAGE }: { readonly page?: number; readonly pageSize?: number } = {},
): Promise<{ readonly entries: readonly LedgerEntry[]; readonly total: number }> {
  const kinds = Object.entries(FACT_OF).map(([kind, fact]) => ({ kind, fact }));
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<LedgerEntry & { total: number }>`
    with same as (select p.id from people p where p.organisation_id = ${organisation}
        and (p.id = ${personId}::uuid or p.merged_into = ${personId}::uuid)),
    every as (
      select f.id, k.kind, 'asked' as step, case f.status when 'answered' then f.value #>> '{}' else f.status end as asked,
        null::jsonb as outcome, f.recorded_at as at, f.recorded_by, 0 as place
      from person_facts f join jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) as k(kind text, fact text) on k.fact = f.kind
      where f.organisation_id = ${organisation} and f.person_id in (select id from same)
      union all
      select o.id, o.kind, o.step, o.asked, jsonb_build_object('what', o.what, 'language', o.language, 'fit', o.fit, 'reason', o.reason,
        'note', o.note, 'source', o.source, 'workerName', w.name), o.recorded_at, o.recorded_by,
        case o.step when 'offered' then 1 else 2 end
      from preference_outcomes o left join accounts w on w.organisation_id = o.organisation_id and w.id = o.worker_id
      where o.organisation_id = ${organisation} and o.person_id in (select id from same))
    select e.id, e.kind, e.step, e.asked, e.outcome, e.at, a.name as by, count(*) over () as total
    from every e left join accounts a on a.organisation_id = ${organisation} and a.id = e.recorded_by
    order by e.at desc, e.place desc, e.id desc
    ${onePage(page, pageSize)}`.execute(ctx.tx);
  return { entries: rows, total: rows[0]?.total ?? 0 };
}

export type ChosenBy = 'person' | 'staff' | 'not_said';

export type WorkerChoice = {
  readonly workerId: AccountId;
  readonly chosenBy: ChosenBy;
  readonly why: string;
  /** In the order shown. */
  readonly offered: readonly {
    readonly worker: AccountId;
    readonly points: number;
    readonly apart: boolean;
  }[];
};

export type KeptChoice = Omit<WorkerChoice, 'offered'> & {
  readonly workerName: string | null;
  readonly offeredCount: number;
  readonly at: Date;
  readonly by: string | null;
};

export async function addChoice(ctx: Ctx, about: About, choice: WorkerChoice): Promise<void> {
  await ctx.tx
    .insertInto('worker_choices')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id: ctx.newId(),
      person_id: about.personId,
      referral_id: about.referralId,
      worker_id: choice.workerId,
      chosen_by: choice.chosenBy,
      why: choice.why,
      offered: JSON.stringify(choice.offered),
      recorded_at: ctx.clock().toString(),
      recorded_by: recorderOf(ctx),
    })
    .execute();
}

/** Who was chosen for a referral, newest first; at most ten, since a referral rarely changes hands. */
export async function loadChoices(ctx: Ctx, referralId: ReferralId): Promise<readonly KeptChoice[]> {
  const { rows } = await sql<KeptChoice>`
    select c.worker_id as "workerId", c.chosen_by as "chosenBy", c.why, w.name as "workerName",
      jsonb_array_length(c.offered) as "offeredCount", c.recorded_at as at, b.name as by
    from worker_choices c
    left join accounts w on w.organisation_id = c.organisation_id and w.id = c.worker_id
    left join accounts b on b.organisation_id = c.organisation_id and b.id = c.recorded_by
    where c.organisation_id = ${organisationOf(ctx.actor)}::uuid and c.referral_id = ${referralId}::uuid
    order by c.recorded_at desc, c.id desc limit 10`.execute(ctx.tx);
  return rows;
}
