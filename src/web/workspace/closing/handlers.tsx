// Closing a referral: looked back on, seen as the referrer will read it, then closed and told in one act.
import { isOpenBooking, loadBookingsOfPerson, summariseContacts } from '#contacts';
import { loadServiceSummaries } from '#directory';
import { cancelTasksOfReferral, loadOpenTasksOfPerson } from '#link-workers';
import { composeMessageBack, type MessageBack, saveMessageBack, withinAgreement } from '#messages';
import { loadResponses, pairMeasures, recordNotTaken } from '#outcomes';
import { type Goal, loadPlan, type Plan, reviewGoal } from '#plans';
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
} from '#web';
import { isOpen, openPerson, personHref } from '../scene.ts';
import { ClosePage } from './close-page.tsx';
import { type Closing, goalField, isNew, noteField, readClosing, tellAtFirst } from './closing.ts';
import { discardClosingDraft, keepClosingDraft, loadClosingDraft } from './draft.ts';
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
  const draft = await loadClosingDraft(req, scene.referral.id);
  const reviews = reviewsOf(scene.plan);
  if (!draft)
    return answerForm(req, scene, {
      tell: tellAtFirst(scene.plan, await kindsOfServices(req, scene.plan?.goals ?? [])),
      ...reviews,
    });
  // Goals that were looked at again since are not put back to what they were.
  const newer = scene.plan && scene.plan.updatedAt > draft.keptAt ? reviews : {};
  return answerForm(req, scene, { ...reviews, ...draft.input, ...newer }, { leftAt: draft.keptAt });
}

/** How the goals stand in the plan, as the form asks for it. */
const reviewsOf = (plan: Plan | null): FormInput =>
  Object.fromEntries(
    (plan?.goals ?? []).flatMap(goal => [
      [goalField(goal.id), goal.status],
      [noteField(goal.id), goal.reviewNote ?? ''],
    ]),
  );

async function kindsOfServices({ ctx }: Req, goals: readonly Goal[]): Promise<Map<string, string[]>> {
  const ids = goals.flatMap(goal => goal.steps).flatMap(({ service }) => service?.serviceId ?? []);
  const services = await loadServiceSummaries(ctx, ids);
  return new Map(services.map(service => [service.id, service.kinds.map(kind => kind.code)]));
}

async function answerForm(
  req: Req,
  scene: ClosingScene,
  values: FormInput,
  { errors, leftAt }: { readonly errors?: FieldErrors; readonly leftAt?: Date } = {},
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
  return page(<ClosePage {...known} values={values} leftAt={leftAt} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });
}

/** One form, three buttons: see it as the referrer will, change something, close and tell. */
export async function keepClosing(req: Req): Promise<Answered> {
  const scene = await openClosing(req);
  if (!scene) return closedAlready(req);
  const { act, ...input } = readInput(req.body);
  const read = readClosing(input, scene.plan?.goals ?? []);
  if (act === 'close' && read.ok) return close(req, scene, read.value);
  if (act !== 'change' && !read.ok) return answerForm(req, scene, read.input, { errors: read.errors });
  await keepClosingDraft(req, scene.referral.id, input);
  return redirect(personHref(scene, act === 'change' ? '/close' : '/close/check'));
}

/** What is about to be sent, as it was typed; whoever has typed nothing is led to the form. */
export async function showCheck(req: Req): Promise<Answered> {
  const scene = await openClosing(req);
  if (!scene) return closedAlready(req);
  const draft = await loadClosingDraft(req, scene.referral.id);
  const read = draft && readClosing(draft.input, scene.plan?.goals ?? []);
  return read?.ok ? preview(req, scene, read.value, read.input) : redirect(personHref(scene, '/close'));
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
  await discardClosingDraft(req, id);
  const ended = await loadReferral(ctx, id);
  const message = ended && (await compose(req, ended, scene, closing));
  if (message) await saveMessageBack(ctx, id, message);
  const notice = message ? 'The referral is closed and the referrer is told.' : 'The referral is closed.';
  return redirect(personHref(scene), { notice });
}
