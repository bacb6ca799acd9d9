// A team's link workers as a process remembers them: as one snapshot of the database showed them, never written over.
import type { AccountId, TeamId } from '#kernel';
import { type Member, type Packed, unpacked } from './packed-worker.ts';
import type { MatchCandidate } from './worker.ts';

export type Team = {
  /** What was visible when it was read: `pg_current_snapshot()`. */
  readonly snapshot: string;
  /** When the server started: another one, or one put back from a copy, counts its transactions anew. */
  readonly server: number;
  readonly members: ReadonlyMap<AccountId, Member>;
  /** Members who can be given somebody. */
  readonly candidates: readonly MatchCandidate[];
};

export function newTeam(
  members: Iterable<Member>,
  { snapshot, server }: Pick<Team, 'snapshot' | 'server'>,
): Team {
  const byId = new Map([...members].map(member => [member.candidate.id, member]));
  const candidates = [...byId.values()].filter(member => member.canBeGiven).map(({ candidate }) => candidate);
  return { snapshot, server, members: byId, candidates };
}

/** The same team with workers as they are now; `changed` may name others, and some who moved to another team. */
export function changedTeam(team: Team, teamId: TeamId, changed: readonly Packed[], snapshot: string): Team {
  const members = new Map(team.members);
  for (const member of changed.map(unpacked)) {
    if (member.teamId === teamId) members.set(member.candidate.id, member);
    else members.delete(member.candidate.id);
  }
  return newTeam(members.values(), { ...team, snapshot });
}
