// What an entry is found by: its words, folded and weighted.
import type { Entry, EntryLocation } from './formats/entry.ts';
import { searchVector } from './words.ts';

/** Of a confidential place only the town: nobody finds it by its street or postcode. */
function placeWords({ address: a, hsds }: EntryLocation): readonly unknown[] {
  if (a)
    return [
      a.address_1,
      a.address_2,
      a.city,
      a.state_province,
      a.postal_code,
      a.postal_code?.replace(' ', ''),
    ];
  return (hsds?.addresses ?? []).flatMap(address =>
    hsds?.columns.confidential === true
      ? [address.city, address.state_province]
      : [
          ...[
            address.address_1,
            address.address_2,
            address.city,
            address.state_province,
            address.postal_code,
          ],
          typeof address.postal_code === 'string' ? address.postal_code.replace(' ', '') : null,
        ],
  );
}

/** `kinds`: names of the kinds of service it is, with their categories. */
export function searchOf(entry: Entry, kinds: readonly string[]): string {
  const places = entry.locations.flatMap(placeWords);
  const codesOf = entry.organization.identifiers.map(({ identifier }) => identifier);
  const more = entry.hsds?.columns ?? {};
  const spoken =
    entry.hsds?.parts.filter(({ table }) => table === 'languages').map(({ row }) => row.name) ?? [];
  const joined = (...texts: readonly unknown[]) => texts.filter(Boolean).join(' ');
  return searchVector([
    ['A', joined(entry.name, more.alternate_name)],
    ['B', joined(entry.organization.name, ...codesOf, ...places, ...entry.areas)],
    ['C', joined(entry.words, ...kinds, ...spoken)],
    ['D', joined(entry.description, more.eligibility_description, more.interpretation_services)],
  ]);
}
