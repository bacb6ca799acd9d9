// Attempts in the database: an attempt is counted before it is checked, so that many at once cannot slip through together.
import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { atMost, type Ctx } from '#database';
import { instantOf } from '#kernel';
import { type Attempt, type Counter, type Decision, decideAttempt, FORGET_AFTER_HOURS } from './attempt.ts';

const MOST_READ = 200;

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds);

/** An attempt that was let through and counted as failed until it is known to be right. */
export type Taken = { readonly keys: readonly Buffer[]; readonly at: Date };

/**
 * At the gate: may somebody try now? If so the try is counted at once. The counters are locked in the order of their keys, so
 * that two requests never wait for each other in a ring.
 */
export async function takeAttempt(
  ctx: Ctx,
  counters: readonly Counter[],
): Promise<(Decision & { allowed: true } & { taken: Taken }) | (Decision & { allowed: false })> {
  const now = ctx.clock();
  const keys = counters.map(({ key }) => key).sort(Buffer.compare);
  for (const key of keys) {
    await sql`select pg_advisory_xact_lock(hashtextextended(encode(${key}::bytea, 'hex'), 7))`.execute(
      ctx.tx,
    );
  }
  const history = await readHistory(ctx, keys, now);
  const waits = counters.map(({ key, rule }) => {
    const decision = decideAttempt(history.get(key.toString('hex')) ?? [], now, rule);
    return decision.allowed ? 0 : decision.waitSeconds;
  });
  const waitSeconds = Math.max(...waits);
  if (waitSeconds > 0) return { allowed: false, waitSeconds };
  const taken = { keys, at: dateOf(now) };
  await sql`insert into sign_in_attempts (key_hash, at, succeeded) select key, ${taken.at}::timestamptz, false
    from unnest(${keys}::bytea[]) as key`.execute(ctx.tx);
  return { allowed: true, taken };
}

async function readHistory(
  ctx: Ctx,
  keys: readonly Buffer[],
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, Attempt[]>> {
  const since = dateOf(now.subtract({ hours: FORGET_AFTER_HOURS }));
  const { rows } = await sql<{ key: Buffer; at: Date; succeeded: boolean }>`
    select keys.key, tried.at, tried.succeeded from unnest(${keys}::bytea[]) as keys(key)
    cross join lateral (
      select at, succeeded from sign_in_attempts
      where key_hash = keys.key and at > ${since}::timestamptz order by at desc ${atMost(MOST_READ)}
    ) tried`.execute(ctx.tx);
  const history = new Map<string, Attempt[]>();
  for (const { key, at, succeeded } of rows) {
    const name = key.toString('hex');
    history.set(name, [...(history.get(name) ?? []), { at: instantOf(at), succeeded }]);
  }
  return history;
}

/** At the gate: writes down how a counted attempt ended. Both ways are the same work. */
export async function settleAttempt(ctx: Ctx, taken: Taken, succeeded: boolean): Promise<void> {
  await sql`update sign_in_attempts set succeeded = ${succeeded}
    where key_hash = any(${taken.keys}::bytea[]) and at = ${taken.at}::timestamptz and not succeeded`.execute(
    ctx.tx,
  );
}

/** At the gate: it was never checked, so nobody pays for it. */
export async function giveBackAttempt(ctx: Ctx, taken: Taken): Promise<void> {
  await sql`delete from sign_in_attempts
    where key_hash = any(${taken.keys}::bytea[]) and at = ${taken.at}::timestamptz and not succeeded`.execute(
    ctx.tx,
  );
}

/** At the gate: deletes what no counter looks at any more. Returns how many. */
export async function forgetAttempts(ctx: Ctx): Promise<number> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('sign_in_attempts')
    .where('at', '<', dateOf(ctx.clock().subtract({ hours: FORGET_AFTER_HOURS })))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
