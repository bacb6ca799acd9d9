// Reads what searches ask of services: every table once and in order of service, since a subquery a service takes ten times as long.
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '#database';
import { phoneKey, type ServiceId, spokenLanguage } from '#kernel';
import { type CostOption, costOf } from '../../cost.ts';
import type {
  AttendingSex,
  FactPlace,
  ReferralRoute,
  ServiceFacts,
  ServiceFormat,
  Stage,
  Way,
} from '../../facts.ts';
import type { Schedule } from '../../schedule.ts';
import type { newSharing } from '../columns.ts';

/** Those that searches list. */
export const SHOWN: RawBuilder<unknown> = sql`s.left_out is null and s.status <> 'defunct' and s.status <> 'inactive' and s.replaced_by is null`;

type Share = ReturnType<typeof newSharing>;

type ServiceRow = {
  id: ServiceId;
  name: string;
  kinds: readonly string[];
  minimum_age: number | null;
  maximum_age: number | null;
  interpreting: string | null;
  attending_sex: AttendingSex | null;
  creche: boolean | null;
  step_free: boolean | null;
  remote: readonly Way[] | null;
  open_to_nrpf: boolean | null;
  stages: readonly Stage[] | null;
  asks_status: boolean | null;
  routes: readonly ReferralRoute[] | null;
  takes_referrals: boolean | null;
  as_of: string | null;
  format: ServiceFormat | null;
  trauma_informed: boolean | null;
  travel_paid: boolean | null;
  fees: string | null;
  trust_band: 0 | 1 | 2;
};

/**
 * All services that searches list, or those of `ids`.
 * @param share gives back one value for all that are alike.
 */
export async function loadFacts(
  ctx: Ctx,
  ids: readonly ServiceId[] | null,
  share: Share,
): Promise<ServiceFacts[]> {
  const those = (column: string) =>
    ids === null ? sql`true` : sql`${sql.ref(column)} = any(${ids}::uuid[])`;
  const services = sql<ServiceRow>`
    select s.id, s.name_folded as name, s.kinds, s.minimum_age, s.maximum_age, s.interpretation_services as interpreting, s.attending_sex, s.creche,
      s.step_free, s.remote, s.open_to_nrpf, s.stages, s.asks_status, s.referral_routes as routes, s.takes_referrals,
      s.takes_referrals_as_of as as_of, s.format, s.trauma_informed, s.travel_costs_paid as travel_paid,
      coalesce(s.fees_description, s.fees) as fees, s.trust_band
    from directory_services s where ${SHOWN} and ${those('s.id')}`.execute(ctx.tx);
  const [{ rows }, ...parts] = await Promise.all([
    services,
    partsOf(languages(ctx, those('l.service_id'))),
    partsOf(schedules(ctx, those)),
    partsOf(costs(ctx, those('c.service_id'))),
    partsOf(documents(ctx, those('d.service_id'))),
    partsOf(places(ctx, those('sl.service_id'))),
  ]);
  return rows.map(row => factsOf(row, parts, share));
}

/** Their words, as PostgreSQL writes them. */
export async function loadVectors(
  ctx: Ctx,
  ids: readonly ServiceId[] | null,
): Promise<ReadonlyMap<ServiceId, string>> {
  const those = ids === null ? sql`true` : sql`s.id = any(${ids}::uuid[])`;
  const { rows } = await sql<{ id: ServiceId; vector: string }>`
    select s.id, s.search::text as vector from directory_services s where ${SHOWN} and ${those}`.execute(
    ctx.tx,
  );
  const phones = await phonesOf(ctx, ids);
  return new Map(rows.map(({ id, vector }) => [id, `${vector}${phoneWords(phones.get(id) ?? [])}`]));
}

/** Numbers as keys, so that one is found however it is written; with a sign that no typed word has, so that "44" finds no phones. */
const phoneWords = (phones: readonly { readonly number: string }[]): string =>
  phones
    .flatMap(({ number }) => phoneKey(number) ?? [])
    .map(key => ` '+${key}':1B`)
    .join('');

function phonesOf(ctx: Ctx, ids: readonly ServiceId[] | null): Promise<Parts<{ number: string }>> {
  const of = (column: string) => (ids === null ? sql`true` : sql`${sql.ref(column)} = any(${ids}::uuid[])`);
  return partsOf(
    sql<Of<{ number: string }>>`
      select p.service_id, p.number from directory_phones p where p.service_id is not null and ${of('p.service_id')}
      union all
      select c.service_id, p.number from directory_contacts c join directory_phones p on p.contact_id = c.id
      where c.service_id is not null and ${of('c.service_id')}`.execute(ctx.tx),
  );
}

type Of<Part> = Part & { readonly service_id: ServiceId };
type Parts<Part> = ReadonlyMap<ServiceId, readonly Of<Part>[]>;

async function partsOf<Part>(query: Promise<{ rows: Of<Part>[] }>): Promise<Parts<Part>> {
  const found = new Map<ServiceId, Of<Part>[]>();
  for (const row of (await query).rows) {
    const list = found.get(row.service_id);
    if (list) list.push(row);
    else found.set(row.service_id, [row]);
  }
  return found;
}

type Language = { readonly tag: string; readonly by_interpreter: boolean };

const languages = (ctx: Ctx, those: RawBuilder<unknown>) =>
  sql<
    Of<Language>
  >`select l.service_id, coalesce(l.code, l.name) as tag, l.by_interpreter from directory_languages l
    where l.service_id is not null and coalesce(l.code, l.name) is not null and ${those}`.execute(ctx.tx);

/** Of the service, of the service at a place, or of the place itself. */
function schedules(ctx: Ctx, those: (column: string) => RawBuilder<unknown>) {
  const columns = sql`h.valid_from as "validFrom", h.valid_to as "validTo", h.dtstart as start, h.until, h.freq, h.interval,
    h.byday as "byDay", h.bymonthday as "byMonthDay", h.opens_at::text as "opensAt", h.closes_at::text as "closesAt"`;
  return sql<Of<Schedule>>`
    select h.service_id, ${columns} from directory_schedules h where h.service_id is not null and ${those('h.service_id')}
    union all select sl.service_id, ${columns} from directory_schedules h join directory_service_at_locations sl on sl.id = h.service_at_location_id
      where h.service_id is null and ${those('sl.service_id')}
    union all select sl.service_id, ${columns} from directory_schedules h join directory_service_at_locations sl on sl.location_id = h.location_id
      where h.service_id is null and h.service_at_location_id is null and ${those('sl.service_id')}`.execute(
    ctx.tx,
  );
}

const costs = (ctx: Ctx, those: RawBuilder<unknown>) =>
  sql<
    Of<CostOption>
  >`select c.service_id, c.amount, c.option, c.valid_from as "validFrom", c.valid_to as "validTo"
    from directory_cost_options c where ${those}`.execute(ctx.tx);

const documents = (ctx: Ctx, those: RawBuilder<unknown>) =>
  sql<Of<{ document: string }>>`select d.service_id, d.document from directory_required_documents d
    where ${those}`.execute(ctx.tx);

/** A confidential address is never measured from: distances to its point would tell where it is. Its area stands for it. */
const places = (ctx: Ctx, those: RawBuilder<unknown>) =>
  sql<Of<FactPlace>>`
    select sl.service_id, l.latitude, l.longitude, true as exact from directory_locations l
      join directory_service_at_locations sl on sl.location_id = l.id where l.latitude is not null and not l.confidential and ${those}
    union all
    select sl.service_id, p.latitude, p.longitude, false from directory_locations l
      join directory_service_at_locations sl on sl.location_id = l.id
      join lateral (select avg(p.latitude) as latitude, avg(p.longitude) as longitude from directory_addresses a join postcodes p
        on p.postcode >= split_part(a.postal_code, ' ', 1) || ' ' and p.postcode < split_part(a.postal_code, ' ', 1) || ' ~'
        where a.location_id = l.id) p on p.latitude is not null
      where l.confidential and ${those}`.execute(ctx.tx);

type AllParts = readonly [
  Parts<Language>,
  Parts<Schedule>,
  Parts<CostOption>,
  Parts<{ document: string }>,
  Parts<FactPlace>,
];

const NONE: readonly never[] = [];

/** Without whose they are, so that services with the same hours are alike. */
const hoursOf = (schedules: readonly Of<Schedule>[]): readonly Schedule[] =>
  schedules.map(({ service_id: _, ...schedule }) => schedule);

function factsOf(
  row: ServiceRow,
  [languagesOf, schedulesOf, costsOf, documentsOf, placesOf]: AllParts,
  share: Share,
): ServiceFacts {
  const spoken = languagesOf.get(row.id) ?? NONE;
  const tags = (by: boolean): readonly string[] =>
    spoken.filter(each => each.by_interpreter === by).map(each => spokenLanguage(each.tag));
  const asked = documentsOf.get(row.id);
  return {
    id: row.id,
    name: row.name,
    kinds: share(row.kinds),
    minimumAge: row.minimum_age,
    maximumAge: row.maximum_age,
    door: share(tags(false)),
    byInterpreter: share(tags(true)),
    interpreting: row.interpreting,
    attendingSex: row.attending_sex,
    creche: row.creche,
    stepFree: row.step_free,
    remote: share(row.remote),
    openToNrpf: row.open_to_nrpf,
    stages: share(row.stages),
    asksStatus: row.asks_status,
    routes: share(row.routes),
    takesReferrals: row.takes_referrals,
    takesReferralsAsOf: row.as_of,
    format: row.format,
    traumaInformed: row.trauma_informed,
    travelPaid: row.travel_paid,
    cost: share(costOf(row.fees, costsOf.get(row.id) ?? NONE)),
    documents: share(asked?.map(({ document }) => document) ?? NONE),
    schedules: share(hoursOf(schedulesOf.get(row.id) ?? NONE)),
    places: placesOf.get(row.id) ?? NONE,
    trustBand: row.trust_band,
  };
}
