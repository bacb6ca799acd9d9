// The organisation that runs a service, with its identifiers and parts.
import type { EntryOrganization, EntryPart } from '../entry.ts';
import { IDENTIFIER, isObj, type Obj, ORGANIZATION, objectsIn, originOf, take } from './entities.ts';
import { line } from './fields.ts';
import { entityId, type Gathering, originalIdOf, partId, vendorFields } from './gathering.ts';
import { hangingOn, metadataRows, withRoot } from './hanging.ts';
import { fundingRows, programRows, urlRows } from './parts.ts';
import { contactRows, phoneRows } from './spoken.ts';
import { readAttributes } from './terms.ts';

const ORGANIZATION_KEYS = new Set([
  ...Object.keys(ORGANIZATION),
  ...[
    'id',
    'name',
    'url',
    'parent_organization_id',
    'footbridge_source',
    'additional_websites',
    'organization_identifiers',
    'funding',
    'contacts',
  ],
  // Its places are told with the services that are there.
  ...['phones', 'programs', 'locations', 'services', 'attributes', 'metadata'],
]);

function identifiersOf(g: Gathering, nested: Obj, hanging: EntryPart[]): EntryOrganization['identifiers'] {
  return objectsIn(nested.organization_identifiers, 'organization.organization_identifiers', g.tell).flatMap(
    (object, index) => {
      const at = `organization.organization_identifiers[${index}]`;
      const row = take(IDENTIFIER, object, g.tell, `${at}.`);
      const id = partId(g, 'identifiers', object, at);
      if (row.identifier === undefined) g.tell(at, 'says-nothing', object);
      else hanging.push(...hangingOn(g, object, at, 'organization_identifier', id));
      return row.identifier === undefined
        ? []
        : [
            {
              id,
              scheme: String(row.identifier_scheme ?? ''),
              type: String(row.identifier_type ?? row.identifier_scheme ?? 'identifier'),
              identifier: String(row.identifier),
            },
          ];
    },
  );
}

function partsOfOrganization(g: Gathering, nested: Obj, id: string): readonly EntryPart[] {
  const owner = { organization_id: id };
  return [
    ...programRows(g, nested.programs, 'organization.programs', owner),
    ...contactRows(g, nested.contacts, 'organization.contacts', owner),
    ...phoneRows(g, nested.phones, 'organization.phones', owner),
    ...fundingRows(g, nested.funding, 'organization.funding', owner),
    ...urlRows(g, nested.additional_websites, 'organization.additional_websites', owner),
    ...readAttributes(g, nested.attributes, 'organization.attributes', { entity: 'organization', id, owner })
      .parts,
    ...metadataRows(g, nested.metadata, 'organization.metadata', { entity: 'organization', id }),
  ];
}

/** The organisation that runs the service. A record without one is its own: services are never lost for want of it. */
export function readOrganization(g: Gathering, service: Obj, name: string): EntryOrganization {
  const nested = isObj(service.organization) ? service.organization : {};
  const { code } = g.context.source;
  const original = originalIdOf(nested) ?? originalIdOf({ id: service.organization_id });
  const named = line(nested.name, 'organization.name', g.tell) as string | null;
  if (named === null)
    g.tell('organization', 'no-organisation', service.organization ?? service.organization_id);
  const originalId = original ?? (named === null ? `of ${g.original}` : `named ${named}`);
  const id = entityId('organization', code, originalId);
  const columns = take(
    ORGANIZATION,
    { ...nested, website: nested.website ?? nested.url },
    g.tell,
    'organization.',
  );
  const parent = originalIdOf({ id: nested.parent_organization_id });
  if (parent !== null) g.context.links.organizations.set(id, parent);
  const hanging: EntryPart[] = [];
  const { identifiers, parts } = withRoot(g, { organization_id: id }, () => ({
    identifiers: identifiersOf(g, nested, hanging),
    parts: [...partsOfOrganization(g, nested, id), ...hanging],
  }));
  const vendor = vendorFields(nested, ORGANIZATION_KEYS, g, 'organization.');
  return {
    originalId,
    name: named ?? name,
    website: (columns.website as string | undefined) ?? null,
    identifiers,
    hsds: {
      id,
      columns: { ...columns, vendor, origin: originOf(nested) },
      parts,
      // Where it came from is no news of it.
      thin: Object.keys(columns).length === 0 && parts.length === 0 && identifiers.length === 0,
    },
  };
}
