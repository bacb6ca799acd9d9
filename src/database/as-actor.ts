// The only way to reach the database: one transaction as one actor, whose identity row-level security reads.
import { type Actor, actingRole, type Clock, uuidv7 } from '#kernel';
import { writeAuditAndOutbox } from './audit.ts';
import type { Database } from './connect.ts';
import type { AuditEntry, Ctx, OutboxEntry } from './ctx.ts';
import type { Lease } from './lease.ts';

export type ActorOptions = {
  readonly requestId?: string;
  /** Secret that a signed-out visitor's browser holds for a draft, hashed (hex). */
  readonly draftTokenHash?: string;
  readonly clock?: Clock;
};

const MOST_TRIES = 3;
/** For a row that somebody else holds; then the work fails and can be tried again. */
const LONGEST_WAIT = '10s';
/** A transaction whose process is gone, or hangs, gives back what it holds. */
const LONGEST_IDLE = '2min';
const WORTH_RETRYING = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction as `actor`. `work` must be safe to run again from the start: it is, after a deadlock or a
 * serialisation failure. Whatever it throws rolls everything back; what it returns is committed.
 */
export async function asActor<T>(
  database: Database,
  actor: Actor,
  work: (ctx: Ctx) => Promise<T>,
  options: ActorOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transact(database, actor, work, options);
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (attempt >= MOST_TRIES || code === undefined || !WORTH_RETRYING.has(code)) throw error;
    }
  }
}

async function transact<T>(
  database: Database,
  actor: Actor,
  work: (ctx: Ctx) => Promise<T>,
  options: ActorOptions,
): Promise<T> {
  const lease = await database.lease();
  const { tx } = lease;
  // The first statement of `work` travels with these two and waits for neither; when one of them fails, so does all that follows.
  const begun = Promise.all([lease.ask('begin', []), becomeActor(lease, actor, options)]);
  begun.catch(() => {});
  const entries: AuditEntry[] = [];
  const outbox: OutboxEntry[] = [];
  const ctx: Ctx = {
    tx,
    actor,
    clock: options.clock ?? database.clock,
    newId: () => uuidv7(),
    requestId: options.requestId ?? null,
    databaseKey: database,
    draftTokenHash: options.draftTokenHash ?? null,
    record: entry => entries.push(entry),
    enqueue: (event, subjectId, payload = {}) => outbox.push({ event, subjectId, payload }),
  };
  try {
    const value = await work(ctx);
    const written = writeAuditAndOutbox(ctx, entries, outbox);
    const committed = lease.commit();
    committed.catch(() => {});
    // In this order, so that of several failures the first one is told.
    await written;
    await committed;
    return value;
  } catch (error) {
    await lease.rollBack();
    // What failed first explains the rest, which PostgreSQL only says is ignored; and whether to try again.
    await begun;
    throw lease.causeOf(error);
  }
}

const BECOME = `select set_config('app.organisation_id', $1, true), set_config('app.role', $2, true),
  set_config('app.account_id', $3, true), set_config('app.team_id', $4, true), set_config('app.referring_organisation_id', $5, true),
  set_config('app.draft_token_hash', $6, true), set_config('lock_timeout', $7, true),
  set_config('idle_in_transaction_session_timeout', $8, true)`;

/** Async, so that whatever goes wrong ends the transaction: an error thrown at once would keep its connection for good. */
async function becomeActor(lease: Lease, actor: Actor, options: ActorOptions): Promise<unknown> {
  const organisation = actor.kind === 'gate' ? '' : actor.organisationId;
  const account = actor.kind === 'staff' ? actor.accountId : actor.kind === 'client' ? actor.clientId : '';
  const team = actor.kind === 'staff' ? (actor.teamId ?? '') : '';
  const sender =
    actor.kind === 'staff' || actor.kind === 'client' ? (actor.referringOrganisationId ?? '') : '';
  const who = [organisation, actingRole(actor), account, team, sender, options.draftTokenHash ?? ''];
  return lease.ask(BECOME, [...who, LONGEST_WAIT, LONGEST_IDLE]);
}
