// What every piece of work in the database is handed: its transaction, its actor, the time, and where to record what it did.
import type { Kysely } from 'kysely';
import type { Actor, Clock, OrganisationId } from '#kernel';
import type { DB } from './schema.ts';

export type AuditEntry = {
  /** `noun.past-tense`, such as `referral.received`. */
  readonly event: string;
  readonly subject?: { readonly type: string; readonly id: string };
  /** Why it was opened, where a purpose is asked. */
  readonly purpose?: string;
  /** Kept in a row of its own that can be erased without breaking the chain. */
  readonly detail?: Record<string, unknown>;
};

export type OutboxEntry = {
  readonly event: string;
  readonly subjectId: string;
  readonly payload: Record<string, unknown>;
};

export type Ctx = {
  readonly tx: Kysely<DB>;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly requestId: string | null;
  /** The same for every transaction in one database, and leads to nothing: what a process remembers of it hangs on this, in a WeakMap. */
  readonly databaseKey: object;
  /** Hash of the secret that this visitor's browser holds for its drafts, if it holds one. */
  readonly draftTokenHash: string | null;
  /** Adds an audit row, written in this transaction just before it commits. */
  record(entry: AuditEntry): void;
  /** Adds an outbox row in this transaction; jobs hear of it after the commit. */
  enqueue(event: string, subjectId: string, payload?: Record<string, unknown>): void;
};

/** The organisation an actor belongs to. The gate belongs to none, and asking is a mistake in the program. */
export function organisationOf(actor: Actor): OrganisationId {
  if (actor.kind === 'gate') throw new Error('the gate belongs to no organisation');
  return actor.organisationId;
}
