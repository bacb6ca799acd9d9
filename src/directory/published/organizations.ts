// Loads published organisations, taxonomies and terms for a page of ids.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { groupParts, locationOf, organizationOf } from './nest.ts';
import { loadParts, sourceOf } from './parts.ts';
import { groupBy, idsIn, type PublishedRecord } from './record.ts';
import { PUBLISHED } from './selection.ts';
import { loadLocationRows, loadOrganizationRows, loadSlimServices, loadWholeServices } from './services.ts';
import { loadWithheld } from './withheld.ts';

/** `flat`: one row each; `whole`: with parts and its services by name; `services`: with its services whole. */
export type OrganizationDepth = 'flat' | 'whole' | 'services';

/** In the order of `ids`. */
export async function loadPublishedOrganizations(
  ctx: Ctx,
  ids: readonly string[],
  depth: OrganizationDepth,
): Promise<readonly PublishedRecord[]> {
  const [rows, withheld] = await Promise.all([loadOrganizationRows(ctx, ids), loadWithheld(ctx)]);
  const ordered = ids.map(id => rows.get(id)).filter(row => row !== undefined);
  if (depth === 'flat') return ordered.map(row => withheld.scrub(row.id, row));
  const [places, offered] = await Promise.all([ownLocations(ctx, ids), servicesOf(ctx, ids)]);
  const locationIds = idsIn(places);
  const [locations, loaded, services] = await Promise.all([
    loadLocationRows(ctx, locationIds),
    loadParts(ctx, {
      service_id: [],
      service_at_location_id: [],
      location_id: locationIds,
      organization_id: ids,
    }),
    (depth === 'services' ? loadWholeServices : loadSlimServices)(ctx, idsIn(offered)),
  ]);
  const parts = groupParts(loaded);
  const ownerOf = new Map(offered.map(row => [row.id, row.organization_id]));
  const byOwner = groupBy(
    services.map(service => ({ ...service, owner: ownerOf.get(service.id), organization: null })),
    'owner',
  );
  const placesOf = groupBy([...locations.values()], 'organization_id');
  return ordered.map(row =>
    withheld.scrub(row.id, {
      ...organizationOf(row, parts),
      locations: (placesOf.get(row.id) ?? []).map(place => locationOf(place, parts, withheld)),
      services: byOwner.get(row.id) ?? [],
    }),
  );
}

const ownLocations = async (ctx: Ctx, ids: readonly string[]): Promise<readonly PublishedRecord[]> => {
  const found = sql<PublishedRecord>`select id from directory_locations where organization_id = any(${ids}::uuid[]) order by id`;
  return (await found.execute(ctx.tx)).rows;
};

const servicesOf = async (ctx: Ctx, ids: readonly string[]): Promise<readonly PublishedRecord[]> => {
  const found = sql<PublishedRecord>`select s.id, s.organization_id from directory_services s
    where s.organization_id = any(${ids}::uuid[]) and ${PUBLISHED} order by s.id`;
  return (await found.execute(ctx.tx)).rows;
};

/** In the order of `ids`. */
export async function loadPublishedTaxonomies(
  ctx: Ctx,
  ids: readonly string[],
): Promise<readonly PublishedRecord[]> {
  const { rows } = await sql<PublishedRecord>`
    select x.id, x.name, x.description, x.uri, x.version, case when d.id is not null then ${sourceOf('x')} end as source
    from unnest(${ids}::uuid[]) with ordinality as w(id, place) join directory_published_taxonomies x on x.id = w.id
    left join directory_sources d on d.id = x.source_id order by w.place`.execute(ctx.tx);
  return rows;
}

/** In the order of `ids`, each with its taxonomy. */
export async function loadPublishedTerms(
  ctx: Ctx,
  ids: readonly string[],
): Promise<readonly PublishedRecord[]> {
  const { rows } = await sql<PublishedRecord>`
    select t.id, t.code, t.name, t.description, t.parent_id, t.taxonomy, t.taxonomy_id, t.term_uri, t.language,
      json_build_object('id', x.id, 'name', x.name, 'description', x.description, 'uri', x.uri, 'version', x.version) as taxonomy_detail
    from unnest(${ids}::uuid[]) with ordinality as w(id, place) join directory_published_terms t on t.id = w.id
    left join directory_published_taxonomies x on x.id = t.taxonomy_id order by w.place`.execute(ctx.tx);
  return rows;
}
