// Half-filled forms: each has an id in the address, an owner and an end, so that two tabs, Back and signing out all work.
import { sql } from 'kysely';
import type { Id } from '#kernel';
import { type Ctx, organisationOf } from './ctx.ts';

export type DraftId = Id<'draft'>;
export type DraftAnswers = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
export type Draft = {
  readonly id: DraftId;
  readonly kind: string;
  /** What was typed, page by page. */
  readonly answers: DraftAnswers;
  readonly language: string;
  /** What it became once it was sent. */
  readonly submittedAs: string | null;
  readonly updatedAt: Date;
};

/** Staff may come back to a draft for a month; a visitor's browser holds the key for three days. */
const STAFF_DAYS = 30;
const VISITOR_DAYS = 3;

/** @param tokenHash hash of the secret in a signed-out visitor's browser; null for staff, who own drafts by account. */
export async function startDraft(
  ctx: Ctx,
  kind: string,
  language: string,
  tokenHash: string | null,
): Promise<DraftId> {
  const id = ctx.newId();
  const account = ctx.actor.kind === 'staff' ? ctx.actor.accountId : null;
  const hours = 24 * (account ? STAFF_DAYS : VISITOR_DAYS);
  // The secret was made in this very request, so row-level security has not heard of it yet.
  if (!account) await sql`select set_config('app.draft_token_hash', ${tokenHash}, true)`.execute(ctx.tx);
  await sql`insert into drafts (organisation_id, id, kind, owner_account_id, owner_token_hash, language, updated_at, expires_at)
    values (${organisationOf(ctx.actor)}::uuid, ${id}::uuid, ${kind}, ${account}::uuid, decode(${account ? null : tokenHash}, 'hex'), ${language},
      ${ctx.clock().toString()}::timestamptz, ${ctx.clock().add({ hours }).toString()}::timestamptz)`.execute(
    ctx.tx,
  );
  return id;
}

/** A draft of the actor's own (or of the visitor's browser), or null. `forUpdate` holds it against a second sending. */
export async function loadDraft(ctx: Ctx, id: DraftId, { forUpdate = false } = {}): Promise<Draft | null> {
  const query = ctx.tx
    .selectFrom('drafts')
    .select(['id', 'kind', 'answers', 'language', 'submitted_as', 'updated_at'])
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .where('expires_at', '>', new Date(ctx.clock().epochMilliseconds));
  const row = await (forUpdate ? query.forUpdate() : query).executeTakeFirst();
  return row ? toDraft(row) : null;
}

type DraftRow = {
  id: string;
  kind: string;
  answers: unknown;
  language: string;
  submitted_as: string | null;
  updated_at: Date;
};

const toDraft = (row: DraftRow): Draft => ({
  id: row.id,
  kind: row.kind,
  answers: row.answers as DraftAnswers,
  language: row.language,
  submittedAs: row.submitted_as,
  updatedAt: row.updated_at,
});

/** Keeps one page's answers; pages that another tab kept meanwhile stay as they are. */
export async function keepAnswers(
  ctx: Ctx,
  id: DraftId,
  page: string,
  typed: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql`update drafts set answers = answers || ${JSON.stringify({ [page]: typed })}::jsonb, version = version + 1,
      updated_at = ${ctx.clock().toString()}::timestamptz
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and id = ${id}::uuid and submitted_as is null`.execute(
    ctx.tx,
  );
}

/** Marks a draft as sent and empties it but for the receipt: what was typed now lives in what it became. */
export async function markSubmitted(
  ctx: Ctx,
  id: DraftId,
  submittedAs: string,
  receipt: Readonly<Record<string, string>>,
): Promise<void> {
  await ctx.tx
    .updateTable('drafts')
    .set({ submitted_as: submittedAs, answers: JSON.stringify({ receipt }) })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .execute();
}

export async function discardDraft(ctx: Ctx, id: DraftId): Promise<void> {
  await ctx.tx
    .deleteFrom('drafts')
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .execute();
}

/** The actor's own unsent drafts of a kind, newest first; at most 50. */
export async function loadOwnDrafts(ctx: Ctx, kind: string): Promise<Draft[]> {
  const rows = await ctx.tx
    .selectFrom('drafts')
    .select(['id', 'kind', 'answers', 'language', 'submitted_as', 'updated_at'])
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('kind', '=', kind)
    .where('submitted_as', 'is', null)
    .where('expires_at', '>', new Date(ctx.clock().epochMilliseconds))
    .orderBy('updated_at', 'desc')
    .limit(50)
    .execute();
  return rows.map(toDraft);
}
