// What an administrator does about a source: reads it now, lets it rest, goes on, and takes its services out.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { done, isUuid, type Outcome, refused } from '#kernel';
import { tidyUp } from '../import/tidy-up.ts';

export type TendRefusal = 'not-found' | 'not-a-feed' | 'already-so';
type Tended = Outcome<null, TendRefusal>;

type Row = {
  id: string;
  feed: boolean;
  paused: boolean;
  requested: boolean;
  removed: boolean;
};

async function lockedSource(ctx: Ctx, id: string): Promise<Row | null> {
  if (!isUuid(id)) return null;
  const { rows } =
    await sql<Row>`select id, feed_url is not null as feed, paused, requested_at is not null as requested,
    removed_at is not null as removed from directory_sources where id = ${id}::uuid for update`.execute(
      ctx.tx,
    );
  return rows[0] ?? null;
}

const record = (ctx: Ctx, event: string, id: string, detail?: Readonly<Record<string, unknown>>): void =>
  ctx.record({ event, subject: { type: 'directory-source', id }, ...(detail ? { detail } : {}) });

/** Paused: it is not read by itself. What it brought stays. */
export async function pauseSource(ctx: Ctx, id: string): Promise<Tended> {
  const source = await lockedSource(ctx, id);
  if (source === null) return refused('not-found');
  if (!source.feed) return refused('not-a-feed');
  if (source.paused) return refused('already-so');
  await sql`update directory_sources set paused = true, paused_at = ${ctx.clock().toString()}::timestamptz, requested_at = null
    where id = ${id}::uuid`.execute(ctx.tx);
  record(ctx, 'directory-source.paused', id);
  return done(null);
}

export async function resumeSource(ctx: Ctx, id: string): Promise<Tended> {
  const source = await lockedSource(ctx, id);
  if (source === null) return refused('not-found');
  if (!source.feed) return refused('not-a-feed');
  if (!source.paused) return refused('already-so');
  await sql`update directory_sources set paused = false, paused_at = null where id = ${id}::uuid`.execute(
    ctx.tx,
  );
  record(ctx, 'directory-source.resumed', id);
  return done(null);
}

/** The queue's work reads it within a minute, paused or not, and every record of it. */
export async function requestRun(ctx: Ctx, id: string): Promise<Tended> {
  const source = await lockedSource(ctx, id);
  if (source === null) return refused('not-found');
  if (!source.feed) return refused('not-a-feed');
  if (source.requested) return refused('already-so');
  await sql`update directory_sources set requested_at = ${ctx.clock().toString()}::timestamptz where id = ${id}::uuid`.execute(
    ctx.tx,
  );
  record(ctx, 'directory-source.run-requested', id);
  return done(null);
}

/**
 * Takes all its services out of searches and of what is published, forgets what it sent, and pauses it. Answers how many there were.
 * The next import of the source brings them back.
 */
export async function removeServices(ctx: Ctx, id: string): Promise<Outcome<number, TendRefusal>> {
  const source = await lockedSource(ctx, id);
  if (source === null) return refused('not-found');
  if (source.removed) return refused('already-so');
  const at = ctx.clock().toString();
  const { numAffectedRows } = await sql`update directory_services set left_out = 'removed'
    where source_id = ${id}::uuid and left_out is distinct from 'removed'`.execute(ctx.tx);
  // Without its hash each record counts as new to the next import; what the source sent may hold names of its staff.
  await sql`update directory_records set raw = '{}', problems = '[]', content_hash = '' where source_id = ${id}::uuid`.execute(
    ctx.tx,
  );
  await sql`update directory_sources set removed_at = ${at}::timestamptz, requested_at = null, paused = paused or feed_url is not null,
      paused_at = case when feed_url is not null then coalesce(paused_at, ${at}::timestamptz) end
    where id = ${id}::uuid`.execute(ctx.tx);
  await sql`delete from directory_unknown_strings where source_id = ${id}::uuid and meaning is null`.execute(
    ctx.tx,
  );
  await tidyUp(ctx);
  const services = Number(numAffectedRows ?? 0);
  record(ctx, 'directory-source.services-removed', id, { services });
  return done(services);
}
