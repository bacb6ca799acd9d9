// Handlers of the referral form: each draft page loads, keeps or sends; the same ones serve staff and visitors.
import { Temporal } from 'temporal-polyfill';
import {
  type Draft,
  discardDraft,
  keepAnswers,
  loadDraft,
  loadOwnDrafts,
  markSubmitted,
  startDraft,
} from '#database';
import { instantOf, isUuid, londonDay } from '#kernel';
import { receiveReferral } from '#referrals';
import {
  type Answered,
  type FormInput,
  newDraftToken,
  notFound,
  page,
  parseForm,
  type Req,
  redirect,
} from '#web';
import { draftName, type OwnDraft } from './draft-list.tsx';
import {
  baseOf,
  draftKind,
  type Journey,
  journeyOfKind,
  nextAfter,
  QUESTION_NAMES,
  type QuestionName,
  questionsOf,
} from './journey.ts';
import { CheckPage, QuestionPage, SentPage } from './pages.tsx';
import { mayBeReached } from './questions/contact.tsx';
import { questionOf } from './questions/index.ts';
import { type CheckedAnswers, checkAnswers, toArrival } from './to-arrival.ts';

const baseOfReq = (req: Req, journey: Journey): string => baseOf(journey, req.params.organisation ?? '');
/** The page that leads into a journey. */
const startOf = (req: Req, journey: Journey): string =>
  `${baseOfReq(req, journey)}${journey === 'professional' ? '/professional' : ''}`;
const draftPathOf = (req: Req, journey: Journey, id: string): string =>
  `${baseOfReq(req, journey)}/draft/${id}`;
const today = (req: Req): Temporal.PlainDate => londonDay(req.services.clock());

type OpenDraft = { readonly draft: Draft; readonly journey: Journey; readonly draftPath: string };

/** The draft an address names, if it is this actor's and of this place. */
async function openDraft(req: Req, options: { forUpdate?: boolean } = {}): Promise<OpenDraft | null> {
  const id = req.params.draft ?? '';
  const draft = isUuid(id) ? await loadDraft(req.ctx, id, options) : null;
  const journey = draft ? journeyOfKind(draft.kind) : undefined;
  if (!draft || !journey || (journey === 'referrer') !== (req.actor.kind === 'staff')) return null;
  return { draft, journey, draftPath: draftPathOf(req, journey, draft.id) };
}

export async function begin(req: Req, journey: Journey): Promise<Answered> {
  const first = questionsOf(journey)[0] ?? 'name';
  if (req.actor.kind === 'staff') {
    const id = await startDraft(req.ctx, draftKind(journey), 'en', null);
    return redirect(`${draftPathOf(req, journey, id)}/${first}`);
  }
  // Each draft of a browser is found by the same secret, so that a second tab does not lose the first.
  const held = req.ctx.draftTokenHash;
  const made = held ? null : newDraftToken();
  const id = await startDraft(req.ctx, draftKind(journey), 'en', held ?? made?.hash ?? null);
  return redirect(`${draftPathOf(req, journey, id)}/${first}`, made ? { cookies: [made.cookie] } : {});
}

export async function ownDrafts(req: Req, journey: Journey): Promise<OwnDraft[]> {
  const drafts = await loadOwnDrafts(req.ctx, draftKind(journey));
  return drafts.map(draft => ({
    id: draft.id,
    href: `${draftPathOf(req, journey, draft.id)}/${firstUnanswered(journey, draft)}`,
    name: req.actor.kind === 'staff' ? draftName(draft.answers) : null,
    updatedAt: instantOf(draft.updatedAt),
  }));
}

/** Where somebody left off: a page they never saw would else read as if they had said that they do not know. */
const firstUnanswered = (journey: Journey, draft: Draft): QuestionName | 'check' =>
  questionsOf(journey).find(name => !(name in draft.answers)) ?? 'check';

const questionNamed = (text: string | undefined): QuestionName | undefined =>
  QUESTION_NAMES.find(name => name === text);

export async function showQuestion(req: Req): Promise<Answered> {
  const open = await openDraft(req);
  const name = questionNamed(req.params.question);
  if (!open || !name || !questionsOf(open.journey).includes(name)) return notFound();
  if (open.draft.submittedAs) return redirect(`${open.draftPath}/sent`);
  return questionPage(req, open, name, open.draft.answers[name] ?? {});
}

function questionPage(
  req: Req,
  { journey, draftPath }: OpenDraft,
  name: QuestionName,
  values: FormInput,
  errors?: Readonly<Record<string, string>>,
): Answered {
  const returning = req.query.from === 'check';
  return page(
    <QuestionPage
      question={questionOf(name)}
      journey={journey}
      draftPath={draftPath}
      startPath={startOf(req, journey)}
      values={values}
      returning={returning}
      {...(errors ? { errors } : {})}
    />,
    { status: errors ? 422 : 200 },
  );
}

/** Keeps a page's answers when they fit; what does not fit comes back as typed, and an earlier good answer stays. */
export async function keepQuestion(req: Req): Promise<Answered> {
  const open = await openDraft(req);
  const name = questionNamed(req.params.question);
  if (!open || !name || !questionsOf(open.journey).includes(name)) return notFound();
  if (open.draft.submittedAs) return redirect(`${open.draftPath}/sent`);
  const parsed = parseForm(questionOf(name).schema(open.journey, today(req)), req.body);
  if (!parsed.ok) return questionPage(req, open, name, parsed.input, parsed.errors);
  await keepAnswers(req.ctx, open.draft.id, name, parsed.input);
  const next = req.query.from === 'check' ? 'check' : nextAfter(open.journey, name);
  return redirect(`${open.draftPath}/${next}`);
}

export async function showCheck(req: Req): Promise<Answered> {
  const open = await openDraft(req);
  if (!open) return notFound();
  if (open.draft.submittedAs) return redirect(`${open.draftPath}/sent`);
  return checkPage(req, open);
}

function checkPage(req: Req, { draft, journey, draftPath }: OpenDraft, status = 200): Answered {
  const checked = checkAnswers(journey, draft.answers, today(req));
  const missing = checked.ok ? [] : checked.missing;
  return page(
    <CheckPage journey={journey} draftPath={draftPath} answers={checked.value} missing={missing} />,
    { status },
  );
}

/** Sends the referral. A second press of the button, in this tab or another, finds it sent and changes nothing. */
export async function send(req: Req): Promise<Answered> {
  const open = await openDraft(req, { forUpdate: true });
  if (!open) return notFound();
  if (open.draft.submittedAs) return redirect(`${open.draftPath}/sent`);
  const checked = checkAnswers(open.journey, open.draft.answers, today(req));
  if (!checked.ok) return checkPage(req, open, 422);
  const account = req.actor.kind === 'staff' ? req.actor : null;
  const received = await receiveReferral(req.ctx, toArrival(open.journey, checked.value, account));
  await markSubmitted(req.ctx, open.draft.id, received.referralId, {
    reference: received.reference,
    respondBy: received.respondBy,
    reachable: isReachable(open.journey, checked.value) ? 'yes' : 'no',
  });
  return redirect(`${open.draftPath}/sent`);
}

/** Whoever refers somebody else can be answered themselves; whoever asks for themselves only as they said. */
const isReachable = (journey: Journey, { contact }: CheckedAnswers): boolean =>
  journey !== 'self' || (contact !== undefined && mayBeReached(contact));

export async function showSent(req: Req): Promise<Answered> {
  const open = await openDraft(req);
  if (!open) return notFound();
  const receipt = open.draft.answers.receipt as Record<string, string> | undefined;
  if (!receipt?.reference || !receipt.respondBy) return redirect(`${open.draftPath}/check`);
  const organisation = await req.ctx.tx
    .selectFrom('organisations')
    .select(['name', 'phone'])
    .executeTakeFirst();
  return page(
    <SentPage
      journey={open.journey}
      organisation={organisation?.name ?? 'The service'}
      phone={organisation?.phone ?? null}
      reference={receipt.reference}
      respondBy={Temporal.Instant.from(receipt.respondBy)}
      reachable={receipt.reachable !== 'no'}
    />,
  );
}

export async function discard(req: Req): Promise<Answered> {
  const open = await openDraft(req);
  if (!open) return notFound();
  await discardDraft(req.ctx, open.draft.id);
  return redirect(startOf(req, open.journey), {
    notice: open.journey === 'referrer' ? 'The draft was thrown away.' : 'It is forgotten.',
  });
}
