// What an entry says, for whoever holds a link: without anything that would tell where a confidential place is.

import { sql } from 'kysely';
import type { Ctx } from '#database';
import type { ServiceId } from '#kernel';
import { loadWithheld } from '../published/withheld.ts';
import { EDITABLE_KEYS, type EntryText } from './editable.ts';
import { loadEntryText } from './entry-text.ts';

export type OpenText = {
  readonly organization: string;
  /** Null: cannot be changed by this link. */
  readonly entry: EntryText;
  /** Fields of which something is withheld. */
  readonly withheld: readonly string[];
};

/** A text of which something is withheld cannot be changed by a link either, since what it says whole must not be shown. */
export async function loadOpenText(ctx: Ctx, serviceId: ServiceId): Promise<OpenText | null> {
  const entry = await loadEntryText(ctx, serviceId);
  const { rows } = await sql<{
    organization_id: string;
    name: string;
    locations: string[];
  }>`select o.id as organization_id, o.name,
      array(select sl.location_id from directory_service_at_locations sl where sl.service_id = s.id) as locations
    from directory_services s join directory_organizations o on o.id = s.organization_id where s.id = ${serviceId}::uuid`.execute(
    ctx.tx,
  );
  const [owner] = rows;
  if (!entry || !owner) return null;
  const { scrub, has } = await loadWithheld(ctx);
  const scrubbed = scrub(owner.organization_id, entry);
  // Another list may name a refuge's house without saying that it is one.
  const open = owner.locations.some(has) ? { ...scrubbed, address: null } : scrubbed;
  const withheld = EDITABLE_KEYS.filter(field => open[field] !== entry[field]);
  return {
    organization: scrub(owner.organization_id, owner.name),
    entry: { ...entry, ...Object.fromEntries(withheld.map(field => [field, null])) },
    withheld,
  };
}
