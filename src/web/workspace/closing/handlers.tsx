// Closing a referral: looked back on, seen as the referrer will read it, then closed and told in one act.
import { isOpenBooking, loadBookingsOfPerson, summariseContacts } from '#contacts';
import { cancelTasksOfReferral, loadOpenTasksOfPerson } from '#link-workers';
import { composeMessageBack, type MessageBack, saveMessageBack, withinAgreement } from '#messages';
import { loadResponses, pairMeasures, recordNotTaken } from '#outcomes';
import { loadPlan, reviewGoal } from '#plans';
import { closeReferral, loadReferral, mayStep, type Referral } from '#referrals';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  notFound,
  page,
  type Req,
  readInput,
  redirect,
  textOf,
} from '#web';
import { isOpen, openPerson, personHref } from '../scene.ts';
import { ClosePage } from './close-page.tsx';
import { type Closing, goalField, isNew, noteField, readClosing, tellAtFirst } from './closing.ts';
import { partsOf } from './message-parts.ts';
import { PreviewPage } from './preview-page.tsx';
import type { ClosingScene } from './scene.ts';

const MEASURE = 'ons4';

async function openClosing(req: Req): Promise<ClosingScene | null> {
  const scene = await openPerson(req);
  const referral = scene?.referral;
  if (!scene || !referral || !mayStep(referral.state, 'close')) return null;
  const [plan, responses] = await Promise.all([
    loadPlan(req.ctx, { referralId: referral.id }),
    loadResponses(req.ctx, referral.id),
  ]);
  return { ...scene, referral, plan, pair: pairMeasures(responses, MEASURE) };
}

export async function showClosing(req: Req): Promise<Answered> {
  const scene = await openClosing(req);
  if (!scene) return closedAlready(req);
  const goals = scene.plan?.goals ?? [];
  return answerForm(req, scene, {
    tell: tellAtFirst(scene.plan),
    ...Object.fromEntries(
      goals.flatMap(goal => [
        [goalField(goal.id), goal.status],
        [noteField(goal.id), goal.reviewNote ?? ''],
      ]),
    ),
  });
}

async function answerForm(
  req: Req,
  scene: ClosingScene,
  values: FormInput,
  errors?: FieldErrors,
): Promise<Answered> {
  const [tasks, booked] = await Promise.all([
    loadOpenTasksOfPerson(req.ctx, scene.person.id),
    loadBookingsOfPerson(req.ctx, scene.person.id),
  ]);
  const known = {
    scene,
    tasks: tasks.filter(task => task.referralId === scene.referral.id),
    bookings: booked.bookings.filter(booking => isOpenBooking(booking.state)),
  };
  return page(<ClosePage {...known} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });
}

/** One form, three buttons: see it as the referrer will, change something, close and tell. */
export async function keepClosing(req: Req): Promise<Answered> {
  const scene = await openClosing(req);
  if (!scene) return closedAlready(req);
  const input = readInput(req.body);
  if (textOf(input, 'act') === 'change') return answerForm(req, scene, input);
  const read = readClosing(req.body, scene.plan?.goals ?? []);
  if (!read.ok) return answerForm(req, scene, read.input, read.errors);
  return textOf(input, 'act') === 'close'
    ? close(req, scene, read.value)
    : preview(req, scene, read.value, read.input);
}

/** Pressed twice, by two people, or come back to: whoever is late is told. */
async function closedAlready(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  return scene?.referral && !isOpen(scene.referral)
    ? redirect(personHref(scene), { notice: 'This referral has ended already. Nothing was changed.' })
    : notFound();
}

async function preview(req: Req, scene: ClosingScene, closing: Closing, input: FormInput): Promise<Answered> {
  const ended: Referral = { ...scene.referral, closeReason: closing.reason, closingNote: closing.note };
  const message = await compose(req, ended, scene, closing);
  return page(<PreviewPage scene={scene} message={message} input={input} />, {
    subject: { type: 'person', id: scene.person.id },
  });
}

/** What the referrer will read; null when the person came by themselves and there is nobody to tell. */
async function compose(
  req: Req,
  referral: Referral,
  { plan, pair }: Pick<ClosingScene, 'plan' | 'pair'>,
  closing: Closing,
): Promise<MessageBack | null> {
  if (referral.source === 'self') return null;
  const contacts = await summariseContacts(req.ctx, { personId: referral.personId, referralId: referral.id });
  const message = await composeMessageBack(
    req.ctx,
    referral,
    'closed',
    partsOf(closing, { plan, pair, contacts }),
  );
  return message && withinAgreement(message);
}

async function close(req: Req, scene: ClosingScene, closing: Closing): Promise<Answered> {
  const { ctx } = req;
  const { id } = scene.referral;
  const held = await loadReferral(ctx, id, { forUpdate: true });
  if (!held || !mayStep(held.state, 'close')) return closedAlready(req);
  for (const goal of scene.plan?.goals ?? []) {
    const review = closing.reviews.get(goal.id);
    if (review && isNew(goal, review)) await reviewGoal(ctx, goal.id, review);
  }
  if (closing.endMissing && !scene.pair?.end)
    await recordNotTaken(ctx, {
      personId: scene.person.id,
      referralId: id,
      measure: MEASURE,
      point: 'end',
      missing: closing.endMissing,
    });
  const closed = await closeReferral(ctx, id, { reason: closing.reason, note: closing.note });
  if (!closed.ok) throw new Error(`a referral that was held could not be closed: ${closed.reason}`);
  await cancelTasksOfReferral(ctx, id);
  const ended = await loadReferral(ctx, id);
  const message = ended && (await compose(req, ended, scene, closing));
  if (message) await saveMessageBack(ctx, id, message);
  const notice = message ? 'The referral is closed and the referrer is told.' : 'The referral is closed.';
  return redirect(personHref(scene), { notice });
}
