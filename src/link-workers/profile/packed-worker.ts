// A link worker as a match reads them: everything about their load stands in their own row, and travels in order, without names.
import { sql } from 'kysely';
import type { TeamId } from '#kernel';
import type { LanguageLevel, MatchCandidate } from './worker.ts';

/** Hundreds of rows with their columns cost more to take apart than to find. */
export type Packed = readonly [
  id: string,
  teamId: TeamId,
  canBeGiven: boolean,
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
];

/** Everything read here is noted by the triggers of migration 0140 when it changes; a test goes through the columns. */
export const PACKED = sql`json_build_array(w.account_id, w.team_id, a.disabled_at is null and a.role = 'link_worker', a.name, w.sex,
  w.background, w.capacity, w.open_referrals, w.taking_referrals, w.open_weight, w.last_given_on, w.spoken, w.topics, w.formats,
  w.works_in, w.recent_closings)`;
export const WORKERS = sql`link_workers w join accounts a on a.organisation_id = w.organisation_id and a.id = w.account_id`;

/** One of a team's; who left or changed roles stays a member and can be given nobody. */
export type Member = {
  readonly candidate: MatchCandidate;
  readonly teamId: TeamId;
  readonly canBeGiven: boolean;
};

export const unpacked = (packed: Packed): Member => ({
  teamId: packed[1],
  canBeGiven: packed[2],
  candidate: {
    id: packed[0],
    name: packed[3],
    sex: packed[4],
    background: packed[5],
    capacity: packed[6],
    openReferrals: packed[7],
    takingReferrals: packed[8],
    openWeight: packed[9],
    lastGivenOn: packed[10],
    languages: packed[11].map(toLanguage),
    topics: packed[12],
    formats: packed[13],
    worksIn: packed[14],
    recentClosings: packed[15],
    supportedBefore: false,
  },
});

function toLanguage(text: string): { language: string; level: LanguageLevel } {
  const at = text.lastIndexOf(' ');
  return { language: text.slice(0, at), level: text.slice(at + 1) as LanguageLevel };
}
