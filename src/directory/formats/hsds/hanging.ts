// What HSDS lets hang on anything: attributes (terms and values) and the source's own log of changes, kept with the owner of the thing.
import { isUuid } from '#kernel';
import type { EntryPart } from '../entry.ts';
import { METADATA, type Obj, objectsIn, take } from './entities.ts';
import { line } from './fields.ts';
import { type Gathering, originalIdOf, part, partId } from './gathering.ts';
import { readAttributes } from './terms.ts';

/** The thing they hang on; `entity` is its HSDS name. */
type Of = { readonly entity: string; readonly id: string };

const ENTITY = /^[a-z_]{1,40}$/;

/** Who made a change is not kept when it is an address of somebody. */
export function metadataRows(g: Gathering, list: unknown, path: string, of: Of): readonly EntryPart[] {
  return objectsIn(list, path, g.tell).flatMap((object, index) => {
    const at = `${path}[${index}]`;
    const row = take(METADATA, object, g.tell, `${at}.`);
    if (row.last_action_date === undefined) {
      g.tell(at, 'says-nothing', object);
      return [];
    }
    const by = line(object.updated_by, `${at}.updated_by`, g.tell);
    const resource = originalIdOf({ id: object.resource_id })?.toLowerCase() ?? '';
    const id = partId(g, 'metadata', object, at);
    return [
      part('metadata', {
        ...row,
        id,
        ...g.root,
        resource_id: isUuid(resource) ? resource : of.id,
        resource_type: ENTITY.test(String(row.resource_type)) ? row.resource_type : of.entity,
        last_action_type: row.last_action_type ?? 'update',
        field_name: row.field_name ?? '',
        previous_value: row.previous_value ?? '',
        replacement_value: row.replacement_value ?? '',
        updated_by: typeof by === 'string' && !by.includes('@') ? by : '',
      }),
    ];
  });
}

/** Of a phone, an address, a contact …: the rows that hang on it. */
export const hangingOn = (
  g: Gathering,
  object: Obj,
  at: string,
  entity: string,
  id: string,
): readonly EntryPart[] => [
  ...readAttributes(g, object.attributes, `${at}.attributes`, { entity, id, owner: g.root }).parts,
  ...metadataRows(g, object.metadata, `${at}.metadata`, { entity, id }),
];

/** Reads the parts of another owner than the service, such as its organisation. */
export function withRoot<T>(g: Gathering, root: Gathering['root'], read: () => T): T {
  const before = g.root;
  g.root = root;
  try {
    return read();
  } finally {
    g.root = before;
  }
}
