// Everybody of a team who could be given one person: from memory, checked by every match in its own transaction (decision 0033).
import { type RawBuilder, sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { AccountId, PersonId, ReferralId, TeamId } from '#kernel';
import { PACKED, type Packed, unpacked, WORKERS } from './packed-worker.ts';
import { changedTeam, newTeam, type Team } from './team-memory.ts';
import type { MatchCandidate } from './worker.ts';

export type AskedCandidates = {
  readonly teamId: TeamId;
  /** Whose other referrals say who has supported them before; null: a team on its own. */
  readonly personId: PersonId | null;
  /** The one to be given. */
  readonly referralId: ReferralId | null;
};

/** One map a database, for as long as that is open; by organisation and team. */
const REMEMBERED = new WeakMap<object, Map<string, Team>>();

export async function loadCandidates(ctx: Ctx, asked: AskedCandidates): Promise<readonly MatchCandidate[]> {
  const teams = REMEMBERED.get(ctx.databaseKey) ?? new Map<string, Team>();
  REMEMBERED.set(ctx.databaseKey, teams);
  const key = `${organisationOf(ctx.actor)} ${asked.teamId}`;
  const known = teams.get(key);
  const checked = known ? await checkedTeam(ctx, asked, known) : null;
  const { team, before, writes } = checked ?? (await readTeam(ctx, asked));
  // What a transaction wrote itself may yet be undone: that is for its own answer only. Of two that ask at once the first is kept,
  // and whoever may see nobody changes nothing.
  if (!writes && team.members.size > 0 && team !== known && teams.get(key) === known) teams.set(key, team);
  return withBefore(team.candidates, before);
}

type Answered = {
  readonly team: Team;
  readonly before: readonly AccountId[];
  readonly writes: boolean;
};

/** What each statement says beside the workers: what it saw, of which server, and whether its transaction has written. */
type Seen = {
  readonly snapshot: string;
  readonly server: number;
  readonly writes: boolean;
  readonly before: readonly AccountId[];
};
const seenNow = (ctx: Ctx, { personId, referralId }: AskedCandidates): RawBuilder<unknown> => sql`
  pg_current_snapshot()::text as snapshot, extract(epoch from pg_postmaster_start_time()) as server,
  pg_current_xact_id_if_assigned() is not null as writes,
  array(select r.worker_id from referrals r where r.organisation_id = ${organisationOf(ctx.actor)}::uuid and r.person_id = ${personId}::uuid
    and r.id <> ${referralId}::uuid and r.worker_id is not null) as before`;

/** With an end PostgreSQL expects few rows of a range, and takes the index; without one it expects a third, and reads all. */
const NO_END = sql`'18446744073709551615'::xid8`;

/**
 * The team brought up to date with what changed since it was read; exact however long a change took to commit, as in decision 0023.
 * Null where it must be read anew: the actor does not see exactly those remembered, or the server is another than it was.
 */
async function checkedTeam(ctx: Ctx, asked: AskedCandidates, known: Team): Promise<Answered | null> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  // In a subquery, or PostgreSQL would plan the statement anew for each snapshot: longer than answering it.
  const since = sql`(select ${known.snapshot}::pg_snapshot)`;
  const { rows } = await sql<Seen & { size: number; changed: readonly Packed[] | null }>`
    select ${seenNow(ctx, asked)},
      (select count(*) from link_workers w where w.organisation_id = ${organisation} and w.team_id = ${asked.teamId}::uuid) as size,
      (select json_agg(${PACKED}) from ${WORKERS} where w.organisation_id = ${organisation} and a.organisation_id = ${organisation}
        and w.changed_in >= (select pg_snapshot_xmin(${known.snapshot}::pg_snapshot)) and w.changed_in <= ${NO_END}
        and not pg_visible_in_snapshot(w.changed_in, ${since})) as changed`.execute(ctx.tx);
  const [seen] = rows;
  if (!seen || seen.server !== known.server) return null;
  const team = seen.changed ? changedTeam(known, asked.teamId, seen.changed, seen.snapshot) : known;
  return team.members.size === seen.size ? { team, before: seen.before, writes: seen.writes } : null;
}

async function readTeam(ctx: Ctx, asked: AskedCandidates): Promise<Answered> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<Seen & { workers: readonly Packed[] | null }>`
    select ${seenNow(ctx, asked)},
      (select json_agg(${PACKED}) from ${WORKERS} where w.organisation_id = ${organisation} and a.organisation_id = ${organisation}
        and w.team_id = ${asked.teamId}::uuid) as workers`.execute(ctx.tx);
  const { workers, before = [], writes = true, snapshot = '', server = 0 } = rows[0] ?? {};
  return { team: newTeam((workers ?? []).map(unpacked), { snapshot, server }), before, writes };
}

const withBefore = (
  candidates: readonly MatchCandidate[],
  before: readonly AccountId[],
): readonly MatchCandidate[] =>
  before.length === 0
    ? candidates
    : candidates.map(each => (before.includes(each.id) ? { ...each, supportedBefore: true } : each));
