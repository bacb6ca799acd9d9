// Forms: parsed once with zod into a typed value, or field errors with what was typed kept.
import { z } from 'zod';

export type FieldErrors = Readonly<Record<string, string>>;
/** What was typed, to fill the form again: text or several ticked values a field. */
export type FormInput = Readonly<Record<string, string | readonly string[]>>;
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value; readonly input: FormInput }
  | { readonly ok: false; readonly errors: FieldErrors; readonly input: FormInput };

/** One error a field, the first found. Fields the schema does not know are ignored. */
export function parseForm<Schema extends z.ZodType>(schema: Schema, body: unknown): Parsed<z.infer<Schema>> {
  const input = readInput(body);
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data, input };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    errors[field] ??= issue.message;
  }
  return { ok: false, errors, input };
}

/** Only text and lists of text survive; NUL, which PostgreSQL cannot hold, is dropped. */
export function readInput(body: unknown): FormInput {
  if (typeof body !== 'object' || body === null) return {};
  const input: Record<string, string | readonly string[]> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(body)) {
    if (name === '_csrf') continue;
    if (typeof value === 'string') input[name] = clean(value);
    else if (Array.isArray(value)) input[name] = value.filter(item => typeof item === 'string').map(clean);
  }
  return input;
}

/** Never cut: what is too long comes back whole, to be shortened. */
const clean = (text: string): string => text.replaceAll('\u0000', '').replaceAll('\r\n', '\n').trim();

const single = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

/** Text that must be there. */
export const requiredText = (message: string, { max = 2000 }: { max?: number } = {}) =>
  z.preprocess(
    single,
    z.string({ error: message }).min(1, message).max(max, `Use ${max} characters or fewer`),
  );

/** Text that may be left out; absent is an empty string. */
export const optionalText = ({ max = 2000 }: { max?: number } = {}) =>
  z.preprocess(value => single(value) ?? '', z.string().max(max, `Use ${max} characters or fewer`));

/** One of some values. */
export const choice = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  message: string,
) => z.preprocess(single, z.enum(values, { error: message }));

/** One of some values, or the given default when nothing was chosen. */
export const choiceOr = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  otherwise: Values[number],
) =>
  z.preprocess(
    value => {
      const one = single(value);
      return one === undefined || one === '' ? otherwise : one;
    },
    z.enum(values, { error: 'Choose one of the answers' }),
  );

/** Any number of ticked values; one tick arrives as text, several as a list. */
export const several = (allowed?: ReadonlySet<string>) =>
  z.preprocess(
    value => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z
      .array(z.string().refine(item => !allowed || allowed.has(item), 'Choose from the list'))
      .max(200, 'Choose fewer'),
  );

/** A whole number within limits, typed as text. */
export const wholeNumber = (message: string, { min, max }: { min: number; max: number }) =>
  z.preprocess(
    value => {
      const text = String(single(value) ?? '').trim();
      return /^\d{1,9}$/.test(text) ? Number(text) : text;
    },
    z
      .number({ error: message })
      .int(message)
      .min(min, `${message}, ${min} or more`)
      .max(max, `${message}, ${max} or less`),
  );

export const textOf = (input: FormInput, name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};
export const listOf = (input: FormInput, name: string): readonly string[] => {
  const value = input[name];
  return value === undefined || value === '' ? [] : typeof value === 'string' ? [value] : value;
};

/** Texts that are longer than they may be, or null: what somebody wrote is never cut without a word. */
export function lengthErrors(input: FormInput, limits: Readonly<Record<string, number>>): FieldErrors | null {
  const over = Object.entries(limits).filter(([name, max]) => textOf(input, name).length > max);
  if (over.length === 0) return null;
  return Object.fromEntries(over.map(([name, max]) => [name, `Use ${max} characters or fewer`]));
}

const LAST_PAGE = 100_000;

/** The page of a list that an address asks for (`?page=3`), counted from 1; nonsense is page 1. */
export const pageNumber = ({ query }: { readonly query: Readonly<Record<string, string>> }): number => {
  const asked = Number(query.page);
  return Number.isInteger(asked) && asked >= 1 && asked <= LAST_PAGE ? asked : 1;
};
