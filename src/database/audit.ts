// Audit rows: who did or saw what, by ids and never by names, in the same transaction as the act.
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { randomChunk, uuidv7 } from '#kernel';
import { type AuditEntry, type Ctx, type OutboxEntry, organisationOf } from './ctx.ts';

/** Digest of an erasable detail: the salt goes with the detail, so that nothing can be guessed once both are gone. */
export const detailDigest = (salt: Buffer, detail: string): Buffer =>
  createHash('sha256').update(salt).update(detail).digest();

/** Throws at once, before any statement has left, when an entry cannot be written down: the commit travels right behind. */
export function writeAuditAndOutbox(
  ctx: Ctx,
  entries: readonly AuditEntry[],
  outbox: readonly OutboxEntry[],
): Promise<unknown> {
  const statements = [
    ...(entries.length > 0 ? auditStatements(ctx, entries) : []),
    ...(outbox.length > 0 ? [outboxStatement(ctx, outbox)] : []),
  ];
  return Promise.all(statements.map(statement => statement.execute(ctx.tx)));
}

function auditStatements(ctx: Ctx, entries: readonly AuditEntry[]): RawBuilder<unknown>[] {
  // The gate acts before an organisation is known; what it does is recorded by the account's own first act.
  if (ctx.actor.kind === 'gate') throw new Error('the gate cannot record: name an organisation first');
  const { actor } = ctx;
  const actorId = actor.kind === 'staff' ? actor.accountId : actor.kind === 'client' ? actor.clientId : null;
  const withIds = entries.map(entry => ({ entry, id: uuidv7(), salt: randomChunk(16) }));
  const rows = withIds.map(({ entry, id, salt }) => ({
    id,
    event: entry.event,
    subject_type: entry.subject?.type ?? null,
    subject_id: entry.subject?.id ?? null,
    purpose: entry.purpose ?? null,
    detail_digest: entry.detail
      ? `\\x${detailDigest(salt, JSON.stringify(entry.detail)).toString('hex')}`
      : null,
  }));
  const inserted = sql`insert into audit_events
      (organisation_id, id, actor_kind, actor_id, event, subject_type, subject_id, purpose, request_id, detail_digest)
    select ${organisationOf(actor)}::uuid, id, ${actor.kind}, ${actorId}::uuid, event, subject_type, subject_id, purpose,
      ${ctx.requestId}, detail_digest
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, event text, subject_type text, subject_id uuid, purpose text, detail_digest bytea)`;
  return [inserted, ...detailStatements(ctx, withIds)];
}

type Written = { readonly entry: AuditEntry; readonly id: string; readonly salt: Buffer };

function detailStatements(ctx: Ctx, written: readonly Written[]): RawBuilder<unknown>[] {
  const details = written.filter(({ entry }) => entry.detail);
  if (details.length === 0) return [];
  const detailRows = details.map(({ entry, id, salt }) => ({
    event_id: id,
    salt: `\\x${salt.toString('hex')}`,
    detail: JSON.stringify(entry.detail),
  }));
  return [
    sql`insert into audit_event_details (organisation_id, event_id, salt, detail)
      select ${organisationOf(ctx.actor)}::uuid, event_id, salt, detail::jsonb
      from jsonb_to_recordset(${JSON.stringify(detailRows)}::jsonb) as r(event_id uuid, salt bytea, detail text)`,
  ];
}

function outboxStatement(ctx: Ctx, outbox: readonly OutboxEntry[]): RawBuilder<unknown> {
  const rows = outbox.map(entry => ({ ...entry, id: uuidv7() }));
  return sql`insert into outbox (organisation_id, id, event, subject_id, payload)
    select ${organisationOf(ctx.actor)}::uuid, id, event, "subjectId", payload
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, event text, "subjectId" uuid, payload jsonb)`;
}
