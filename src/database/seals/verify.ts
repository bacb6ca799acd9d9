// Proves that an organisation's audit trail is as it was sealed, or names each row that is not.
import { sql } from 'kysely';
import type { OrganisationId } from '#kernel';
import { asActor } from '../as-actor.ts';
import type { Database } from '../connect.ts';
import type { Ctx } from '../ctx.ts';
import { FIRST_PREVIOUS_HASH, hashOfSeal, type Seal } from './chain.ts';
import { readSeals } from './seal-file.ts';

export type Fault =
  | { readonly kind: 'row-edited' | 'row-deleted'; readonly eventId: string; readonly seal: number }
  | { readonly kind: 'row-added-later'; readonly eventId: string }
  | {
      readonly kind:
        | 'seal-missing-inside'
        | 'seal-missing-outside'
        | 'seal-altered-inside'
        | 'seal-altered-outside'
        | 'chain-broken';
      readonly seal: number;
    };

export type Verdict = {
  readonly organisationId: OrganisationId;
  readonly seals: number;
  readonly rows: number;
  /** Rows of the last seconds, which no seal covers yet. */
  readonly unsealed: number;
  readonly faults: readonly Fault[];
};

/** Compares rows, seals inside and seals outside, one seal at a time. The outside copy is believed where it is whole. */
export async function verifyOrganisation(
  database: Database,
  organisationId: OrganisationId,
  sealFolder: string,
): Promise<Verdict> {
  return asActor(database, { kind: 'system', organisationId }, async ctx => {
    const outside = new Map(readSeals(sealFolder, organisationId).map(seal => [seal.number, seal]));
    const last = Math.max(await lastNumber(ctx, organisationId), ...outside.keys(), 0);
    const faults: Fault[] = [];
    let previous = FIRST_PREVIOUS_HASH;
    let rows = 0;
    for (let number = 1; number <= last; number++) {
      const inside = await loadSeal(ctx, organisationId, number);
      faults.push(...compare(number, inside, outside.get(number)));
      const believed = believe(inside, outside.get(number));
      if (!believed || believed.previousHash !== previous || hashOfSeal(believed) !== believed.hash)
        faults.push({ kind: 'chain-broken', seal: number });
      if (!believed) continue;
      previous = believed.hash;
      rows += believed.eventIds.length;
      faults.push(...(await checkRows(ctx, believed)));
    }
    faults.push(...(await addedLater(ctx, organisationId)));
    return { organisationId, seals: last, rows, unsealed: await countUnsealed(ctx, organisationId), faults };
  });
}

const isWhole = (seal: Seal | undefined): seal is Seal =>
  seal !== undefined && hashOfSeal(seal) === seal.hash;

const believe = (inside: Seal | undefined, outside: Seal | undefined): Seal | undefined =>
  isWhole(outside) ? outside : inside;

function compare(seal: number, inside: Seal | undefined, outside: Seal | undefined): Fault[] {
  if (!inside && !outside)
    return [
      { kind: 'seal-missing-inside', seal },
      { kind: 'seal-missing-outside', seal },
    ];
  if (!inside) return [{ kind: 'seal-missing-inside', seal }];
  if (!outside) return [{ kind: 'seal-missing-outside', seal }];
  if (!isWhole(outside)) return [{ kind: 'seal-altered-outside', seal }];
  return isWhole(inside) && inside.hash === outside.hash ? [] : [{ kind: 'seal-altered-inside', seal }];
}

async function checkRows(ctx: Ctx, seal: Seal): Promise<Fault[]> {
  const { rows } = await sql<{ id: string; hash: string }>`
    select e.id, encode(audit_event_hash(e.*), 'hex') as hash from audit_events e
    where e.organisation_id = ${seal.organisationId}::uuid and e.id = any(${[...seal.eventIds]}::uuid[])`.execute(
    ctx.tx,
  );
  const found = new Map(rows.map(row => [row.id, row.hash]));
  return seal.eventIds.flatMap((eventId, index): Fault[] => {
    const hash = found.get(eventId);
    if (hash === undefined) return [{ kind: 'row-deleted', eventId, seal: seal.number }];
    return hash === seal.eventHashes[index] ? [] : [{ kind: 'row-edited', eventId, seal: seal.number }];
  });
}

async function lastNumber(ctx: Ctx, organisationId: string): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`
    select max(number) as last from audit_seals where organisation_id = ${organisationId}::uuid`.execute(
    ctx.tx,
  );
  return rows[0]?.last ?? 0;
}

async function loadSeal(ctx: Ctx, organisationId: OrganisationId, number: number): Promise<Seal | undefined> {
  const { rows } = await sql<{
    sealed_at: Date;
    event_ids: string[];
    event_hashes: string[];
    previous_hash: string;
    hash: string;
  }>`
    select sealed_at, event_ids::text[] as event_ids,
      array(select encode(h, 'hex') from unnest(event_hashes) with ordinality as u(h, n) order by n) as event_hashes,
      encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash
    from audit_seals where organisation_id = ${organisationId}::uuid and number = ${number}`.execute(ctx.tx);
  const row = rows[0];
  return (
    row && {
      organisationId,
      number,
      sealedAt: row.sealed_at.toISOString(),
      eventIds: row.event_ids,
      eventHashes: row.event_hashes,
      previousHash: row.previous_hash,
      hash: row.hash,
    }
  );
}

/** Rows that claim to be older than the last seal but that no seal holds. */
async function addedLater(ctx: Ctx, organisationId: string): Promise<Fault[]> {
  const { rows } = await sql<{ id: string }>`
    select e.id from audit_events e join audit_sealed_up_to u on u.organisation_id = e.organisation_id and e.xact <= u.xact
    where e.organisation_id = ${organisationId}::uuid and e.id not in (
      select unnest(s.event_ids) from audit_seals s where s.organisation_id = ${organisationId}::uuid)`.execute(
    ctx.tx,
  );
  return rows.map(row => ({ kind: 'row-added-later', eventId: row.id }));
}

async function countUnsealed(ctx: Ctx, organisationId: string): Promise<number> {
  const { rows } = await sql<{ unsealed: number }>`
    select count(*) as unsealed from audit_events e
    where e.organisation_id = ${organisationId}::uuid and e.xact > coalesce(
      (select u.xact from audit_sealed_up_to u where u.organisation_id = ${organisationId}::uuid), '0'::xid8)`.execute(
    ctx.tx,
  );
  return rows[0]?.unsealed ?? 0;
}
