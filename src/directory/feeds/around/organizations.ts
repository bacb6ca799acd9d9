// Organisations that only stand above others: no service brings them, so they are asked for by their identifiers.
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { PART_TABLES } from '../../formats/entry.ts';
import { isObj, type Obj } from '../../formats/hsds/entities.ts';
import { entityId, originalIdOf, type ReadingContext, startGathering } from '../../formats/hsds/gathering.ts';
import { readOrganization } from '../../formats/hsds/organizations.ts';
import { parseJson } from '../../formats/sound-json.ts';
import { writeRows } from '../../import/bulk.ts';
import { addHsdsParts } from '../../import/hsds-rows.ts';
import { findTakenOf } from '../../import/make-room.ts';
import { noRows } from '../../import/row-set.ts';
import { addOrganization } from '../../import/rows.ts';
import { TABLES } from '../../import/tables.ts';
import { fetchPage, type Manners } from '../fetch-page.ts';
import type { FoundList } from '../find-list.ts';

const MOST_ASKED = 200;
const MOST_LEVELS = 6;

/** The source's own identifiers of organisations that others name as theirs and that are not here. */
export async function missingParents(
  ctx: Ctx,
  { source, links }: ReadingContext,
): Promise<readonly string[]> {
  const wanted = new Map(
    [...links.organizations.values()].map(to => [entityId('organization', source.code, to), to]),
  );
  if (wanted.size === 0) return [];
  const { rows } = await sql<{ id: string }>`select id from directory_organizations
    where id = any(${[...wanted.keys()]}::uuid[])`.execute(ctx.tx);
  for (const { id } of rows) wanted.delete(id);
  return [...wanted.values()];
}

/** Asks the feed for each, and for those above them; an organisation that it does not tell of is done without. */
export async function fetchParents(
  list: FoundList,
  manners: Manners,
  missing: readonly string[],
): Promise<readonly Obj[]> {
  const url = new URL(list.url);
  if (!/\/services\/?$/.test(url.pathname)) return [];
  url.search = '';
  const base = url.href.replace(/services\/?$/, 'organizations');
  const found = new Map<string, Obj | null>();
  let level = missing;
  for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth += 1) {
    for (const id of level) {
      if (found.has(id) || found.size >= MOST_ASKED) continue;
      const fetched = await fetchPage(`${base}/${encodeURIComponent(id)}`, { ...manners, attempts: 1 });
      const value = fetched.ok ? parseJson(fetched.text) : null;
      found.set(id, isObj(value) && originalIdOf(value) === id ? value : null);
      await wait(manners.pauseMs);
    }
    level = [...found.values()].flatMap(one => originalIdOf({ id: one?.parent_organization_id }) ?? []);
  }
  return [...found.values()].filter(one => one !== null);
}

/** Writes organisations that are not here yet, with their parts. */
export async function saveOrganizations(
  ctx: Ctx,
  context: ReadingContext,
  records: readonly Obj[],
): Promise<void> {
  const { source } = context;
  const read = records.map(record => {
    const originalId = `organization ${originalIdOf(record) ?? ''}`;
    const organization = readOrganization(startGathering(context, originalId), { organization: record }, '');
    return { originalId, organization };
  });
  const named = read.filter(({ organization }) => organization.name !== '');
  if (named.length === 0) return;
  const rows = noRows(
    await findTakenOf(
      ctx,
      named.flatMap(({ organization }) => organization.hsds?.parts ?? []),
    ),
  );
  for (const one of named) {
    const id = one.organization.hsds?.id ?? '';
    addHsdsParts(rows, source, one, addOrganization(rows, source, one, id), new Map());
  }
  await sql`savepoint directory_parents`.execute(ctx.tx);
  try {
    await writeRows(ctx, TABLES.organizations, [...rows.organizations, ...rows.thin], 'keep');
    await writeRows(ctx, TABLES.identifiers, rows.identifiers, 'keep');
    for (const name of PART_TABLES) await writeRows(ctx, TABLES[name], rows[name], 'keep');
    await sql`release savepoint directory_parents`.execute(ctx.tx);
  } catch (error) {
    await sql`rollback to savepoint directory_parents`.execute(ctx.tx);
    if (!/^2[123]/.test(String((error as { code?: string }).code))) throw error;
  }
}
