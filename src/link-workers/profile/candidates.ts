// Everybody of a team who could be given one person, in one query: what a match needs to know of each.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { PersonId, ReferralId, TeamId } from '#kernel';
import type { LanguageLevel, MatchCandidate } from './worker.ts';

/** A worker as it travels: in order, without names; hundreds of rows with their columns cost more to take apart than to find. */
type Packed = readonly [
  id: string,
  name: string,
  sex: MatchCandidate['sex'],
  background: string | null,
  capacity: number,
  openReferrals: number,
  takingReferrals: boolean,
  openWeight: number,
  lastGivenOn: string | null,
  spoken: readonly string[],
  topics: readonly string[],
  formats: readonly string[],
  worksIn: readonly string[],
  recentClosings: readonly string[],
  supportedBefore: boolean,
];

/**
 * `referralId`: the one to be given; other referrals of the person say who has supported them before. Both null: a team on its own.
 */
export async function loadCandidates(
  ctx: Ctx,
  {
    teamId,
    personId,
    referralId,
  }: {
    readonly teamId: TeamId;
    readonly personId: PersonId | null;
    readonly referralId: ReferralId | null;
  },
): Promise<MatchCandidate[]> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  // Everything about a worker's load is kept in their own row, so that hundreds cost one scan (docs/decisions/0025).
  const { rows } = await sql<{ packed: readonly Packed[] | null }>`
    select json_agg(json_build_array(w.account_id, a.name, w.sex, w.background, w.capacity, w.open_referrals, w.taking_referrals,
      w.open_weight, w.last_given_on, w.spoken, w.topics, w.formats, w.works_in, w.recent_closings,
      w.account_id = any(array(select r.worker_id from referrals r
        where r.organisation_id = ${organisation} and r.person_id = ${personId}::uuid and r.id <> ${referralId}::uuid
          and r.worker_id is not null)))) as packed
    from link_workers w
    join accounts a on a.organisation_id = ${organisation} and a.id = w.account_id and a.disabled_at is null and a.role = 'link_worker'
    where w.organisation_id = ${organisation} and w.team_id = ${teamId}::uuid`.execute(ctx.tx);
  return (rows[0]?.packed ?? []).map(toCandidate);
}

const toCandidate = (packed: Packed): MatchCandidate => ({
  id: packed[0],
  name: packed[1],
  sex: packed[2],
  background: packed[3],
  capacity: packed[4],
  openReferrals: packed[5],
  takingReferrals: packed[6],
  openWeight: packed[7],
  lastGivenOn: packed[8],
  languages: packed[9].map(toLanguage),
  topics: packed[10],
  formats: packed[11],
  worksIn: packed[12],
  recentClosings: packed[13],
  supportedBefore: packed[14],
});

function toLanguage(text: string): { language: string; level: LanguageLevel } {
  const at = text.lastIndexOf(' ');
  return { language: text.slice(0, at), level: text.slice(at + 1) as LanguageLevel };
}
