// Where an NHS site is: its address lines put in order, and its point when that lies in the British Isles.
import { parsePostcode } from '#kernel';
import { withoutShouting } from '../cleaning/capitals.ts';
import { valueIn } from '../cleaning/missing.ts';
import type { EntryAddress, EntryLocation } from './entry.ts';

export type Row = Readonly<Record<string, string>>;
export type Tell = (field: string, reason: string, value: string) => void;

const WITHIN = { south: 49, north: 61.5, west: -9, east: 2.5 } as const;
const NO_COUNTY = /^(?:england|great britain|united kingdom|uk)(?:\s*-\s*uk)?$/i;
const A_STREET =
  /\d|\b(?:road|street|lane|avenue|way|drive|close|surgery|centre|house|square|court|row|hill|terrace|place|gardens)$/i;

function addressOf(row: Row, tell: Tell): EntryAddress | null {
  const line = (field: string): string | null => {
    const value = valueIn(row[field]);
    return value === null ? null : withoutShouting(value);
  };
  const parsed = parsePostcode(row.Postcode ?? '');
  if (!parsed.ok && parsed.reason !== 'empty') tell('Postcode', parsed.reason, row.Postcode ?? '');
  const postcode = parsed.ok ? parsed.value : null;
  // Towns sit in any of the lines, sometimes twice; a postcode in one of them repeats the field that is for it.
  const unlike = (value: string | null): value is string => value !== null && !parsePostcode(value).ok;
  const lines = [...new Set(['Address1', 'Address2', 'Address3'].map(line).filter(unlike))];
  const county = line('County');
  const town = line('City');
  const city = unlike(town)
    ? town
    : lines.length > 1 && !A_STREET.test(lines.at(-1) ?? '')
      ? (lines.pop() ?? null)
      : null;
  if (town !== null && !unlike(town)) tell('City', 'postcode-in-another-field', town);
  const [first, ...others] = lines.filter(text => text !== city);
  if (first === undefined && postcode === null && city === null) return null;
  return {
    address_1: first ?? city ?? postcode ?? '',
    address_2: others.join(', ') || null,
    city: first === undefined ? null : city,
    state_province: county === null || NO_COUNTY.test(county) || county === city ? null : county,
    postal_code: postcode,
  };
}

/** A site without a usable point keeps its address: it is found by name, and never lost from a search without a word. */
export function locationOf(id: string, row: Row, tell: Tell): EntryLocation {
  const [latitude, longitude] = [row.Latitude, row.Longitude].map(text =>
    text?.trim() ? Number(text) : Number.NaN,
  ) as [number, number];
  const given = `${row.Latitude ?? ''} ${row.Longitude ?? ''}`.trim();
  const known =
    Number.isFinite(latitude) && Number.isFinite(longitude) && !(latitude === 0 && longitude === 0);
  const within =
    known &&
    latitude > WITHIN.south &&
    latitude < WITHIN.north &&
    longitude > WITHIN.west &&
    longitude < WITHIN.east;
  if (!within) tell('Latitude', known ? 'point-outside-uk' : 'no-point', given);
  return {
    originalId: id,
    name: null,
    latitude: within ? latitude : null,
    longitude: within ? longitude : null,
    address: addressOf(row, tell),
  };
}
