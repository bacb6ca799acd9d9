// Handlers of steps: agreed, changed, moved on, and given a service from the directory.
import { z } from 'zod';
import { loadService } from '#directory';
import { isUuid } from '#kernel';
import {
  addStep,
  chooseService,
  DOER_KEYS,
  moveStep,
  NOT_DONE_REASON_KEYS,
  STEP_STATUS_KEYS,
  type StepWords,
  updateStep,
} from '#plans';
import {
  type Answered,
  choice,
  choiceOr,
  type FormInput,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  readInput,
  redirect,
  requiredText,
  textOf,
} from '#web';
import { dayInput, dueErrors, readDue } from '../form/day.ts';
import { type PersonScene, personHref, workerFor } from '../scene.ts';
import {
  type FormState,
  type GoalScene,
  mayChange,
  openGoal,
  openStep,
  PLAN_ENDED,
  type StepScene,
} from './scene.ts';
import { ProgressPage, StepPage } from './step-pages.tsx';

const form = z.object({
  description: requiredText('Say what is to be done', { max: 300 }),
  who: choice(DOER_KEYS, 'Choose who does it'),
  confidence: optionalText({ max: 2 }),
  remind: optionalText({ max: 10 }),
});

const subjectOf = ({ person }: PersonScene) => ({ type: 'person', id: person.id });
const statusOf = ({ errors }: FormState): number => (errors ? 422 : 200);
const planAt = (scene: PersonScene, stepId: string): string => `${personHref(scene, '/plan')}#step-${stepId}`;

const stepPage = (scene: GoalScene & Partial<StepScene>, state: FormState): Answered =>
  page(<StepPage scene={scene} {...state} />, { status: statusOf(state), subject: subjectOf(scene) });

export async function showNewStep(req: Req): Promise<Answered> {
  const scene = await openGoal(req);
  return scene && mayChange(scene) ? stepPage(scene, { values: { remind: 'yes' } }) : notFound();
}

export async function showStep(req: Req): Promise<Answered> {
  const scene = await openStep(req);
  if (!scene || !mayChange(scene)) return notFound();
  const { description, who, confidence, dueOn } = scene.step;
  return stepPage(scene, {
    values: {
      description,
      who,
      confidence: confidence === null ? '' : String(confidence),
      due: dueOn === null ? 'none' : 'date',
      ...dayInput('due-on', dueOn),
    },
  });
}

type ReadStep = FormState & { readonly words: StepWords | null; readonly remind: boolean };

function readStep(req: Req, today: PersonScene['today']): ReadStep {
  const parsed = parseForm(form, req.body);
  const due = readDueOrNone(parsed.input, today);
  const errors = { ...(parsed.ok ? {} : parsed.errors), ...(due.ok ? {} : due.errors) };
  if (!parsed.ok || !due.ok) return { values: parsed.input, errors, words: null, remind: false };
  const { description, who, confidence, remind } = parsed.value;
  const words = {
    description,
    who,
    dueOn: due.value,
    confidence: confidence === '' ? null : Number(confidence),
  };
  return { values: parsed.input, words, remind: remind === 'yes' };
}

function readDueOrNone(input: FormInput, today: PersonScene['today']) {
  const chosen = textOf(input, 'due');
  if (chosen === 'none' || chosen === '') return { ok: true, value: null } as const;
  const due = readDue(input, 'due', today);
  return due.ok ? due : ({ ok: false, errors: dueErrors('due', due.reason) } as const);
}

type Outcomes = Awaited<ReturnType<typeof addStep>>;

function answerStep(
  scene: GoalScene & Partial<StepScene>,
  { values }: FormState,
  outcome: Outcomes,
): Answered {
  if (outcome.ok) return redirect(planAt(scene, outcome.value), { notice: 'The step is saved.' });
  switch (outcome.reason) {
    case 'not-found':
      return notFound();
    case 'plan-ended':
      return redirect(personHref(scene, '/plan'), { notice: PLAN_ENDED });
    case 'score-out-of-range':
      return stepPage(scene, {
        values,
        errors: { confidence: 'Choose a number from 1 to 10, or “Not asked yet”' },
      });
    case 'due-in-the-past':
    case 'due-too-far':
      return stepPage(scene, { values, errors: dueErrors('due', outcome.reason) });
  }
}

export async function keepNewStep(req: Req): Promise<Answered> {
  const scene = await openGoal(req);
  if (!scene) return notFound();
  const { words, remind, ...state } = readStep(req, scene.today);
  if (words === null) return stepPage(scene, state);
  const reminded = remind && words.dueOn !== null ? workerFor(req, scene) : null;
  return answerStep(scene, state, await addStep(req.ctx, scene.goal.id, words, { remind: reminded }));
}

export async function keepStep(req: Req): Promise<Answered> {
  const scene = await openStep(req);
  if (!scene) return notFound();
  const { words, remind: _, ...state } = readStep(req, scene.today);
  if (words === null) return stepPage(scene, state);
  return answerStep(scene, state, await updateStep(req.ctx, scene.step.id, words));
}

const progressForm = z.object({
  status: choice(STEP_STATUS_KEYS, 'Choose how far the step is'),
  outcome: optionalText({ max: 2000 }),
  because: choiceOr([...NOT_DONE_REASON_KEYS, ''], ''),
});

const BECAUSE = { because: 'Choose “Did not happen” as well, or take this reason away' };

const progressPage = (scene: StepScene, state: FormState): Answered =>
  page(<ProgressPage scene={scene} {...state} />, { status: statusOf(state), subject: subjectOf(scene) });

export async function showProgress(req: Req): Promise<Answered> {
  const scene = await openStep(req);
  if (!scene || !mayChange(scene)) return notFound();
  return progressPage(scene, {
    values: {
      status: scene.step.status,
      outcome: scene.step.outcomeNote ?? '',
      because: scene.step.notDoneBecause ?? '',
    },
  });
}

export async function keepProgress(req: Req): Promise<Answered> {
  const scene = await openStep(req);
  if (!scene) return notFound();
  const parsed = parseForm(progressForm, req.body);
  if (!parsed.ok) return progressPage(scene, { values: parsed.input, errors: parsed.errors });
  const { status, outcome: outcomeNote, because } = parsed.value;
  if (because !== '' && status !== 'not_done')
    return progressPage(scene, { values: parsed.input, errors: BECAUSE });
  const progress = { status, outcomeNote, notDoneBecause: because === '' ? null : because };
  const outcome = await moveStep(req.ctx, scene.step.id, progress);
  if (!outcome.ok && outcome.reason === 'not-found') return notFound();
  return redirect(planAt(scene, scene.step.id), { notice: outcome.ok ? 'The step is saved.' : PLAN_ENDED });
}

type ServiceOutcome = Awaited<ReturnType<typeof chooseService>>;

function answerService(scene: StepScene, outcome: ServiceOutcome, done: string): Answered {
  if (outcome.ok) return redirect(planAt(scene, scene.step.id), { notice: done });
  if (outcome.reason === 'not-found') return notFound();
  return redirect(planAt(scene, scene.step.id), { notice: SERVICE_REFUSALS[outcome.reason] });
}

const SERVICE_REFUSALS = {
  'plan-ended': PLAN_ENDED,
  'step-ended': 'This step has ended, so it keeps the service it had.',
} as const;

/** From the directory: "Choose for this step". The name is kept as it is today. */
export async function pickService(req: Req): Promise<Answered> {
  const scene = await openStep(req);
  const serviceId = textOf(readInput(req.body), 'service');
  const service = scene && isUuid(serviceId) ? await loadService(req.ctx, serviceId) : null;
  if (!scene || !service) return notFound();
  const picked = { serviceId: service.id, serviceName: service.name };
  return answerService(scene, await chooseService(req.ctx, scene.step.id, picked), 'The service is chosen.');
}

export async function removeService(req: Req): Promise<Answered> {
  const scene = await openStep(req);
  if (!scene) return notFound();
  return answerService(
    scene,
    await chooseService(req.ctx, scene.step.id, null),
    'The service was taken away.',
  );
}
