// How a field is specified: the small language in which the shapes are written.

/**
 * How a field is written: a kind; `[shape]` for a list of them, `{shape}` for one. `!`: always there (the schemas require it).
 * `kind<name`: taken from the record's `name`. Fields of our own begin with `footbridge_`. A field that is not here never leaves.
 */
export type FieldSpec = string;
export type Shape = Readonly<Record<string, FieldSpec>>;

export const ENUMS: Readonly<Record<string, readonly string[]>> = {
  status: ['active', 'inactive', 'defunct', 'temporarily closed'],
  location_type: ['physical', 'postal', 'virtual'],
  freq: ['WEEKLY', 'MONTHLY'],
  weekday: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'],
};

export type Field = {
  readonly kind: string;
  readonly nested: 'one' | 'many' | null;
  readonly required: boolean;
  /** Name in the record. */
  readonly from: string;
};

const SPEC = /^([[{]?)(\w+)[\]}]?(!?)(?:<(\w+))?$/;

/** Throws for a field whose specification cannot be read: a mistake in the table above. */
export function fieldOf(name: string, spec: FieldSpec): Field {
  const [, open, kind = '', required, from = name] = SPEC.exec(spec) ?? [];
  if (!kind) throw new Error(`${name}: ${spec} is no specification of a field`);
  const nested = open === '[' ? 'many' : open === '{' ? 'one' : null;
  return { kind, nested, required: required === '!', from };
}
