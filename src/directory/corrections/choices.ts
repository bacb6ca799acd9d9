// What can be said of a service only by choosing: whom it is for, how it meets, how to refer and what it asks; each as one text.
import { type RawBuilder, sql } from 'kysely';
import { ROUTES, STAGES, WAYS } from '../search/facts.ts';

type Choice = {
  readonly column: string;
  /** By what the column holds. */
  readonly words: Readonly<Record<string, string>>;
  readonly several?: true;
};

const YES_NO = { true: 'Yes', false: 'No' } as const;

export const CHOICES = {
  taking: { column: 'takes_referrals', words: YES_NO },
  routes: { column: 'referral_routes', words: ROUTES, several: true },
  attending: {
    column: 'attending_sex',
    words: { women: 'Women only', men: 'Men only', mixed: 'Women and men together' },
  },
  ways: { column: 'remote', words: WAYS, several: true },
  format: {
    column: 'format',
    words: { one_to_one: 'One to one', group: 'In a group', both: 'One to one, and in a group' },
  },
  step_free: { column: 'step_free', words: YES_NO },
  creche: { column: 'creche', words: YES_NO },
  travel: { column: 'travel_costs_paid', words: YES_NO },
  trauma: { column: 'trauma_informed', words: YES_NO },
  nrpf: { column: 'open_to_nrpf', words: YES_NO },
  stages: { column: 'stages', words: STAGES, several: true },
  asks_status: { column: 'asks_status', words: YES_NO },
} as const satisfies Readonly<Record<string, Choice>>;
export type ChoiceField = keyof typeof CHOICES;
export const CHOICE_KEYS = Object.keys(CHOICES) as ChoiceField[];

export const isChoice = (field: string): field is ChoiceField => Object.hasOwn(CHOICES, field);
const choiceOf = (field: ChoiceField): Choice => CHOICES[field];
export const mayBeSeveral = (field: ChoiceField): boolean => choiceOf(field).several === true;
export const choicesOf = (field: ChoiceField): readonly string[] => Object.values(choiceOf(field).words);

const BETWEEN = '; ';
export const chosenIn = (text: string): readonly string[] => text.split(BETWEEN).filter(each => each !== '');

export const joinChosen = (chosen: readonly string[]): string =>
  chosen.filter(each => each !== '').join(BETWEEN);

/** "Yes" alone of referrals is worth nothing: places come and go, so it is said with its day, 'Yes (2026-03-01)'. */
const TAKING = /^(Yes|No)(?: \((\d{4}-\d\d-\d\d)\))?$/;
export const takingText = (says: string, day: string | null): string => (day ? `${says} (${day})` : says);
export function takingIn(text: string): { readonly says: 'Yes' | 'No'; readonly day: string | null } | null {
  const [, says, day = null] = TAKING.exec(text) ?? [];
  return says === undefined ? null : { says: says as 'Yes' | 'No', day };
}

export type ChosenRow = Readonly<
  Partial<Record<ChoiceField | 'taking_on', string | boolean | string[] | null>>
>;

/** For a query of `directory_services s`. */
export const CHOSEN: RawBuilder<unknown> = sql`json_build_object(${sql.join([
  sql`'taking_on', s.takes_referrals_as_of`,
  ...CHOICE_KEYS.map(field => sql`${field}::text, ${sql.ref(`s.${choiceOf(field).column}`)}`),
])})`;

/** In the order of the form, however its source has it. */
export function choiceText(field: ChoiceField, row: ChosenRow): string {
  const held = [row[field] ?? []].flat().map(String);
  const text = Object.entries(choiceOf(field).words)
    .flatMap(([value, words]) => (held.includes(value) ? [words] : []))
    .join(BETWEEN);
  return field === 'taking' && text !== ''
    ? takingText(text, (row.taking_on as string | null) ?? null)
    : text;
}

/** Written our way; null: no such choice. */
export function readChoice(field: ChoiceField, text: string): string | null {
  if (field === 'taking') return takingIn(text) === null ? null : text;
  const typed = chosenIn(text);
  const known = choicesOf(field);
  if (!typed.every(each => known.includes(each)) || (typed.length > 1 && !mayBeSeveral(field))) return null;
  return known.filter(each => typed.includes(each)).join(BETWEEN);
}

/** The columns of one choice, set to what a text says. */
export function choiceAssignments(field: ChoiceField, text: string): RawBuilder<unknown> {
  if (field === 'taking') {
    const taking = takingIn(text);
    return sql`takes_referrals = ${taking && taking.says === 'Yes'}, takes_referrals_as_of = ${taking?.day ?? null}::date`;
  }
  const { column, words, several } = choiceOf(field);
  const chosen = chosenIn(text);
  const values = Object.keys(words).filter(value => chosen.includes(words[value] ?? ''));
  if (several) return sql`${sql.ref(column)} = ${values.length === 0 ? null : values}::text[]`;
  const [value = null] = values;
  return words === YES_NO ? sql`${sql.ref(column)} = ${value}::boolean` : sql`${sql.ref(column)} = ${value}`;
}
