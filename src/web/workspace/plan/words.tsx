// Changing the words of a plan. When a colleague saved in the meantime, both versions are shown and nothing typed is lost.
import { z } from 'zod';
import { addTask } from '#link-workers';
import { AGREED_KEYS, loadPlan, type PlanWords, updatePlan } from '#plans';
import {
  type Answered,
  choiceOr,
  type FieldErrors,
  type FormInput,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  redirect,
  wholeNumber,
} from '#web';
import { dayInput, readDay } from '../form/day.ts';
import { personHref, workerFor } from '../scene.ts';
import { mayChange, openPlan, PLAN_ENDED, type PlanScene } from './scene.ts';
import { PlanWordsPage } from './words-page.tsx';

export async function showWords(req: Req): Promise<Answered> {
  const scene = await openPlan(req);
  if (!scene || !mayChange(scene)) return notFound();
  const { plan } = scene;
  return answerForm(scene, {
    'what-matters': plan.whatMatters,
    strengths: plan.strengths,
    agreed: plan.agreed,
    'not-agreed-reason': plan.notAgreedReason ?? '',
    ...dayInput('review', plan.reviewOn),
  });
}

function answerForm(scene: PlanScene, values: FormInput, errors?: FieldErrors, changed = false): Answered {
  return page(<PlanWordsPage scene={scene} values={values} errors={errors} changed={changed} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });
}

const form = z.object({
  version: wholeNumber('Open this page again', { min: 1, max: 1_000_000 }),
  'what-matters': optionalText({ max: 5000 }),
  strengths: optionalText({ max: 5000 }),
  agreed: choiceOr(AGREED_KEYS, 'not_asked'),
  'not-agreed-reason': optionalText({ max: 1000 }),
  remind: optionalText({ max: 10 }),
});

const CHANGED =
  'A colleague changed this plan while you were writing. Look at both, put them together and save again';

type ReadWords =
  | {
      readonly ok: true;
      readonly words: PlanWords;
      readonly seenVersion: number;
      readonly remind: boolean;
      readonly input: FormInput;
    }
  | { readonly ok: false; readonly errors: FieldErrors; readonly input: FormInput };

function readWords(body: unknown): ReadWords {
  const parsed = parseForm(form, body);
  const review = readDay(parsed.input, 'review');
  const wrongDay = !review.ok && review.reason === 'not-a-day';
  if (!parsed.ok || wrongDay) {
    const errors = {
      ...(parsed.ok ? {} : parsed.errors),
      ...(wrongDay ? { review: 'Enter a real day, such as 27 6 2026' } : {}),
    };
    return { ok: false, errors, input: parsed.input };
  }
  const { version, remind, ...typed } = parsed.value;
  const words: PlanWords = {
    whatMatters: typed['what-matters'],
    strengths: typed.strengths,
    agreed: typed.agreed,
    notAgreedReason: typed['not-agreed-reason'] || null,
    reviewOn: review.ok ? review.value : null,
  };
  return { ok: true, words, seenVersion: version, remind: remind === 'yes', input: parsed.input };
}

export async function keepWords(req: Req): Promise<Answered> {
  const scene = await openPlan(req);
  if (!scene) return notFound();
  const read = readWords(req.body);
  if (!read.ok) return answerForm(scene, read.input, read.errors);
  const outcome = await updatePlan(req.ctx, scene.plan.id, read);
  if (outcome.ok) {
    if (read.remind && read.words.reviewOn !== null) await addReview(req, scene, read.words.reviewOn);
    return redirect(personHref(scene, '/plan'), { notice: 'The plan is saved.' });
  }
  switch (outcome.reason) {
    case 'not-found':
      return notFound();
    case 'plan-ended':
      return redirect(personHref(scene, '/plan'), { notice: PLAN_ENDED });
    case 'review-in-the-past':
      return answerForm(scene, read.input, { review: 'This day has passed. Enter today or a later day' });
    case 'changed-meanwhile': {
      const now = await loadPlan(req.ctx, { planId: scene.plan.id });
      return now ? answerForm({ ...scene, plan: now }, read.input, { '': CHANGED }, true) : notFound();
    }
  }
}

/** The review on the worker's list; a day too far off for a task is kept in the plan alone. */
async function addReview(req: Req, scene: PlanScene, dueOn: string): Promise<void> {
  const workerId = workerFor(req, scene);
  if (workerId === null) return;
  await addTask(req.ctx, {
    workerId,
    personId: scene.person.id,
    referralId: scene.plan.referralId,
    kind: 'review',
    title: '',
    dueOn,
  });
}
