// All SQL of the tables that say who link workers are.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { AccountId, TeamId } from '#kernel';
import type { LinkWorker, ProfileChange, WorkerLanguage, WorkerSex } from './worker.ts';

const workerRows = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('link_workers as w')
    .innerJoin('accounts as a', join =>
      join.onRef('a.organisation_id', '=', 'w.organisation_id').onRef('a.id', '=', 'w.account_id'),
    )
    .innerJoin('teams as t', join =>
      join.onRef('t.organisation_id', '=', 'w.organisation_id').onRef('t.id', '=', 'w.team_id'),
    )
    .select([
      'w.account_id as id',
      'a.name',
      'w.team_id as teamId',
      't.name as teamName',
      'w.sex',
      'w.background',
      'w.capacity',
      'w.open_referrals as openReferrals',
      'w.open_tasks as openTasks',
      'w.taking_referrals as takingReferrals',
      'w.topics',
      'w.formats',
      'w.works_in as worksIn',
      sql<
        WorkerLanguage[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('language', l.language, 'level', l.level)
        order by array_position(array['first', 'fluent', 'working'], l.level), l.language), '[]')
        from link_worker_languages l where l.organisation_id = w.organisation_id and l.account_id = w.account_id)`.as(
        'languages',
      ),
    ])
    .where('w.organisation_id', '=', organisationOf(ctx.actor));

type WorkerRow = Awaited<ReturnType<ReturnType<typeof workerRows>['execute']>>[number];

const toWorker = (row: WorkerRow): LinkWorker => ({ ...row, sex: row.sex as WorkerSex });

/** Link workers who can sign in, by name; of one team or of the whole organisation. Nobody for roles that may not know. */
export async function loadWorkers(
  ctx: Ctx,
  { teamId }: { readonly teamId?: TeamId } = {},
): Promise<LinkWorker[]> {
  const query = workerRows(ctx).where('a.disabled_at', 'is', null).where('a.role', '=', 'link_worker');
  const rows = await (teamId ? query.where('w.team_id', '=', teamId) : query)
    .orderBy(sql`lower(a.name)`)
    .orderBy('w.account_id')
    .execute();
  return rows.map(toWorker);
}

/** One worker, also one who has left; null when there is none or the actor may not know. */
export async function loadWorker(ctx: Ctx, workerId: AccountId): Promise<LinkWorker | null> {
  const row = await workerRows(ctx).where('w.account_id', '=', workerId).executeTakeFirst();
  return row ? toWorker(row) : null;
}

/** A profile for an account that has the role; a second time it only moves to the team given. */
export async function saveNewWorker(ctx: Ctx, workerId: AccountId, teamId: TeamId): Promise<void> {
  await ctx.tx
    .insertInto('link_workers')
    .values({ organisation_id: organisationOf(ctx.actor), account_id: workerId, team_id: teamId })
    .onConflict(conflict =>
      conflict.columns(['organisation_id', 'account_id']).doUpdateSet({ team_id: teamId }),
    )
    .execute();
}

export async function saveProfile(ctx: Ctx, workerId: AccountId, change: ProfileChange): Promise<void> {
  await ctx.tx
    .updateTable('link_workers')
    .set({
      sex: change.sex,
      background: change.background,
      ...(change.capacity === undefined ? {} : { capacity: change.capacity }),
      ...(change.topics ? { topics: [...change.topics] } : {}),
      ...(change.formats ? { formats: [...change.formats] } : {}),
      ...(change.worksIn ? { works_in: [...change.worksIn] } : {}),
    })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('account_id', '=', workerId)
    .execute();
  await saveLanguages(ctx, workerId, change.languages);
  // Whether people need an interpreter with this worker may have changed.
  await sql`update referrals r set carried_weight = referral_weight(r.organisation_id, r.id, r.person_id, r.worker_id)
    where r.organisation_id = ${organisationOf(ctx.actor)}::uuid and r.worker_id = ${workerId}::uuid
      and r.state in ('allocated', 'active')`.execute(ctx.tx);
}

async function saveLanguages(
  ctx: Ctx,
  workerId: AccountId,
  languages: readonly WorkerLanguage[],
): Promise<void> {
  const organisation = organisationOf(ctx.actor);
  await ctx.tx
    .deleteFrom('link_worker_languages')
    .where('organisation_id', '=', organisation)
    .where('account_id', '=', workerId)
    .execute();
  const once = [...new Map(languages.map(each => [each.language, each])).values()];
  if (once.length === 0) return;
  await sql`insert into link_worker_languages (organisation_id, account_id, language, level)
    select ${organisation}::uuid, ${workerId}::uuid, language, level
    from jsonb_to_recordset(${JSON.stringify(once)}::jsonb) as r(language text, level text)`.execute(ctx.tx);
}

export async function saveTaking(ctx: Ctx, workerId: AccountId, taking: boolean): Promise<void> {
  await ctx.tx
    .updateTable('link_workers')
    .set({ taking_referrals: taking })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('account_id', '=', workerId)
    .execute();
}
