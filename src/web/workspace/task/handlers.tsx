// Handlers of tasks: added, done, moved to another day, cancelled after asking, opened again.
import { z } from 'zod';
import { isUuid, londonDay } from '#kernel';
import {
  addTask,
  cancelTask,
  completeTask,
  loadTask,
  reopenTask,
  rescheduleTask,
  TASK_KIND_KEYS,
  type Task,
  type TaskRefusal,
} from '#link-workers';
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
import { dueErrors, readDue } from '../form/day.ts';
import { isOpen, openPerson, openRecord, type PersonScene, personHref, workerFor } from '../scene.ts';
import { type Back, backHref, backOf } from './back.ts';
import { CancelTaskPage, NewTaskPage, RescheduleTaskPage } from './task-pages.tsx';

async function openTask(req: Req): Promise<Task | null> {
  const id = req.params.task ?? '';
  return isUuid(id) ? loadTask(req.ctx, id) : null;
}

const afterwards = (req: Req, task: Task, notice: string): Answered =>
  redirect(backHref(backOf(textOf(readInput(req.body), 'back')), task.personId), { notice });

const REFUSALS: Record<TaskRefusal, string> = {
  'not-found': 'This task is gone.',
  'not-in-this-state': 'Somebody ended or reopened this task in the meantime.',
};

export async function complete(req: Req): Promise<Answered> {
  const task = await openTask(req);
  if (!task) return notFound();
  const outcome = await completeTask(req.ctx, task.id);
  if (!outcome.ok && outcome.reason === 'not-found') return notFound();
  return afterwards(req, task, outcome.ok ? 'The task is done.' : REFUSALS[outcome.reason]);
}

export async function reopen(req: Req): Promise<Answered> {
  const task = await openTask(req);
  if (!task) return notFound();
  const outcome = await reopenTask(req.ctx, task.id);
  if (!outcome.ok && outcome.reason === 'not-found') return notFound();
  return afterwards(req, task, outcome.ok ? 'The task is open again.' : REFUSALS[outcome.reason]);
}

async function taskScene(req: Req): Promise<{ task: Task; scene: PersonScene; back: Back } | null> {
  const task = await openTask(req);
  const scene = task ? await openRecord(req, task.personId) : null;
  const back = backOf(req.query.back ?? textOf(readInput(req.body), 'back'));
  return task && scene ? { task, scene, back } : null;
}

export async function confirmCancel(req: Req): Promise<Answered> {
  const found = await taskScene(req);
  if (!found) return notFound();
  return page(<CancelTaskPage {...found} />, { subject: { type: 'person', id: found.task.personId } });
}

export async function cancel(req: Req): Promise<Answered> {
  const task = await openTask(req);
  if (!task) return notFound();
  const outcome = await cancelTask(req.ctx, task.id);
  if (!outcome.ok && outcome.reason === 'not-found') return notFound();
  return afterwards(req, task, outcome.ok ? 'The task was cancelled.' : REFUSALS[outcome.reason]);
}

export async function showReschedule(req: Req): Promise<Answered> {
  const found = await taskScene(req);
  if (!found) return notFound();
  return page(<RescheduleTaskPage {...found} values={{}} />, {
    subject: { type: 'person', id: found.task.personId },
  });
}

export async function reschedule(req: Req): Promise<Answered> {
  const found = await taskScene(req);
  if (!found) return notFound();
  const input = readInput(req.body);
  const again = (errors: FieldErrors) =>
    page(<RescheduleTaskPage {...found} values={input} errors={errors} />, { status: 422 });
  const due = readDue(input, 'due', londonDay(req.ctx.clock()));
  if (!due.ok) return again(dueErrors('due', due.reason));
  const outcome = await rescheduleTask(req.ctx, found.task.id, due.value);
  if (outcome.ok) return afterwards(req, found.task, 'The task was moved.');
  if (outcome.reason === 'not-found') return notFound();
  if (outcome.reason === 'not-in-this-state') return afterwards(req, found.task, REFUSALS[outcome.reason]);
  return again(dueErrors('due', outcome.reason));
}

export async function showNewTask(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  return scene ? newTaskPage(scene, { kind: 'follow_up' }) : notFound();
}

const newTaskPage = (scene: PersonScene, values: FormInput, errors?: FieldErrors): Answered =>
  page(<NewTaskPage scene={scene} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });

const taskForm = z.object({
  kind: choice(TASK_KIND_KEYS, 'Choose what kind of task it is'),
  title: optionalText({ max: 300 }),
});

export async function add(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  const parsed = parseForm(taskForm, req.body);
  const due = readDue(parsed.input, 'due', scene.today);
  const errors = { ...(parsed.ok ? {} : parsed.errors), ...(due.ok ? {} : dueErrors('due', due.reason)) };
  if (!parsed.ok || !due.ok) return newTaskPage(scene, parsed.input, errors);
  const workerId = workerFor(req, scene);
  if (workerId === null) return newTaskPage(scene, parsed.input, { kind: NO_WORKER });
  const outcome = await addTask(req.ctx, {
    ...parsed.value,
    workerId,
    personId: scene.person.id,
    referralId: isOpen(scene.referral) ? scene.referral.id : null,
    dueOn: due.value,
  });
  if (outcome.ok) return redirect(`${personHref(scene)}#tasks`, { notice: 'The task is on the list.' });
  if (outcome.reason === 'not-found') return newTaskPage(scene, parsed.input, { kind: NO_WORKER });
  return newTaskPage(scene, parsed.input, dueErrors('due', outcome.reason));
}

const NO_WORKER = 'This person has no link worker yet, so nobody’s list could take the task';
