// Writes a record in its shape: only fields of the shape, each in the form the standard asks for; what is empty is left out.
import { NOT_DESCRIBED, type PublishedRecord } from '#directory';
import { ENUMS, type Field, fieldOf, SHAPES, type ShapeName, shapeNamed } from './shapes.ts';

export type Json = string | number | boolean | Json[] | { [name: string]: Json };
type Written = { [name: string]: Json };

/** The table of shapes read once. */
const FIELDS: ReadonlyMap<string, readonly (readonly [string, Field])[]> = new Map(
  Object.keys(SHAPES).map(name => [
    name,
    Object.entries(shapeNamed(name)).map(([field, spec]) => [field, fieldOf(field, spec)] as const),
  ]),
);

export function write(record: PublishedRecord, shape: ShapeName): Written {
  return writeFields(record, shape);
}

function writeFields(record: PublishedRecord, shape: string): Written {
  const written: Written = {};
  for (const [name, field] of FIELDS.get(shape) ?? []) {
    const value = field.nested
      ? writeNested(record[field.from], field)
      : writeValue(record[field.from], field.kind);
    // The schemas require some fields that a source may not have given: text is then empty.
    const settled = value ?? (field.required ? MISSING[field.kind] : undefined);
    if (settled !== undefined) written[name] = settled;
  }
  return written;
}

const MISSING: Readonly<Record<string, Json>> = {
  text: '',
  described: NOT_DESCRIBED,
  status: 'active',
  location_type: 'physical',
};

function writeNested(value: unknown, { kind, nested }: Field): Json | undefined {
  if (nested === 'one')
    return value && typeof value === 'object' ? writeFields(value as PublishedRecord, kind) : undefined;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const all = (value as PublishedRecord[]).map(item => writeFields(item, kind)).filter(isWhole(kind));
  return all.length > 0 ? all : undefined;
}

/** A link without its address, or a phone whose number was withheld, says nothing. */
const isWhole =
  (kind: string) =>
  (written: Written): boolean =>
    (FIELDS.get(kind) ?? []).every(([name, { required }]) => !required || written[name] !== undefined) &&
    !(kind === 'phone' && String(written.number).includes('[withheld]'));

function writeValue(value: unknown, kind: string): Json | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (kind in ENUMS) return ENUMS[kind]?.includes(String(value)) ? String(value) : undefined;
  switch (kind) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'digits':
      return /^\d{1,15}$/.test(String(value)) ? Number(value) : undefined;
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'texts':
      return Array.isArray(value) && value.length > 0 ? value.map(String) : undefined;
    case 'instant':
      return instantOf(value);
    case 'time':
      return /^\d{2}:\d{2}/.exec(String(value))?.[0];
    case 'url':
      return /^https?:/i.test(String(value)) ? uriOf(String(value)) : undefined;
    case 'uri':
      return uriOf(String(value));
    case 'email':
      return EMAIL.test(String(value)) ? String(value) : undefined;
    default:
      return String(value);
  }
}

/** ISO 8601 in UTC, with its offset. */
function instantOf(value: unknown): string | undefined {
  const instant = value instanceof Date ? value : new Date(String(value));
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

const EMAIL = /^[\w!#$%&'*+/=?^`{|}~.-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
/** RFC 3986 has no place for these; `[` and `]` only in an address of a host by number, which no directory needs. */
const NOT_IN_A_URI = /[^\x21-\x7e]|["<>\\^`{|}[\]]|%(?![0-9a-f]{2})/i;
const RUNS_PROGRAMS = /^(javascript|data|vbscript):/i;

/** As it is when it is a URI; made one (spaces and letters encoded) when a browser would; else left out. */
function uriOf(text: string): string | undefined {
  if (!URL.canParse(text) || RUNS_PROGRAMS.test(text)) return undefined;
  if (!NOT_IN_A_URI.test(text)) return text;
  const { href } = new URL(text);
  return NOT_IN_A_URI.test(href) ? undefined : href;
}
