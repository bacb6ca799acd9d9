// Measures as reviewed data: their exact wording, and the standing of each language they may be asked in.
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const item = z.object({
  key: z.string(),
  text: z.string(),
  min: z.number().int(),
  max: z.number().int(),
  anchor0: z.string(),
  anchor10: z.string(),
  direction: z.enum(['higher is better', 'lower is better']),
});

const measureFile = z.object({
  name: z.string(),
  source: z.array(z.string()),
  licence: z.string(),
  introduction: z.string(),
  minimumAge: z.number().int(),
  selfReportOnly: z.boolean(),
  items: z.array(item).min(1),
});

const register = z.object({
  measures: z.array(
    z.object({
      key: z.string(),
      file: z.string(),
      version: z.string(),
      as_of: z.string(),
      review_by: z.string(),
    }),
  ),
  languages: z.array(
    z.object({
      measure: z.string(),
      language: z.string(),
      standing: z.enum(['approved', 'not_validated']),
      note: z.string(),
      source: z.string(),
      as_of: z.string(),
      review_by: z.string(),
      certainty: z.enum(['certain', 'likely', 'uncertain']),
    }),
  ),
});

export type MeasureItem = Readonly<z.infer<typeof item>>;
export type Measure = Readonly<z.infer<typeof measureFile>> & {
  readonly key: string;
  readonly version: string;
  readonly asOf: string;
  readonly reviewBy: string;
};

/** Whether answers in a language can be counted with others (guidance E6), and who says so. */
export type Standing = {
  readonly standing: 'approved' | 'not_validated';
  readonly note: string;
  readonly source: string;
  readonly asOf: string;
  readonly reviewBy: string;
};

const FOLDER = new URL('../../seeds/measures/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));

const REGISTER = register.parse(read('register.json'));

const MEASURES: ReadonlyMap<string, Measure> = new Map(
  REGISTER.measures.map(({ key, file, version, as_of, review_by }) => [
    key,
    { key, version, asOf: as_of, reviewBy: review_by, ...measureFile.parse(read(file)) },
  ]),
);

/** The measure of a key, such as 'ons4'; null when it is not in the register. */
export const findMeasure = (key: string): Measure | null => MEASURES.get(key) ?? null;

export const MODES = {
  self: 'The person read and answered alone',
  read_aloud: 'Read aloud, word for word',
  telephone: 'By telephone, word for word',
  interpreted: 'Through an interpreter or in another language',
} as const;
export type Mode = keyof typeof MODES;
export const MODE_KEYS = Object.keys(MODES) as [Mode, ...Mode[]];

/**
 * The standing of a measure in a language (BCP 47). What an interpreter says on the spot is a translation that nobody has
 * tested, whatever language was noted; so it never stands as approved (guidance E6).
 */
export function standingOf(measure: string, language: string, mode: Mode): Standing {
  const rows = REGISTER.languages.filter(row => row.measure === measure);
  const exact = mode === 'interpreted' ? undefined : rows.find(row => row.language === primary(language));
  const found = exact ?? rows.find(row => row.language === '*');
  if (!found) {
    return {
      standing: 'not_validated',
      note: 'Nobody has reviewed this language yet.',
      source: '',
      asOf: '',
      reviewBy: '',
    };
  }
  const { standing, note, source, as_of: asOf, review_by: reviewBy } = found;
  return { standing, note, source, asOf, reviewBy };
}

const primary = (language: string): string => language.toLowerCase().split('-')[0] ?? '';
