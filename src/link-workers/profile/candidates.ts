// Everybody of a team who could be given one person, in one query: what a match needs to know of each.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { PersonId, ReferralId, TeamId } from '#kernel';
import type { LanguageLevel, MatchCandidate } from './worker.ts';

/** Lists travel as text: parsing five arrays of each of hundreds costs more than finding them. */
type Row = Omit<MatchCandidate, 'languages' | 'topics' | 'formats' | 'worksIn' | 'recentClosings'> & {
  readonly spoken: string;
  readonly topics: string;
  readonly formats: string;
  readonly worksIn: string;
  readonly recentClosings: string;
};

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
    select w.account_id as id, a.name, w.sex, w.background, w.capacity, w.open_referrals as "openReferrals",
      w.taking_referrals as "takingReferrals", w.open_weight::float8 as "openWeight", w.last_given_on::text as "lastGivenOn",
      array_to_string(w.spoken, ',') as spoken, array_to_string(w.topics, ',') as topics, array_to_string(w.formats, ',') as formats,
      array_to_string(w.works_in, ',') as "worksIn", array_to_string(w.recent_closings, ',') as "recentClosings",
      w.account_id = any(array(select r.worker_id from referrals r
        where r.organisation_id = ${organisation} and r.person_id = ${personId}::uuid and r.id <> ${referralId}::uuid
          and r.worker_id is not null)) as "supportedBefore"
    from link_workers w
    join accounts a on a.organisation_id = ${organisation} and a.id = w.account_id and a.disabled_at is null and a.role = 'link_worker'
    where w.organisation_id = ${organisation} and w.team_id = ${teamId}::uuid`.execute(ctx.tx);
  return rows.map(toCandidate);
}

const listed = (text: string): readonly string[] => (text === '' ? [] : text.split(','));

const toCandidate = (row: Row): MatchCandidate => ({
  ...row,
  languages: listed(row.spoken).map(toLanguage),
  topics: listed(row.topics),
  formats: listed(row.formats),
  worksIn: listed(row.worksIn),
  recentClosings: listed(row.recentClosings),
});

function toLanguage(text: string): { language: string; level: LanguageLevel } {
  const at = text.lastIndexOf(' ');
  return { language: text.slice(0, at), level: text.slice(at + 1) as LanguageLevel };
}
