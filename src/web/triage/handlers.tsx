// Handlers of triage: the list, one referral, and the decisions about it; races are answered in words.
import type { ReactElement } from 'react';
import { z } from 'zod';
import { isOpenBooking, loadBookingsOfPerson } from '#contacts';
import type { Outcome } from '#kernel';
import { cancelTasksOfReferral } from '#link-workers';
import { loadTriageQueue } from '#overviews';
import { loadPersonRecord } from '#people';
import {
  acceptReferral,
  answerQuestion,
  askReferrer,
  DECLINE_REASONS,
  type DeclineReason,
  declineReferral,
  loadReferral,
  mayStep,
  type Referral,
  withdrawReferral,
} from '#referrals';
import {
  type Answered,
  choice,
  type FieldErrors,
  type FormInput,
  notFound,
  optionalText,
  page,
  pageNumber,
  parseForm,
  type Req,
  redirect,
  requiredText,
} from '#web';
import { AskPage, type DecisionProps, DeclinePage, LONGEST_NOTE, WithdrawPage } from './decision-pages.tsx';
import { QueuePage } from './queue-page.tsx';
import { ReferralPage } from './referral-page.tsx';
import { openReferral, openScene } from './scene.ts';
import { alreadyDone, isToldInSystem, whoIsTold } from './words.ts';

const PAGE_SIZE = 20;

export async function list(req: Req): Promise<Answered> {
  const asked = { page: pageNumber(req), pageSize: PAGE_SIZE };
  const queue = await loadTriageQueue(req.ctx, asked);
  const teams = req.actor.kind === 'staff' && req.actor.role === 'manager';
  return page(<QueuePage queue={queue} {...asked} now={req.services.clock()} teams={teams} />);
}

type Shown = { readonly status?: number; readonly errors?: FieldErrors; readonly typed?: FormInput };

export async function showReferral(req: Req, referral: Referral, shown: Shown = {}): Promise<Answered> {
  const scene = await openScene(req, referral);
  if (!scene) return notFound();
  const body = <ReferralPage scene={scene} errors={shown.errors} typed={shown.typed} />;
  return page(body, { status: shown.status ?? 200, subject: { type: 'referral', id: referral.id } });
}

export async function show(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  return referral ? showReferral(req, referral) : notFound();
}

const nameOf = (req: Req): string => (req.actor.kind === 'staff' ? req.actor.name : '');

/** Somebody was there before: the page as it is now, with who did what and what was written. 409: what was sent no longer fits. */
export async function showConflict(req: Req, referral: Referral, notKept = ''): Promise<Answered> {
  const now = (await loadReferral(req.ctx, referral.id)) ?? referral;
  const scene = await openScene(req, now);
  if (!scene) return notFound();
  const last = scene.history.filter(event => event.to === now.state && event.from !== event.to).at(-1);
  const errors = { '': alreadyDone(now.state, last, nameOf(req)) };
  return page(<ReferralPage scene={scene} errors={errors} notKept={notKept} />, {
    status: 409,
    subject: { type: 'referral', id: referral.id },
  });
}

type Done = { readonly to: string; readonly notice: string; readonly written?: string };

async function afterStep(
  req: Req,
  referral: Referral,
  stepped: Outcome<unknown, 'not-found' | 'not-in-this-state'>,
  done: Done,
): Promise<Answered> {
  if (stepped.ok) return redirect(done.to, { notice: done.notice });
  return stepped.reason === 'not-found' ? notFound() : showConflict(req, referral, done.written);
}

export async function accept(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  if (!referral) return notFound();
  const accepted = await acceptReferral(req.ctx, referral.id);
  const told = isToldInSystem(referral) ? 'The referrer is told. ' : '';
  return afterStep(req, referral, accepted, {
    to: `/allocation/${referral.id}`,
    notice: `Referral accepted. ${told}Now choose a link worker.`,
  });
}

type Step = Parameters<typeof mayStep>[1];
type DecisionPage = (props: DecisionProps) => ReactElement;

/** The page before a decision; when the decision no longer fits, what happened instead. */
const before =
  (step: Step, Page: DecisionPage) =>
  async (req: Req): Promise<Answered> => {
    const referral = await openReferral(req);
    if (!referral) return notFound();
    return mayStep(referral.state, step) ? askAgain(req, referral, Page) : showConflict(req, referral);
  };

async function askAgain(
  req: Req,
  referral: Referral,
  Page: DecisionPage,
  shown: Shown = {},
): Promise<Answered> {
  const [person, booked] = await Promise.all([
    loadPersonRecord(req.ctx, referral.personId),
    loadBookingsOfPerson(req.ctx, referral.personId),
  ]);
  if (!person) return notFound();
  const bookings = booked.bookings.filter(booking => isOpenBooking(booking.state));
  const { errors, typed } = shown;
  return page(
    <Page referral={referral} person={person} bookings={bookings} errors={errors} typed={typed} />,
    {
      status: errors ? 422 : 200,
      subject: { type: 'referral', id: referral.id },
    },
  );
}

export const beforeAsk = before('ask-referrer', AskPage);
export const beforeDecline = before('decline', DeclinePage);
export const beforeWithdraw = before('withdraw', WithdrawPage);

const askForm = z.object({ question: requiredText('Write your question', { max: LONGEST_NOTE }) });

export async function ask(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  if (!referral) return notFound();
  const parsed = parseForm(askForm, req.body);
  if (!parsed.ok) return askAgain(req, referral, AskPage, { errors: parsed.errors, typed: parsed.input });
  const written = parsed.value.question;
  const asked = await askReferrer(req.ctx, referral.id, written);
  const notice = isToldInSystem(referral)
    ? 'Your question was sent to the referrer.'
    : `Your question is kept. Now ask ${whoIsTold(referral)} yourself.`;
  return afterStep(req, referral, asked, { to: `/triage/${referral.id}`, notice, written });
}

const REASONS = Object.keys(DECLINE_REASONS) as [DeclineReason, ...DeclineReason[]];
const NEEDS_NOTE: readonly DeclineReason[] = ['other', 'not-right-service'];

const declineForm = z
  .object({
    reason: choice(REASONS, 'Choose why the referral is declined'),
    note: optionalText({ max: LONGEST_NOTE }),
  })
  .refine(({ reason, note }) => note !== '' || !NEEDS_NOTE.includes(reason), {
    path: ['note'],
    message: 'Write what the referrer should know',
  });

export async function decline(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  if (!referral) return notFound();
  const parsed = parseForm(declineForm, req.body);
  if (!parsed.ok) return askAgain(req, referral, DeclinePage, { errors: parsed.errors, typed: parsed.input });
  const { reason, note } = parsed.value;
  const declined = await declineReferral(req.ctx, referral.id, reason, note);
  const notice = isToldInSystem(referral)
    ? 'Referral declined. The referrer is told why.'
    : `Referral declined. Please tell ${whoIsTold(referral)} yourself.`;
  return afterStep(req, referral, declined, { to: '/triage', notice, written: note });
}

const withdrawForm = z.object({ note: requiredText('Write who said so', { max: LONGEST_NOTE }) });

export async function withdraw(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  if (!referral) return notFound();
  const parsed = parseForm(withdrawForm, req.body);
  if (!parsed.ok)
    return askAgain(req, referral, WithdrawPage, { errors: parsed.errors, typed: parsed.input });
  const written = parsed.value.note;
  const withdrawn = await withdrawReferral(req.ctx, referral.id, written);
  if (withdrawn.ok) await cancelTasksOfReferral(req.ctx, referral.id);
  return afterStep(req, referral, withdrawn, {
    to: '/triage',
    notice: 'The referral is marked as withdrawn.',
    written,
  });
}

const answerForm = z.object({ answer: requiredText('Write what they answered', { max: 4000 }) });

export async function answer(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  if (!referral) return notFound();
  const parsed = parseForm(answerForm, req.body);
  if (!parsed.ok)
    return showReferral(req, referral, { status: 422, errors: parsed.errors, typed: parsed.input });
  const by = `${referral.referrer.name ?? 'The person'}, written down by ${nameOf(req)}`;
  const written = parsed.value.answer;
  const answered = await answerQuestion(req.ctx, referral.id, written, by);
  return afterStep(req, referral, answered, {
    to: `/triage/${referral.id}`,
    notice: 'The answer is kept.',
    written,
  });
}
