// Everybody of a team who could be given one person, in one query: what a match needs to know of each.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { PersonId, ReferralId, TeamId } from '#kernel';
import type { LanguageLevel, MatchCandidate } from './worker.ts';

type Row = Omit<MatchCandidate, 'languages'> & { readonly spoken: readonly string[] | null };

/** `referralId`: the one to be given; other referrals of the person say who has supported them before. */
export async function loadCandidates(
  ctx: Ctx,
  {
    teamId,
    personId,
    referralId,
  }: { readonly teamId: TeamId; readonly personId: PersonId; readonly referralId: ReferralId },
): Promise<MatchCandidate[]> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  // Everything about a worker's load is kept in their own row, so that hundreds cost one scan (docs/decisions/0025).
  const { rows } = await sql<Row>`
    select w.account_id as id, a.name, w.team_id as "teamId", t.name as "teamName", w.sex, w.background, w.capacity,
      w.open_referrals as "openReferrals", w.open_tasks as "openTasks", w.taking_referrals as "takingReferrals", w.topics, w.formats,
      w.works_in as "worksIn", w.open_weight as "openWeight", w.last_given_on as "lastGivenOn", w.recent_closings::text[] as "recentClosings",
      array(select l.language || ' ' || l.level from link_worker_languages l
        where l.organisation_id = ${organisation} and l.account_id = w.account_id) as spoken,
      w.account_id = any(array(select r.worker_id from referrals r
        where r.organisation_id = ${organisation} and r.person_id = ${personId}::uuid and r.id <> ${referralId}::uuid
          and r.worker_id is not null)) as "supportedBefore"
    from link_workers w
    join accounts a on a.organisation_id = ${organisation} and a.id = w.account_id and a.disabled_at is null and a.role = 'link_worker'
    join teams t on t.organisation_id = ${organisation} and t.id = w.team_id
    where w.organisation_id = ${organisation} and w.team_id = ${teamId}::uuid`.execute(ctx.tx);
  return rows.map(({ spoken, ...row }) => ({ ...row, languages: (spoken ?? []).map(toLanguage) }));
}

function toLanguage(text: string): { language: string; level: LanguageLevel } {
  const [language = '', level = ''] = text.split(' ');
  return { language, level: level as LanguageLevel };
}
