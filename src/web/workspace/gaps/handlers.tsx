// Handlers of gaps: recorded from the plan with one press, changed, ended, opened again.
import { z } from 'zod';
import { isUuid } from '#kernel';
import {
  changeGap,
  endGap,
  type Gap,
  isSaidReason,
  loadGap,
  recordGapOfNeed,
  reopenGap,
  SAID_REASONS,
} from '#plans';
import {
  type Answered,
  choice,
  type FieldErrors,
  type FormInput,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  readInput,
  redirect,
  textOf,
} from '#web';
import { openRecord, type PersonScene } from '../scene.ts';
import { GapPage } from './change-page.tsx';

const ENDED_PLAN = 'The referral has ended, so nothing more is recorded in its plan.';
const SAID_ALREADY = 'This reason is recorded already and still open';

type Whose = { readonly personId: string; readonly referralId: string };

const planOf = ({ personId, referralId }: Whose): string =>
  `/people/${personId}/plan?referral=${referralId}#gaps`;

/** One press: only a reason. */
export async function recordForNeed(req: Req): Promise<Answered> {
  const reason = textOf(readInput(req.body), 'reason');
  if (!isSaidReason(reason)) return notFound();
  const outcome = await recordGapOfNeed(req.ctx, req.params.need ?? '', { reason, source: 'plan' });
  if (outcome.ok) return redirect(planOf(outcome.value), { notice: 'Recorded as not found.' });
  return outcome.reason === 'not-found' ? notFound() : redirect('/people', { notice: ENDED_PLAN });
}

type GapScene = { readonly gap: Gap; readonly scene: PersonScene };

async function openGap(req: Req): Promise<GapScene | null> {
  const id = req.params.gap ?? '';
  const found = isUuid(id) ? await loadGap(req.ctx, id) : null;
  const scene = found && (await openRecord(req, found.gap.personId, found.gap.referralId));
  return found && scene ? { gap: found.gap, scene } : null;
}

const gapPage = ({ gap, scene }: GapScene, values: FormInput, errors?: FieldErrors): Answered =>
  page(
    <GapPage
      gap={gap}
      personName={scene.person.displayName}
      planHref={planOf(gap)}
      values={values}
      errors={errors}
    />,
    { status: errors ? 422 : 200, subject: { type: 'person', id: scene.person.id } },
  );

export async function showGap(req: Req): Promise<Answered> {
  const opened = await openGap(req);
  if (!opened) return notFound();
  const { reason, note } = opened.gap;
  return gapPage(opened, { reason, note });
}

const form = z.object({
  reason: choice(SAID_REASONS, 'Choose why nothing was found'),
  note: optionalText({ max: 300 }),
});

export async function keepGap(req: Req): Promise<Answered> {
  const opened = await openGap(req);
  if (!opened) return notFound();
  const parsed = parseForm(form, req.body);
  if (!parsed.ok) return gapPage(opened, parsed.input, parsed.errors);
  const outcome = await changeGap(req.ctx, opened.gap.id, parsed.value);
  if (outcome.ok) return redirect(planOf(outcome.value), { notice: 'The change is saved.' });
  return outcome.reason === 'not-found'
    ? notFound()
    : gapPage(opened, parsed.input, { reason: SAID_ALREADY });
}

const ENDED_WORDS = {
  found: 'Marked as found.',
  not_needed: 'Marked as no longer needed.',
  mistake: 'Taken back.',
} as const;
const isEnding = (text: string): text is keyof typeof ENDED_WORDS => Object.hasOwn(ENDED_WORDS, text);

export async function end(req: Req): Promise<Answered> {
  const opened = await openGap(req);
  const because = textOf(readInput(req.body), 'because');
  if (!opened || !isEnding(because)) return notFound();
  const outcome = await endGap(req.ctx, opened.gap.id, because);
  if (outcome.ok) return redirect(planOf(outcome.value), { notice: ENDED_WORDS[because] });
  return outcome.reason === 'not-found'
    ? notFound()
    : redirect(planOf(opened.gap), { notice: 'It had ended already.' });
}

const REOPEN_REFUSALS = {
  'plan-ended': ENDED_PLAN,
  'still-open': 'It is still open.',
  'said-already': `${SAID_ALREADY}.`,
} as const;

export async function reopen(req: Req): Promise<Answered> {
  const opened = await openGap(req);
  if (!opened) return notFound();
  const outcome = await reopenGap(req.ctx, opened.gap.id);
  if (outcome.ok) return redirect(planOf(outcome.value), { notice: 'It is open again.' });
  return outcome.reason === 'not-found'
    ? notFound()
    : redirect(planOf(opened.gap), { notice: REOPEN_REFUSALS[outcome.reason] });
}
