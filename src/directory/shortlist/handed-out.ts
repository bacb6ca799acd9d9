// Services as they are handed to a person, who may pass the page on: what to know before going, and nothing of a confidential place but its area.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { isUuid, type ServiceId } from '#kernel';
import { loadEntryTexts } from '../corrections/entry-text.ts';
import { loadWithheld, WITHHELD_TEXT, type Withheld } from '../published/withheld.ts';
import type { ServiceSummary } from '../service.ts';
import { loadServiceSummaries } from '../store.ts';

export type HandedOut = Pick<
  ServiceSummary,
  | 'id'
  | 'name'
  | 'description'
  | 'address'
  | 'postcode'
  | 'areas'
  | 'phone'
  | 'url'
  | 'source'
  | 'lastChecked'
> & {
  /** A line a session; empty when it is not known, or is on special days. */
  readonly opening: string;
  readonly cost: string;
  /** Spoken there. */
  readonly languages: string;
};

type Owner = { readonly organization: string; readonly locations: readonly string[] };

async function loadOwners(ctx: Ctx, ids: readonly ServiceId[]): Promise<ReadonlyMap<ServiceId, Owner>> {
  const { rows } = await sql<Owner & { id: ServiceId }>`
    select s.id, s.organization_id as organization,
      array(select sl.location_id from directory_service_at_locations sl where sl.service_id = s.id order by sl.id) as locations
    from directory_services s where s.id = any(${ids.filter(isUuid)}::uuid[])`.execute(ctx.tx);
  return new Map(rows.map(row => [row.id, row]));
}

/** In the order of `ids`; ids that are not there are left out. */
export async function loadHandedOut(ctx: Ctx, ids: readonly ServiceId[]): Promise<readonly HandedOut[]> {
  const [summaries, entries, owners, withheld] = await Promise.all([
    loadServiceSummaries(ctx, ids),
    loadEntryTexts(ctx, ids),
    loadOwners(ctx, ids),
    loadWithheld(ctx),
  ]);
  return summaries.map(summary => {
    const entry = entries.get(summary.id);
    const { name, description, phone, url, areas } = summary;
    const texts = {
      ...{ name, description, phone, url, areas },
      opening: entry?.opening ?? '',
      cost: entry?.cost ?? '',
      languages: entry?.languages ?? '',
    };
    const owner = owners.get(summary.id);
    if (!owner) return { ...summary, ...texts };
    return {
      ...summary,
      ...opened(withheld.scrub(owner.organization, texts)),
      ...whereOf(summary, owner, withheld),
    };
  });
}

/** A number or a page of which something is withheld is no use to anybody. */
const opened = <Texts extends { phone: string | null; url: string | null }>(texts: Texts): Texts => {
  const use = (text: string | null) => (text?.includes(WITHHELD_TEXT) ? null : text);
  return { ...texts, phone: use(texts.phone), url: use(texts.url) };
};

/** Another list may name a refuge's house without saying that it is one. */
function whereOf(
  { address, postcode }: ServiceSummary,
  { locations }: Owner,
  { has, areaOf }: Withheld,
): Pick<ServiceSummary, 'address' | 'postcode'> {
  const secret = locations.find(has);
  return secret === undefined ? { address, postcode } : { address: areaOf(secret), postcode: null };
}
