// Closing a referral as it is typed: how each goal turned out, the end measure or why not, the reason, and what the referrer reads.
import { z } from 'zod';
import { categoryOf } from '#directory';
import { MISSING_KEYS, type Missing } from '#outcomes';
import { GOAL_STATUS_KEYS, type Goal, type GoalReview, type Plan } from '#plans';
import { CLOSE_REASONS, type CloseReason } from '#referrals';
import {
  choice,
  choiceOr,
  type FieldErrors,
  type FormInput,
  lengthErrors,
  optionalText,
  parseForm,
  several,
  textOf,
} from '#web';

export const CLOSE_REASON_KEYS = Object.keys(CLOSE_REASONS) as [CloseReason, ...CloseReason[]];

/** PRSB: risks must be stated; that there are none is a finding, and not the same as nobody having asked. */
export const RISKS = {
  none_known: 'No risks are known',
  not_recorded: 'We did not ask about risks',
  some: 'There is a risk they must know of',
} as const;
export type Risks = keyof typeof RISKS;
export const RISK_KEYS = Object.keys(RISKS) as [Risks, ...Risks[]];

export type Closing = {
  readonly reason: CloseReason;
  /** What the referrer reads, in the worker's words. */
  readonly note: string;
  readonly reviews: ReadonlyMap<string, GoalReview>;
  /** Why the measure was not taken at the end; null when it was, or when nothing was said. */
  readonly endMissing: Missing | null;
  readonly actions: readonly string[];
  readonly risks: Risks;
  readonly riskLines: readonly string[];
  /** Keys of the goals and services that the person agrees to tell of. */
  readonly tell: ReadonlySet<string>;
};

export type ReadClosing =
  | { readonly ok: true; readonly value: Closing; readonly input: FormInput }
  | { readonly ok: false; readonly errors: FieldErrors; readonly input: FormInput };

export const goalField = (goalId: string): string => `goal-${goalId}`;
export const noteField = (goalId: string): string => `goal-note-${goalId}`;
export const goalKey = (goalId: string): string => `goal:${goalId}`;
export const serviceKey = (stepId: string): string => `step:${stepId}`;

const fields = z.object({
  reason: choice(CLOSE_REASON_KEYS, 'Choose why the referral is closed'),
  note: optionalText({ max: 5000 }),
  end: choiceOr(['', ...MISSING_KEYS], ''),
  actions: optionalText({ max: 5000 }),
  risks: choiceOr(RISK_KEYS, 'not_recorded'),
  'risk-lines': optionalText({ max: 3000 }),
  tell: several(),
});

const LONGEST_LINE = 900;

const MOST_LINES = 50;
const LONGEST_REVIEW = 2000;

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');

/** What does not fit into a message is said; nobody reads half a sentence about a risk. */
const lineErrors = (fields: Readonly<Record<string, readonly string[]>>): FieldErrors =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, lines]) => {
      if (lines.length > MOST_LINES) return [[name, `Use ${MOST_LINES} lines or fewer`]];
      const isLong = lines.some(line => line.length > LONGEST_LINE);
      return isLong ? [[name, `Use ${LONGEST_LINE} characters or fewer on each line. Begin a new line`]] : [];
    }),
  );

export function readClosing(body: unknown, goals: readonly Goal[]): ReadClosing {
  const parsed = parseForm(fields, body);
  const { input } = parsed;
  if (!parsed.ok) return { ok: false, errors: parsed.errors, input };
  const { reason, note, end, actions, risks, tell } = parsed.value;
  const riskLines = linesOf(parsed.value['risk-lines']);
  if (risks === 'some' && riskLines.length === 0)
    return { ok: false, errors: { 'risk-lines': 'Say what the risk is' }, input };
  const actionLines = linesOf(actions);
  const errors = {
    ...lengthErrors(input, Object.fromEntries(goals.map(goal => [noteField(goal.id), LONGEST_REVIEW]))),
    ...lineErrors({ actions: actionLines, ...(risks === 'some' ? { 'risk-lines': riskLines } : {}) }),
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors, input };
  return {
    ok: true,
    input,
    value: {
      reason,
      note,
      reviews: new Map(goals.map(goal => [goal.id, readReview(input, goal)])),
      endMissing: MISSING_KEYS.find(key => key === end) ?? null,
      actions: actionLines,
      risks,
      riskLines: risks === 'some' ? riskLines : [],
      tell: new Set(tell),
    },
  };
}

const readReview = (input: FormInput, goal: Goal): GoalReview => ({
  status: GOAL_STATUS_KEYS.find(status => status === textOf(input, goalField(goal.id))) ?? goal.status,
  note: textOf(input, noteField(goal.id)),
});

/** Whether a review says something that the goal does not say already. */
export const isNew = (goal: Goal, review: GoalReview): boolean =>
  review.status !== goal.status || review.note !== (goal.reviewNote ?? '');

/** What a referrer is not told of unless the person wants them to be: immigration, the law, and safety. */
const PRIVATE = new Set(['immigration', 'legal', 'safety']);

/**
 * What is ticked when the form is opened: everything but goals that touch what is private, by their need or by a service of one
 * of their steps, since either may be missing or be of another kind.
 * @param kinds of each service, as the directory has them today.
 */
export function tellAtFirst(plan: Plan | null, kinds: ReadonlyMap<string, readonly string[]>): string[] {
  const categories = new Map(plan?.needs.map(need => [need.id, need.category]));
  const isPrivate = ({ needId, steps }: Goal): boolean =>
    PRIVATE.has((needId && categories.get(needId)) ?? '') ||
    steps.some(({ service }) =>
      (kinds.get(service?.serviceId ?? '') ?? []).some(kind => PRIVATE.has(categoryOf(kind))),
    );
  return (plan?.goals ?? [])
    .filter(goal => !isPrivate(goal))
    .flatMap(goal => [
      goalKey(goal.id),
      ...goal.steps.filter(step => step.service !== null).map(step => serviceKey(step.id)),
    ]);
}
