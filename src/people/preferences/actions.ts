// What happens to the ledger of preferences: staff say what was given, a contact shows it, and a new wish is held against it.
import type { Ctx } from '#database';
import { done, type Outcome, type ReferralId, refused } from '#kernel';
import { loadPersonRecord } from '../store.ts';
import {
  askedOf,
  fitOf,
  GIVEN,
  type NewOutcome,
  NOT_KNOWN,
  type OutcomeSource,
  PREFERENCE_KINDS,
  type PreferenceKind,
  type WhyNot,
} from './outcome.ts';
import { type About, addOutcomes, loadNewestOutcomes } from './store.ts';

export type SaidOutcome = {
  readonly kind: PreferenceKind;
  readonly what: string;
  readonly reason: WhyNot | null;
  readonly note: string;
};

/** What a link worker says was given of a wish, and why not. A reason is asked for where it falls short, never for what fits. */
export async function recordGiven(
  ctx: Ctx,
  about: About,
  said: SaidOutcome,
): Promise<Outcome<null, 'not-found' | 'not-an-answer' | 'reason-needed' | 'note-needed'>> {
  const { actor } = ctx;
  const works = actor.kind === 'staff' && (actor.role === 'link_worker' || actor.role === 'manager');
  const person = works ? await loadPersonRecord(ctx, about.personId) : null;
  if (!person) return refused('not-found');
  if (said.what !== NOT_KNOWN && !Object.hasOwn(GIVEN[said.kind], said.what)) return refused('not-an-answer');
  const asked = askedOf(person.facts, said.kind);
  const fit = fitOf(said.kind, asked, said.what);
  const short = fit === 'not_met' || fit === 'partly';
  if (fit === 'not_met' && said.reason === null) return refused('reason-needed');
  if (short && said.reason === 'other' && said.note.trim() === '') return refused('note-needed');
  const newest = (await loadNewestOutcomes(ctx, about.referralId)).find(
    each => each.kind === said.kind && each.step === 'given',
  );
  await addOutcomes(ctx, about, [
    {
      ...said,
      step: 'given',
      asked,
      language: newest && newest.what === said.what ? newest.language : null,
      reason: short ? said.reason : null,
      note: said.note.trim(),
      source: 'staff',
      workerId: newest?.workerId ?? null,
    },
  ]);
  ctx.record({
    event: 'preference.answered',
    subject: { type: 'person', id: about.personId },
    detail: { kind: said.kind, fit },
  });
  return done(null);
}

export type Shown = {
  readonly kind: PreferenceKind;
  readonly what: string;
  readonly language?: string | null;
  readonly reason?: WhyNot | null;
  readonly workerId: string | null;
};

/**
 * What a contact or a plan showed to be given. Kept only where it differs from the newest line, so that the history says when
 * something changed and a contact costs little.
 */
export async function noteGiven(
  ctx: Ctx,
  about: About,
  source: OutcomeSource,
  shown: readonly Shown[],
): Promise<void> {
  if (shown.length === 0) return;
  const newest = await loadNewestOutcomes(ctx, about.referralId);
  const changed = shown.filter(({ kind, what, language = null }) => {
    const last = newest.find(each => each.kind === kind && each.step === 'given');
    return last?.what !== what || (language !== null && last.language !== language);
  });
  const person = changed.length === 0 ? null : await loadPersonRecord(ctx, about.personId);
  if (!person) return;
  const outcomes = changed.map(({ kind, what, language = null, reason = null, workerId }): NewOutcome => {
    const asked = askedOf(person.facts, kind);
    const why = fitOf(kind, asked, what) === 'not_met' ? reason : null;
    return { kind, step: 'given', asked, what, language, reason: why, note: '', source, workerId };
  });
  await addOutcomes(ctx, about, outcomes);
}

/** After somebody was asked again: what is given now, held against what they wish now. Nothing given yet: nothing to say. */
export async function holdAgainstWishes(
  ctx: Ctx,
  about: { readonly personId: string; readonly referralId: ReferralId },
): Promise<void> {
  const [newest, person] = await Promise.all([
    loadNewestOutcomes(ctx, about.referralId),
    loadPersonRecord(ctx, about.personId),
  ]);
  if (!person) return;
  const outcomes = PREFERENCE_KINDS.flatMap((kind): NewOutcome[] => {
    const last = newest.find(each => each.kind === kind && each.step === 'given');
    const asked = askedOf(person.facts, kind);
    if (!last || last.asked === asked) return [];
    // Whether a background is as asked belongs to the wish it was said about.
    const what = kind === 'culture' ? NOT_KNOWN : last.what;
    const { language, workerId } = last;
    return [
      { kind, step: 'given', asked, what, language, reason: null, note: '', source: 'preference', workerId },
    ];
  });
  await addOutcomes(ctx, about, outcomes);
}
