// "Nothing here fits": while a service is being looked for, for a step of a plan, one press records what is missing and why.
import type { ReactElement } from 'react';
import { categoryOf } from '#directory';
import { isSaidReason, recordGapOfStep, SEARCH_REASONS } from '#plans';
import { ChoiceButtons } from '#ui';
import { type Answered, notFound, type Req, readInput, redirect, textOf } from '#web';
import { backOf, type Trail, trailFrom } from './links.ts';
import { openSearch } from './search-form.ts';

/** Only for a step: without one there is nobody whose need it is. */
export const NothingFits = ({ trail }: { readonly trail: Trail }): ReactElement | null =>
  trail.step === null ? null : (
    <section>
      <h2 className="nhsuk-heading-m">Nothing here fits?</h2>
      <p>Press why. It is recorded as a need that is not met, and you are back at the plan.</p>
      <ChoiceButtons
        action="/directory/nothing-fits"
        name="reason"
        choices={SEARCH_REASONS}
        label="Why nothing here fits"
        hidden={backOf({ ...trail, page: 1 })}
      />
    </section>
  );

/** The kind comes from the step's need, else from what was searched for; language and area from the person. */
export async function recordNothingFits(req: Req): Promise<Answered> {
  const input = readInput(req.body);
  const trail = trailFrom(req, input);
  const reason = textOf(input, 'reason');
  if (trail.step === null || !isSaidReason(reason)) return notFound();
  const search = trail.search === null ? null : openSearch(req, trail.search);
  const asked = search?.need || search?.kind || trail.kind || undefined;
  const outcome = await recordGapOfStep(req.ctx, trail.step, {
    reason,
    source: 'search',
    kind: asked === undefined ? undefined : categoryOf(asked),
    help: search?.need || null,
  });
  if (!outcome.ok && outcome.reason === 'not-found') return notFound();
  if (!outcome.ok) return redirect('/people', { notice: 'The referral has ended, so nothing was recorded.' });
  const { personId, referralId } = outcome.value;
  return redirect(`/people/${personId}/plan?referral=${referralId}#gaps`, {
    notice: 'Recorded as not found.',
  });
}
