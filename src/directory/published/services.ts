// Loads published services for a page of ids: as they stand in lists (one row each), or whole, in a fixed number of queries.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import {
  atLocation,
  bareSchedule,
  type Grouped,
  groupParts,
  locationOf,
  organizationOf,
  publisherOf,
} from './nest.ts';
import { loadParts, sourceOf } from './parts.ts';
import { changesOf } from './people.ts';
import { groupBy, idsIn, indexBy, type PublishedRecord } from './record.ts';
import { PUBLISHED } from './selection.ts';
import { loadWithheld, type Withheld } from './withheld.ts';

const uuids = (ids: readonly string[]) => sql`${ids}::uuid[]`;

/** In the order of `ids`, with organisation and programme; ids that may not be shown are left out. */
export async function loadFlatServices(
  ctx: Ctx,
  ids: readonly string[],
): Promise<readonly PublishedRecord[]> {
  const [rows, withheld] = await Promise.all([serviceRows(ctx, ids), loadWithheld(ctx)]);
  const [organizations, programs] = await loadAround(ctx, rows);
  return rows.map(row =>
    withheld.scrub(row.organization_id, {
      ...row,
      organization: organizations.get(row.organization_id) ?? null,
      program: programs.get(row.program_id) ?? null,
    }),
  );
}

type SlimService = {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly changed_at: Date;
};

/** What a harvester needs to see what changed, and no more. */
export async function loadSlimServices(
  ctx: Ctx,
  ids: readonly string[],
): Promise<readonly PublishedRecord[]> {
  const [{ rows }, withheld] = await Promise.all([
    sql<
      SlimService & { organization_id: string }
    >`select s.id, s.name, s.status, s.changed_at, s.organization_id
      from unnest(${uuids(ids)}) with ordinality as w(id, place) join directory_services s on s.id = w.id
      where ${PUBLISHED} order by w.place`.execute(ctx.tx),
    loadWithheld(ctx),
  ]);
  return rows.map(({ organization_id, ...row }) => withheld.scrub(organization_id, row));
}

/** In the order of `ids`, with everything that HSDS nests in a service. */
export async function loadWholeServices(
  ctx: Ctx,
  ids: readonly string[],
): Promise<readonly PublishedRecord[]> {
  const [rows, at, withheld] = await Promise.all([
    serviceRows(ctx, ids),
    sql<PublishedRecord>`select * from directory_service_at_locations where service_id = any(${uuids(ids)}) order by id`
      .execute(ctx.tx)
      .then(found => found.rows),
    loadWithheld(ctx),
  ]);
  return nestServices(ctx, rows, at, withheld);
}

async function nestServices(
  ctx: Ctx,
  rows: readonly PublishedRecord[],
  at: readonly PublishedRecord[],
  withheld: Withheld,
): Promise<readonly PublishedRecord[]> {
  const locationIds = idsIn(at, 'location_id');
  const [locations, loaded, [organizations, programs]] = await Promise.all([
    loadLocationRows(ctx, locationIds),
    loadParts(ctx, {
      service_id: idsIn(rows),
      service_at_location_id: idsIn(at),
      location_id: locationIds,
      organization_id: idsIn(rows, 'organization_id'),
    }),
    loadAround(ctx, rows),
  ]);
  const parts = groupParts(loaded);
  const places = new Map([...locations].map(([id, row]) => [id, locationOf(row, parts, withheld)]));
  const atByService = groupBy(at, 'service_id');
  return rows.map(row => {
    const own = (atByService.get(row.id) ?? []).flatMap(one => {
      const location = places.get(one.location_id);
      return location ? [atLocation(one, location, parts, withheld)] : [];
    });
    const organization = organizations.get(row.organization_id);
    const whole = {
      ...row,
      ...partsOfService(
        row,
        parts,
        own.some(one => withheld.has((one as PublishedRecord).location_id)),
      ),
      service_at_locations: own,
      organization: organization ? organizationOf(organization, parts) : null,
      program: programs.get(row.program_id) ?? null,
    };
    return withheld.scrub(row.organization_id, whole);
  });
}

function partsOfService(row: PublishedRecord, parts: Grouped, hidden: boolean): PublishedRecord {
  const { id } = row;
  const schedules = parts.of('schedules', 'service_id', id);
  const areas = parts.of('areas', 'service_id', id);
  return {
    phones: parts.of('phones', 'service_id', id),
    languages: parts.of('languages', 'service_id', id),
    schedules: hidden ? schedules.map(bareSchedule) : schedules,
    service_areas: hidden
      ? areas.map(area => ({ ...area, extent: null, extent_type: null, uri: null }))
      : areas,
    contacts: parts.of('contacts', 'service_id', id),
    cost_options: parts.of('costs', 'service_id', id),
    funding: parts.of('fundings', 'service_id', id),
    required_documents: parts.of('documents', 'service_id', id),
    capacities: parts.of('capacities', 'service_id', id),
    additional_urls: parts.of('urls', 'service_id', id),
    attributes: parts.attributes(id),
    metadata: changesOf(parts.rows('metadata', 'service_id', id), publisherOf(row)),
  };
}

async function serviceRows(ctx: Ctx, ids: readonly string[]): Promise<readonly PublishedRecord[]> {
  const { rows } = await sql<PublishedRecord>`
    select s.id, s.organization_id, s.program_id, s.name, s.alternate_name, s.description, s.url, s.email, s.status,
      s.interpretation_services, s.application_process, s.fees, s.fees_description, s.wait_time, s.accreditations,
      s.eligibility_description, s.minimum_age, s.maximum_age, s.assured_date, s.licenses, s.alert, s.changed_at,
      case when s.origin is null then s.last_modified else (s.origin->>'last_modified')::timestamptz end as last_modified,
      s.last_checked, s.last_check_method, s.missing_since, s.stale_since, s.attending_sex, s.creche, s.step_free, s.remote,
      s.open_to_nrpf, s.stages, s.asks_status, s.referral_routes, s.takes_referrals, s.takes_referrals_as_of, s.format,
      s.trauma_informed, s.travel_costs_paid, ${sourceOf('s')} as source
    from unnest(${uuids(ids)}) with ordinality as w(id, place) join directory_services s on s.id = w.id
    join directory_sources d on d.id = s.source_id where ${PUBLISHED} order by w.place`.execute(ctx.tx);
  return rows;
}

type ById = ReadonlyMap<unknown, PublishedRecord>;

/** Organisations and programmes that the services name. */
async function loadAround(ctx: Ctx, rows: readonly PublishedRecord[]): Promise<readonly [ById, ById]> {
  const programs = idsIn(rows, 'program_id');
  const [organizations, named] = await Promise.all([
    loadOrganizationRows(ctx, idsIn(rows, 'organization_id')),
    programs.length === 0
      ? []
      : sql<PublishedRecord>`select * from directory_programs where id = any(${uuids(programs)})`
          .execute(ctx.tx)
          .then(found => found.rows),
  ]);
  return [organizations, indexBy(named)];
}

export async function loadOrganizationRows(ctx: Ctx, ids: readonly string[]): Promise<ById> {
  const { rows } = await sql<PublishedRecord>`
    select o.id, o.name, o.alternate_name, o.description, o.email, o.website, o.uri, o.logo, o.tax_status, o.tax_id, o.year_incorporated,
      o.legal_status, o.parent_organization_id, case when d.id is not null then ${sourceOf('o')} end as source
    from directory_organizations o left join directory_sources d on d.id = o.source_id where o.id = any(${uuids(ids)})`.execute(
    ctx.tx,
  );
  return indexBy(rows);
}

export async function loadLocationRows(ctx: Ctx, ids: readonly string[]): Promise<ById> {
  const { rows } = await sql<PublishedRecord>`
    select id, location_type, url, organization_id, name, alternate_name, description, transportation, latitude, longitude,
      external_identifier, external_identifier_type, area
    from directory_locations where id = any(${uuids(ids)}) order by id`.execute(ctx.tx);
  return indexBy(rows);
}
