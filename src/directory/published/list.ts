// Lists of ids that a query asks for: one page with the exact number of all, in an order that stays.
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '#database';
import {
  type Condition,
  conditionsOf,
  PUBLISHED,
  type PublishedFilter,
  termFamily,
  termFits,
  termsOfTaxonomy,
} from './selection.ts';

/** `limit` null: all there are. */
export type Window = { readonly limit: number | null; readonly offset: number };
export type Listed = { readonly total: number; readonly ids: readonly string[] };

export const EVERYTHING: Window = { limit: null, offset: 0 };

export async function listPublishedServices(
  ctx: Ctx,
  filter: PublishedFilter,
  window: Window,
): Promise<Listed> {
  return list(
    ctx,
    sql`s.id from directory_services s where ${await conditionsOf(ctx, filter, 'service')}`,
    window,
  );
}

export async function listPublishedServicesAtLocations(
  ctx: Ctx,
  filter: PublishedFilter,
  window: Window,
): Promise<Listed> {
  const conditions = await conditionsOf(ctx, filter, 'place');
  const from = sql`sl.id from directory_service_at_locations sl join directory_services s on s.id = sl.service_id where ${conditions}`;
  return list(ctx, from, window);
}

export type OrganizationFilter = Pick<PublishedFilter, 'search' | 'termId' | 'taxonomyId'>;

/** With a service that is published, or over one that has. */
const PROVIDES = sql`(o.id in (select s.organization_id from directory_services s where ${PUBLISHED}) or o.id in (
  select child.parent_organization_id from directory_organizations child join directory_services s on s.organization_id = child.id
  where child.parent_organization_id is not null and ${PUBLISHED}))`;

export async function listPublishedOrganizations(
  ctx: Ctx,
  filter: OrganizationFilter,
  window: Window,
  id?: string,
): Promise<Listed> {
  const parts: Condition[] = [PROVIDES];
  if (id) parts.push(sql`o.id = ${id}::uuid`);
  if (filter.search !== undefined) parts.push(textFits(filter.search, [sql`o.name`, sql`o.alternate_name`]));
  for (const terms of [
    filter.termId ? termFamily(filter.termId) : null,
    filter.taxonomyId ? termsOfTaxonomy(filter.taxonomyId) : null,
  ])
    if (terms)
      parts.push(
        sql`o.id in (select s.organization_id from directory_services s where ${PUBLISHED} and ${termFits(terms)})`,
      );
  return list(ctx, sql`o.id from directory_organizations o where ${sql.join(parts, sql` and `)}`, window);
}

export type TaxonomyFilter = { readonly search?: string | undefined };

export async function listPublishedTaxonomies(
  ctx: Ctx,
  { search }: TaxonomyFilter,
  window: Window,
): Promise<Listed> {
  const fits = search === undefined ? sql`true` : textFits(search, [sql`x.name`, sql`x.description`]);
  return list(ctx, sql`x.id from directory_published_taxonomies x where ${fits}`, window);
}

export type TermFilter = {
  readonly search?: string | undefined;
  readonly taxonomyId?: string | undefined;
  readonly parentId?: string | undefined;
  /** Only terms without one above them. */
  readonly topOnly?: boolean | undefined;
};

export async function listPublishedTerms(ctx: Ctx, filter: TermFilter, window: Window): Promise<Listed> {
  const parts: Condition[] = [sql`true`];
  if (filter.search !== undefined)
    parts.push(textFits(filter.search, [sql`t.name`, sql`t.description`, sql`t.code`]));
  if (filter.taxonomyId) parts.push(sql`t.taxonomy_id = ${filter.taxonomyId}::uuid`);
  if (filter.parentId) parts.push(sql`t.parent_id = ${filter.parentId}::uuid`);
  if (filter.topOnly) parts.push(sql`t.parent_id is null`);
  return list(ctx, sql`t.id from directory_published_terms t where ${sql.join(parts, sql` and `)}`, window);
}

/** Each word of the search somewhere in the columns, whatever its capitals. */
function textFits(search: string, columns: readonly RawBuilder<unknown>[]): Condition {
  const words = search.split(/\s+/).filter(Boolean).slice(0, 12);
  if (words.length === 0) return sql`true`;
  const text = sql`concat_ws(' ', ${sql.join(columns)})`;
  return sql.join(
    words.map(word => sql`${text} ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`),
    sql` and `,
  );
}

/** `selection` names one column `id`. Both questions travel together. */
async function list(ctx: Ctx, selection: RawBuilder<unknown>, { limit, offset }: Window): Promise<Listed> {
  const paged = limit === null ? sql`` : sql`limit ${limit}::int offset ${offset}::bigint`;
  const page = sql<{ id: string }>`select ${selection} order by id ${paged}`.execute(ctx.tx);
  if (limit === null) {
    const { rows } = await page;
    return { total: rows.length, ids: rows.map(({ id }) => id) };
  }
  const counted = sql<{
    total: number;
  }>`select count(*)::int as total from (select ${selection}) found`.execute(ctx.tx);
  const [{ rows }, total] = await Promise.all([page, counted]);
  return { total: total.rows[0]?.total ?? 0, ids: rows.map(({ id }) => id) };
}
