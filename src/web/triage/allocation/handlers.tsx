// Handlers of allocation: who waits, the ranked list for one referral, and giving it to a link worker.
import { z } from 'zod';
import { formatDay, isUuid, londonDay } from '#kernel';
import { type LinkWorker, loadWorker, loadWorkers } from '#link-workers';
import { rankWorkers, wishesOf } from '#matching';
import { loadAllocationQueue, loadLastGiven } from '#overviews';
import { loadPersonRecord } from '#people';
import { type Allocated, type AllocationRefusal, giveToWorker, mayStep, type Referral } from '#referrals';
import {
  type Answered,
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
  textOf,
} from '#web';
import { showConflict } from '../handlers.tsx';
import { openReferral } from '../scene.ts';
import { ChoosePage, LONGEST_WHY } from './choose-page.tsx';
import { WaitingPage } from './waiting-page.tsx';

const PAGE_SIZE = 20;

const isManager = ({ actor }: Req): boolean => actor.kind === 'staff' && actor.role === 'manager';

export async function list(req: Req): Promise<Answered> {
  const asked = { page: pageNumber(req), pageSize: PAGE_SIZE };
  const queue = await loadAllocationQueue(req.ctx, asked);
  return page(<WaitingPage queue={queue} {...asked} now={req.services.clock()} teams={isManager(req)} />);
}

/** A link worker takes on or gives what waits; a change of link worker is the manager's. */
const mayAllocate = (req: Req, referral: Referral): boolean =>
  mayStep(referral.state, 'allocate') && (referral.workerId === null || isManager(req));

export async function show(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  if (!referral) return notFound();
  return mayAllocate(req, referral) ? showChoice(req, referral) : showConflict(req, referral);
}

type Shown = { readonly errors?: FieldErrors; readonly typed?: FormInput };

async function showChoice(req: Req, referral: Referral, { errors, typed }: Shown = {}): Promise<Answered> {
  const [person, workers, current] = await Promise.all([
    loadPersonRecord(req.ctx, referral.personId),
    loadWorkers(req.ctx, { teamId: referral.teamId }),
    referral.workerId ? loadWorker(req.ctx, referral.workerId) : null,
  ]);
  if (!person) return notFound();
  const others = workers.filter(worker => worker.id !== referral.workerId);
  const ranking = rankWorkers(wishesOf(person), await toCandidates(req, others), londonDay(req.ctx.clock()));
  const body = (
    <ChoosePage
      referral={referral}
      person={person}
      ranking={ranking}
      current={current}
      errors={errors}
      typed={typed}
    />
  );
  return page(body, { status: errors ? 422 : 200, subject: { type: 'referral', id: referral.id } });
}

async function toCandidates(req: Req, workers: readonly LinkWorker[]) {
  const lastGiven = await loadLastGiven(
    req.ctx,
    workers.map(worker => worker.id),
  );
  return workers.map(worker => ({ ...worker, lastGivenOn: lastGiven.get(worker.id) ?? null }));
}

const chosenForm = z.object({
  worker: requiredText('Choose a link worker').refine(isUuid, 'Choose a link worker'),
  why: optionalText({ max: LONGEST_WHY }),
});

export async function allocate(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  if (!referral) return notFound();
  const parsed = parseForm(chosenForm, req.body);
  if (!parsed.ok) return showChoice(req, referral, { errors: parsed.errors, typed: parsed.input });
  const { worker: workerId, why } = parsed.value;
  const personAgrees = textOf(parsed.input, `agrees-${workerId}`) === 'yes';
  const given = await giveToWorker(req.ctx, referral.id, { workerId, why, personAgrees });
  if (given.ok)
    return redirect(isManager(req) ? '/allocation' : '/triage', { notice: noticeOf(given.value) });
  return refuse(req, referral, given.reason, { typed: parsed.input, workerId });
}

/** No name of the person: the notice travels in a cookie. */
const noticeOf = ({ worker, firstConversationDue, tasksMoved }: Allocated): string => {
  const tasks = tasksMoved === 1 ? '1 open task' : `${tasksMoved} open tasks`;
  const next = firstConversationDue
    ? `The first conversation is on their list, due by ${formatDay(firstConversationDue)}.`
    : `${tasks} went along.`;
  return `Given to ${worker.name}. ${next}`;
};

type Chosen = { readonly typed: FormInput; readonly workerId: string };

function refuse(
  req: Req,
  referral: Referral,
  reason: AllocationRefusal,
  { typed, workerId }: Chosen,
): Promise<Answered> | Answered {
  switch (reason) {
    case 'not-found':
      return notFound();
    case 'not-in-this-state':
    case 'not-yours':
      return showConflict(req, referral);
    case 'worker-not-found':
    case 'worker-of-another-team':
      return showChoice(req, referral, {
        errors: { worker: 'This link worker is no longer in the team. Choose another' },
        typed,
      });
    case 'already-theirs':
      return showChoice(req, referral, {
        errors: { worker: 'They have this referral already. Choose another, or go back' },
        typed,
      });
    case 'person-not-asked':
      return showChoice(req, referral, {
        errors: { [`agrees-${workerId}`]: 'Ask the person first, then say here that they agree' },
        typed,
      });
  }
}
