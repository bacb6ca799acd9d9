// The parameters of queries: how each is read and what the description of the interface says of it, in one place.
import { z } from 'zod';
import type { Weekday } from '#directory';

export const MOST_A_PAGE = 1_000;
export const USUAL_A_PAGE = 50;
/** Metres: within reach on foot or by bus, when a query says where but not how near. */
const USUAL_NEARNESS = 5_000;

const WEEKDAYS: Readonly<Record<string, Weekday>> = {
  mo: 'MO',
  tu: 'TU',
  we: 'WE',
  th: 'TH',
  fr: 'FR',
  sa: 'SA',
  su: 'SU',
};
const DAY = /^(mo|tu|we|th|fr|sa|su)(n|e|d|u|i|t|r|s|day|nday|esday|dnesday|ursday|iday|turday|es|urs)?$/i;

const flag = (description: string) => z.stringbool('true or false').meta({ type: 'boolean', description });
const whole = (least: number, most: number) =>
  z.coerce
    .number('a whole number')
    .int('a whole number')
    .min(least, `at least ${least}`)
    .max(most, `at most ${most}`);
const uuid = (description: string) => z.guid('a UUID').meta({ pattern: undefined, description });
const years = (description: string) =>
  z.coerce.number('a number of years').min(0, 'at least 0').max(150, 'at most 150').meta({ description });
const time = (description: string) =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'a time of day such as 09:30, as the clock shows it there')
    .meta({ description });

/** What a query string makes of "+01:00" is a space. Without an offset it is UTC, without a time it is the start of the day. */
function instantOf(asked: string): string | null {
  const [, day, clock = 'T00:00:00', offset = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(Z|[+\- ]\d{2}:?\d{2})?$/i.exec(asked) ?? [];
  if (!day) return null;
  const instant = new Date(`${day}${clock.toUpperCase()}${offset.replace(' ', '+').toUpperCase()}`);
  // February 30th would become March 2nd; of the offset only the day before and after can differ.
  const real = new Date(`${day}T00:00:00Z`);
  const exists = !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day);
  if (!exists || Number.isNaN(instant.getTime())) return null;
  // The database has no year 0, which an offset can lead to as well, and JavaScript writes years after 9999 its own way.
  const text = instant.toISOString();
  return /^(?!0000)\d{4}-/.test(text) ? text : null;
}

export const PARAMETERS = {
  search: z
    .string()
    .max(500, 'at most 500 characters')
    .refine(text => !text.includes('\0'), 'text without the character U+0000')
    .meta({ description: 'Words that must all be in the entry, each as the beginning of a word.' }),
  page: whole(1, 10_000_000).meta({
    description: 'Which page, counted from 1. A page after the last is empty.',
  }),
  per_page: whole(1, MOST_A_PAGE).meta({
    description: `Entries on a page: ${USUAL_A_PAGE} unless given, all of them with minimal.`,
  }),
  taxonomy_term_id: uuid('Services tagged with this term or with one below it.'),
  taxonomy_id: uuid('Services tagged with any term of this taxonomy; terms of this taxonomy.'),
  organization_id: uuid('Services of this organisation.'),
  minimum_age: years(
    'Youngest age asked for. The ages a service takes and the ages asked for must overlap; a limit that is not known is none.',
  ),
  maximum_age: years('Oldest age asked for; see minimum_age.'),
  start_time: time('Sessions that start at this time or later, in a schedule that holds today.'),
  end_time: time('Sessions that end at this time or earlier, in a schedule that holds today.'),
  day: z
    .string()
    .regex(DAY, 'a day of the week such as MO or Monday')
    .transform(text => WEEKDAYS[text.slice(0, 2).toLowerCase()] ?? 'MO')
    .meta({
      pattern: undefined,
      description: 'Sessions on this day of the week: MO, TU, WE, TH, FR, SA or SU, or its English name.',
    }),
  postcode: z
    .string()
    .max(12, 'a postcode')
    .meta({ description: 'UK postcode, or the first half of one, from whose middle proximity is measured.' }),
  proximity: whole(1, 500_000).meta({
    description: `Metres in a straight line from the middle of the postcode; ${USUAL_NEARNESS} unless given. Confidential places are near nothing.`,
  }),
  modified_after: z
    .string()
    .transform((text, context) => {
      const instant = instantOf(text);
      if (instant === null)
        context.addIssue({ code: 'custom', message: 'a day or a time such as 2026-03-01T10:00:00Z' });
      return instant ?? '';
    })
    .meta({ format: 'date-time', description: 'Entries that changed here at this time or later.' }),
  minimal: flag('Only id, name, status and last_modified of each, all in one page unless per_page is given.'),
  full: flag('Entries with everything nested, as by id.'),
  full_service: flag('Organisations with their services whole.'),
  format: z.enum(['json', 'ndjson'], 'json or ndjson').meta({
    description: 'ndjson: one entry a line, all of them, without pages.',
  }),
  top_only: flag('Only terms without a term above them.'),
  parent_id: uuid('Terms right below this one.'),
} as const;

export type ParameterName = keyof typeof PARAMETERS;
type Values = { [Name in ParameterName]?: z.infer<(typeof PARAMETERS)[Name]> | undefined };
export type Query = Values;

/** A parameter that cannot be used, and what it should be. */
export type BadParameter = { readonly parameter: string; readonly detail: string };
export type ReadQuery =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly problem: BadParameter };

export const bad = (parameter: string, detail: string) =>
  ({ ok: false, problem: { parameter, detail } }) as const;

/** Unknown names are refused: a filter that is misspelt and silently ignored would answer with everything. */
export function readQuery(
  given: Readonly<Record<string, unknown>>,
  names: readonly ParameterName[],
): ReadQuery {
  const query: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name as ParameterName))
      return bad(name.slice(0, 60), `is not a parameter here. There are: ${names.join(', ')}.`);
    if (!['string', 'number', 'boolean'].includes(typeof value))
      return bad(name, 'is given more than once, or is no simple value.');
    if (String(value).trim() === '') continue;
    const parsed = PARAMETERS[name as ParameterName].safeParse(String(value).trim());
    if (!parsed.success)
      return bad(name, `should be ${parsed.error.issues[0]?.message ?? 'something else'}.`);
    query[name] = parsed.data;
  }
  return together(query as Query);
}

function together(query: Query): ReadQuery {
  if (query.proximity !== undefined && query.postcode === undefined)
    return bad('proximity', 'is measured from a postcode: give postcode too.');
  if (
    query.minimum_age !== undefined &&
    query.maximum_age !== undefined &&
    query.minimum_age > query.maximum_age
  )
    return bad('maximum_age', 'should not be less than minimum_age.');
  if (query.minimal && query.full) return bad('minimal', 'cannot be asked for together with full.');
  return { ok: true, query };
}

export const nearnessOf = ({ proximity }: Query): number => proximity ?? USUAL_NEARNESS;
