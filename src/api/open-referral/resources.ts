// The five kinds of records: their addresses, parameters, how they are found and loaded, and the shape they are written in.
import type { Ctx } from '#database';
import {
  type Listed,
  listPublishedOrganizations,
  listPublishedServices,
  listPublishedServicesAtLocations,
  listPublishedTaxonomies,
  listPublishedTerms,
  loadFlatServices,
  loadPublishedOrganizations,
  loadPublishedTaxonomies,
  loadPublishedTerms,
  loadServicesAtLocations,
  loadSlimServices,
  loadWholeServices,
  locatePostcode,
  type PublishedFilter,
  type PublishedRecord,
  type Window,
} from '#directory';
import { type BadParameter, bad, nearnessOf, type ParameterName, type Query } from './parameters.ts';
import type { ShapeName } from './shapes.ts';

export type Found =
  | { readonly ok: true; readonly listed: Listed }
  | { readonly ok: false; readonly problem: BadParameter };

export type Resource = {
  readonly path: string;
  readonly many: string;
  readonly one: string;
  /** Name of the parameter in the address of one record. */
  readonly parameter: string;
  readonly list: readonly ParameterName[];
  readonly byId: readonly ParameterName[];
  find(ctx: Ctx, query: Query, window: Window): Promise<Found>;
  load(ctx: Ctx, ids: readonly string[], query: Query): Promise<readonly PublishedRecord[]>;
  /** Whether a record with this id may be shown, where loading alone does not tell. */
  readonly mayShow?: (ctx: Ctx, id: string) => Promise<boolean>;
  /** How records stand in a list, or (with `full`) by id. */
  shape(query: Query): ShapeName;
};

const PAGING = ['page', 'per_page', 'format'] as const;
const FILTERS = [
  'search',
  'taxonomy_term_id',
  'taxonomy_id',
  'minimum_age',
  'maximum_age',
  'start_time',
  'end_time',
  'day',
  'postcode',
  'proximity',
  'organization_id',
  'modified_after',
] as const;

/** Finds by the filters that services, and services at places, share. */
async function findBy(
  ctx: Ctx,
  query: Query,
  search: (filter: PublishedFilter) => Promise<Listed>,
): Promise<Found> {
  let near: PublishedFilter['near'];
  if (query.postcode !== undefined) {
    const located = await locatePostcode(ctx, query.postcode);
    if (!located.ok)
      return bad(
        'postcode',
        located.reason === 'not-a-postcode'
          ? 'should be a UK postcode.'
          : 'is in a part of the country that is not known here.',
      );
    near = { point: located.value, metres: nearnessOf(query) };
  }
  const listed = await search({
    search: query.search,
    termId: query.taxonomy_term_id,
    taxonomyId: query.taxonomy_id,
    organizationId: query.organization_id,
    minimumAge: query.minimum_age,
    maximumAge: query.maximum_age,
    startTime: query.start_time,
    endTime: query.end_time,
    day: query.day,
    modifiedAfter: query.modified_after,
    near,
  });
  return { ok: true, listed };
}

const found = async (listed: Promise<Listed>): Promise<Found> => ({ ok: true, listed: await listed });

const SERVICES: Resource = {
  path: 'services',
  many: 'services',
  one: 'service',
  parameter: 'service',
  list: [...FILTERS, 'minimal', 'full', ...PAGING],
  byId: [],
  find: (ctx, query, window) => findBy(ctx, query, filter => listPublishedServices(ctx, filter, window)),
  load: (ctx, ids, { minimal, full }) =>
    (minimal ? loadSlimServices : full ? loadWholeServices : loadFlatServices)(ctx, ids),
  shape: ({ minimal, full }) => (minimal ? 'service_slim' : full ? 'service' : 'service_row'),
};

const AT_LOCATIONS: Resource = {
  path: 'service_at_locations',
  many: 'services at places',
  one: 'service at a place',
  parameter: 'serviceAtLocation',
  list: [...FILTERS, 'full', ...PAGING],
  byId: [],
  find: (ctx, query, window) =>
    findBy(ctx, query, filter => listPublishedServicesAtLocations(ctx, filter, window)),
  load: (ctx, ids, { full }) => loadServicesAtLocations(ctx, ids, full === true),
  shape: ({ full }) => (full ? 'service_at_location' : 'service_at_location_row'),
};

const ORGANIZATIONS: Resource = {
  path: 'organizations',
  many: 'organisations',
  one: 'organisation',
  parameter: 'provider',
  list: ['search', 'taxonomy_term_id', 'taxonomy_id', 'full', 'full_service', ...PAGING],
  byId: ['full_service'],
  find: (ctx, query, window) => {
    const filter = { search: query.search, termId: query.taxonomy_term_id, taxonomyId: query.taxonomy_id };
    return found(listPublishedOrganizations(ctx, filter, window));
  },
  load: async (ctx, ids, { full, full_service }) => {
    const depth = full_service ? 'services' : full ? 'whole' : 'flat';
    return loadPublishedOrganizations(ctx, ids, depth);
  },
  mayShow: async (ctx, id) => {
    const { ids } = await listPublishedOrganizations(ctx, {}, { limit: 1, offset: 0 }, id);
    return ids.length > 0;
  },
  shape: ({ full, full_service }) => (full || full_service ? 'organization' : 'organization_row'),
};

const TAXONOMIES: Resource = {
  path: 'taxonomies',
  many: 'taxonomies',
  one: 'taxonomy',
  parameter: 'taxonomy',
  list: ['search', ...PAGING],
  byId: [],
  find: (ctx, { search }, window) => found(listPublishedTaxonomies(ctx, { search }, window)),
  load: loadPublishedTaxonomies,
  shape: () => 'taxonomy',
};

const TERMS: Resource = {
  path: 'taxonomy_terms',
  many: 'terms of the taxonomies',
  one: 'term',
  parameter: 'term',
  list: ['search', 'taxonomy_id', 'top_only', 'parent_id', ...PAGING],
  byId: [],
  find: (ctx, query, window) => {
    const { search, taxonomy_id: taxonomyId, parent_id: parentId, top_only: topOnly } = query;
    return found(listPublishedTerms(ctx, { search, taxonomyId, parentId, topOnly }, window));
  },
  load: loadPublishedTerms,
  shape: () => 'taxonomy_term',
};

export const RESOURCES: readonly Resource[] = [SERVICES, AT_LOCATIONS, ORGANIZATIONS, TAXONOMIES, TERMS];
