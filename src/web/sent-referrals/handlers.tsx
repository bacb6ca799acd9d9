// Handlers of a referrer's own referrals; row-level security decides which exist for them.
import { z } from 'zod';
import { isUuid } from '#kernel';
import {
  loadMessageBack,
  loadMessagesBack,
  markMessageRead,
  messageBackLetter,
  renderLetter,
} from '#messages';
import { loadSentReferrals, type SentQuery } from '#overviews';
import { loadPersonRecord } from '#people';
import {
  answerQuestion,
  loadHistory,
  loadQuestions,
  loadReferral,
  type Referral,
  withdrawReferral,
} from '#referrals';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  file,
  notFound,
  page,
  pageNumber,
  parseForm,
  type Req,
  redirect,
  requiredText,
} from '#web';
import { SentListPage } from './list-page.tsx';
import { SentReferralPage, WithdrawPage } from './referral-page.tsx';

const PAGE_SIZE = 20;
const SHOWN = ['open', 'ended', 'all'] as const;

export async function list(req: Req): Promise<Answered> {
  const show = SHOWN.find(one => one === req.query.show) ?? 'open';
  const query: SentQuery = { show, page: pageNumber(req), pageSize: PAGE_SIZE };
  const found = await loadSentReferrals(req.ctx, query);
  return page(<SentListPage {...found} query={query} now={req.services.clock()} />);
}

async function openReferral(req: Req): Promise<Referral | null> {
  const id = req.params.referral ?? '';
  return isUuid(id) ? loadReferral(req.ctx, id) : null;
}

export async function show(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  return referral ? showReferral(req, referral) : notFound();
}

async function showReferral(
  req: Req,
  referral: Referral,
  typed: FormInput = {},
  errors?: FieldErrors,
): Promise<Answered> {
  const [person, history, questions, messages] = await Promise.all([
    loadPersonRecord(req.ctx, referral.sentPersonId),
    loadHistory(req.ctx, referral.id),
    loadQuestions(req.ctx, referral.id),
    loadMessagesBack(req.ctx, referral.id),
  ]);
  if (!person) return notFound();
  for (const message of messages) if (!message.readAt) await markMessageRead(req.ctx, message.id);
  const body = (
    <SentReferralPage
      referral={referral}
      person={person}
      history={history}
      questions={questions}
      messages={messages}
      typed={typed}
      now={req.services.clock()}
      {...(errors ? { errors } : {})}
    />
  );
  return page(body, { status: errors ? 422 : 200, subject: { type: 'referral', id: referral.id } });
}

const answerForm = z.object({ answer: requiredText('Write your answer', { max: 4000 }) });

export async function answer(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  if (!referral) return notFound();
  const parsed = parseForm(answerForm, req.body);
  if (!parsed.ok) return showReferral(req, referral, parsed.input, parsed.errors);
  const by = req.actor.kind === 'staff' ? req.actor.name : 'The referrer';
  const answered = await answerQuestion(req.ctx, referral.id, parsed.value.answer, by);
  if (answered.ok) return redirect(`/referrals/${referral.id}`, { notice: 'Your answer was sent.' });
  return showReferral(req, referral, parsed.input, {
    '': 'Your answer was not sent: the question was answered, or the referral was decided, in the meantime',
  });
}

export async function confirmWithdraw(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  return referral ? showWithdraw(req, referral) : notFound();
}

async function showWithdraw(
  req: Req,
  referral: Referral,
  typed: FormInput = {},
  errors?: FieldErrors,
): Promise<Answered> {
  const person = await loadPersonRecord(req.ctx, referral.sentPersonId);
  if (!person) return notFound();
  const of = { referral, name: person.displayName, values: typed, ...(errors ? { errors } : {}) };
  const subject = { type: 'referral', id: referral.id };
  return page(<WithdrawPage {...of} />, { status: errors ? 422 : 200, subject });
}

const withdrawForm = z.object({ reason: requiredText('Say why, so that the service knows', { max: 2000 }) });

export async function withdraw(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  if (!referral) return notFound();
  const parsed = parseForm(withdrawForm, req.body);
  if (!parsed.ok) return showWithdraw(req, referral, parsed.input, parsed.errors);
  const withdrawn = await withdrawReferral(req.ctx, referral.id, parsed.value.reason);
  const notice = withdrawn.ok
    ? 'The referral was withdrawn.'
    : 'This referral has ended already, so there was nothing to withdraw.';
  return redirect(`/referrals/${referral.id}`, { notice });
}

export async function letter(req: Req): Promise<Answered> {
  const message = await loadMessageBack(req.ctx, req.params.message ?? '');
  if (!message || message.referralId !== req.params.referral) return notFound();
  const bytes = await renderLetter(messageBackLetter(message.content));
  return file(
    {
      name: `letter-${message.content.referral.reference}.pdf`,
      type: 'application/pdf',
      bytes,
      inline: true,
    },
    { subject: { type: 'referral', id: message.referralId } },
  );
}
