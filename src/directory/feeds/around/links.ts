// Joins what refers to each other once a run has read everything: parents of organisations and terms, owners of places, lists of terms.
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '#database';
import type { RecordProblem } from '../../formats/entry.ts';
import { entityId, type ReadingContext } from '../../formats/hsds/gathering.ts';

type Pairs = readonly (readonly [string, string])[];

/** What refers to something that is not here keeps what it had. Answers what was left out, and why. */
export async function joinLinks(
  ctx: Ctx,
  { source, links, termIds }: ReadingContext,
): Promise<readonly RecordProblem[]> {
  const parentOf = (original: string): string => entityId('organization', source.code, original);
  const organizations = withoutCircles([...links.organizations].map(([id, to]) => [id, parentOf(to)]));
  const terms = withoutCircles(
    [...links.terms].map(([id, to]) => [id, termIds.get(to) ?? entityId('term', source.code, to)]),
  );
  const join = (table: string, column: string, to: string, pairs: Pairs) =>
    joinPairs(ctx, source.id, { table, column, to }, pairs);
  const unknown = [
    await join('organizations', 'parent_organization_id', 'organizations', organizations.kept),
    await join('locations', 'organization_id', 'organizations', [...links.locations]),
    await join('taxonomy_terms', 'taxonomy_id', 'taxonomies', [...links.taxonomies]),
    await join('taxonomy_terms', 'parent_id', 'taxonomy_terms', terms.kept),
  ].flat();
  const told =
    (reason: string) =>
    ([record, value]: readonly [string, string]): RecordProblem => ({
      source: source.code,
      record,
      field: 'parent',
      reason,
      value,
    });
  return [
    ...[...organizations.dropped, ...terms.dropped].map(told('parents-in-a-circle')),
    ...unknown.map(told('parent-not-listed')),
  ];
}

/** Nothing is above itself: the pair that would close a circle is dropped. */
export function withoutCircles(pairs: Pairs): { readonly kept: Pairs; readonly dropped: Pairs } {
  const above = new Map<string, string>();
  const dropped: (readonly [string, string])[] = [];
  for (const [id, parent] of pairs) {
    const seen = new Set([id]);
    let at: string | undefined = parent;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      at = above.get(at);
    }
    if (at === undefined) above.set(id, parent);
    else dropped.push([id, parent]);
  }
  return { kept: [...above], dropped };
}

type Join = { readonly table: string; readonly column: string; readonly to: string };

/** Only rows of the source itself; what they name may be of another, such as our own kinds. Answers what named nothing. */
async function joinPairs(
  ctx: Ctx,
  sourceId: string,
  { table, column, to }: Join,
  pairs: Pairs,
): Promise<Pairs> {
  if (pairs.length === 0) return [];
  const name = (one: string): RawBuilder<unknown> => sql.table(`directory_${one}`);
  await sql`update ${name(table)} t set ${sql.ref(column)} = o.id
    from (select (pair->>0)::uuid as id, (pair->>1)::uuid as other from jsonb_array_elements(${JSON.stringify(pairs)}::jsonb) as pair) p
    join ${name(to)} o on o.id = p.other
    where t.id = p.id and t.source_id = ${sourceId}::uuid and o.id <> t.id and t.${sql.ref(column)} is distinct from o.id`.execute(
    ctx.tx,
  );
  const told = table === 'taxonomy_terms' ? 't.code' : 't.original_id';
  const { rows } = await sql<{ id: string; other: string }>`select ${sql.ref(told)} as id, p.other
    from (select (pair->>0)::uuid as id, (pair->>1)::uuid as other from jsonb_array_elements(${JSON.stringify(pairs)}::jsonb) as pair) p
    join ${name(table)} t on t.id = p.id where t.source_id = ${sourceId}::uuid
      and not exists (select from ${name(to)} o where o.id = p.other)`.execute(ctx.tx);
  return rows.map(({ id, other }) => [id, other]);
}
