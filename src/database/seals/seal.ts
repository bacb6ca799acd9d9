// Seals the audit trail: a batch of rows at a time into a hash chain per organisation, each seal also written outside the database.
import { sql } from 'kysely';
import type { OrganisationId } from '#kernel';
import { asActor } from '../as-actor.ts';
import type { Database } from '../connect.ts';
import type { Ctx } from '../ctx.ts';
import { FIRST_PREVIOUS_HASH, hashOfSeal, type Seal } from './chain.ts';
import { appendSeal } from './seal-file.ts';

const MOST_ROWS = 20_000;

/** Seals what every organisation has done since the last time. @returns how many rows were sealed. */
export async function sealAll(database: Database, sealFolder: string): Promise<number> {
  const { rows } = await sql<{
    id: string;
  }>`select organisations_to_seal as id from organisations_to_seal()`.execute(database.kysely);
  let sealed = 0;
  for (const { id } of rows) {
    for (;;) {
      const count = await sealOrganisation(database, id, sealFolder);
      sealed += count;
      if (count < MOST_ROWS) break;
    }
  }
  return sealed;
}

/**
 * One seal over rows whose transactions have all ended, so that no row can appear behind the seal: 20,000, and the rest of the
 * last transaction, which is never cut in two however large it is.
 */
export async function sealOrganisation(
  database: Database,
  organisationId: OrganisationId,
  sealFolder: string,
  mostRows = MOST_ROWS,
): Promise<number> {
  return asActor(database, { kind: 'system', organisationId }, async ctx => {
    if (!(await lockChain(ctx, organisationId))) return 0;
    const rows = await rowsToSeal(ctx, organisationId, mostRows);
    const last = rows.at(-1);
    if (!last) return 0;
    const previous = await lastSeal(ctx, organisationId);
    const unsigned = {
      organisationId,
      number: (previous?.number ?? 0) + 1,
      sealedAt: new Date(ctx.clock().epochMilliseconds).toISOString(),
      eventIds: rows.map(row => row.id),
      eventHashes: rows.map(row => row.hash),
      previousHash: previous?.hash ?? FIRST_PREVIOUS_HASH,
    };
    const seal: Seal = { ...unsigned, hash: hashOfSeal(unsigned) };
    await saveSeal(ctx, seal, last.xact);
    // Before the commit: a copy outside for a seal that failed inside is seen by `verify`, the other way round is not.
    appendSeal(sealFolder, seal);
    return rows.length;
  });
}

async function lockChain(ctx: Ctx, organisationId: string): Promise<boolean> {
  const { rows } = await sql<{
    locked: boolean;
  }>`select pg_try_advisory_xact_lock(hashtextextended(${`seal ${organisationId}`}, 0)) as locked`.execute(
    ctx.tx,
  );
  return rows[0]?.locked ?? false;
}

async function rowsToSeal(
  ctx: Ctx,
  organisationId: string,
  mostRows: number,
): Promise<{ id: string; hash: string; xact: string }[]> {
  const { rows } = await sql<{ id: string; hash: string; xact: string }>`
    with batch as (
      select e.* from audit_events e
      where e.organisation_id = ${organisationId}::uuid
        and e.xact > coalesce((select s.xact from audit_sealed_up_to s where s.organisation_id = ${organisationId}::uuid), '0'::xid8)
        and e.xact < pg_snapshot_xmin(pg_current_snapshot())
      order by e.xact fetch first ${mostRows} rows with ties)
    select b.id, encode(audit_event_hash(b.*::audit_events), 'hex') as hash, b.xact::text as xact from batch b
    order by b.xact, b.id`.execute(ctx.tx);
  return rows;
}

async function lastSeal(
  ctx: Ctx,
  organisationId: string,
): Promise<{ number: number; hash: string } | undefined> {
  const { rows } = await sql<{ number: number; hash: string }>`
    select number, encode(hash, 'hex') as hash from audit_seals
    where organisation_id = ${organisationId}::uuid order by number desc limit 1`.execute(ctx.tx);
  return rows[0];
}

async function saveSeal(ctx: Ctx, seal: Seal, upTo: string): Promise<void> {
  await sql`insert into audit_seals (organisation_id, number, sealed_at, event_ids, event_hashes, previous_hash, hash)
    values (${seal.organisationId}::uuid, ${seal.number}, ${seal.sealedAt}::timestamptz, ${[...seal.eventIds]}::uuid[],
      (select array_agg(decode(h, 'hex') order by n) from unnest(${[...seal.eventHashes]}::text[]) with ordinality as u(h, n)),
      decode(${seal.previousHash}, 'hex'), decode(${seal.hash}, 'hex'))`.execute(ctx.tx);
  await sql`insert into audit_sealed_up_to (organisation_id, xact) values (${seal.organisationId}::uuid, ${upTo}::xid8)
    on conflict (organisation_id) do update set xact = excluded.xact`.execute(ctx.tx);
}
