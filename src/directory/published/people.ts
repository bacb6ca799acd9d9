// Staff of providers never leave: what of a contact is about the post and not the person, and who is named in a log of changes.
import type { PublishedRecord } from './record.ts';
import { textOf } from './record.ts';

/** A contact with a name is a person: post and department leave, name, e-mail and phone do not. Without a name it is a desk. */
export function contactOf(
  contact: PublishedRecord,
  phonesOf: (id: unknown) => readonly PublishedRecord[],
): PublishedRecord | null {
  const named = textOf(contact.name).trim() !== '';
  const { name: _, email, ...rest } = contact;
  const own = named ? [] : phonesOf(contact.id);
  if (!contact.title && !contact.department && (named || !email) && own.length === 0) return null;
  return { ...rest, email: named ? null : email, phones: own };
}

/** Only changes of what is published itself and says neither who nor where. */
const TOLD = new Set([
  'service',
  'organization',
  'program',
  'cost_option',
  'required_document',
  'funding',
  'language',
  'taxonomy_term',
]);
const UNTOLD_FIELD =
  /mail|phone|number|contact|assurer|attention|note|address|postal|latitude|longitude|location/i;

/** Who made a change is a member of somebody's staff: the publisher of the source stands for them. */
export const changesOf = (rows: readonly PublishedRecord[], publisher: string): readonly PublishedRecord[] =>
  rows
    .filter(row => TOLD.has(textOf(row.resource_type)) && !UNTOLD_FIELD.test(textOf(row.field_name)))
    .map(row => ({ ...row, updated_by: publisher }));
