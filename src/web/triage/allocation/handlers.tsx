// Handlers of allocation: who waits, the ranked list for one referral, and giving it to a link worker.
import { z } from 'zod';
import { formatDay, isUuid, londonDay } from '#kernel';
import { loadCandidates, loadWorker } from '#link-workers';
import { explain, rankWorkers, spokenByNobody, tradeOffs, wishesOf, withReferral } from '#matching';
import { loadAllocationQueue } from '#overviews';
import { loadPersonRecord } from '#people';
import { type Allocated, type AllocationRefusal, giveToWorker, mayStep, type Referral } from '#referrals';
import {
  type Answered,
  choiceOr,
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
import { ChoosePage, LONGEST_WHY, WORKERS_A_PAGE } from './choose-page.tsx';
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
  const about = { teamId: referral.teamId, personId: referral.personId, referralId: referral.id };
  const [person, workers, current] = await Promise.all([
    loadPersonRecord(req.ctx, referral.personId),
    loadCandidates(req.ctx, about),
    referral.workerId ? loadWorker(req.ctx, referral.workerId) : null,
  ]);
  if (!person) return notFound();
  const others = workers.filter(worker => worker.id !== referral.workerId);
  const wishes = withReferral(wishesOf(person), referral.interventions);
  const today = londonDay(req.ctx.clock());
  const ranking = rankWorkers(wishes, others, today);
  const all = [...ranking.offered, ...ranking.apart];
  const chosen = typed ? textOf(typed, 'worker') : '';
  const place = all.findIndex(each => each.worker.id === chosen);
  const at = place < 0 ? pageNumber(req) : Math.floor(place / WORKERS_A_PAGE) + 1;
  const body = (
    <ChoosePage
      referral={referral}
      person={person}
      ranking={ranking}
      shown={explain(wishes, all.slice((at - 1) * WORKERS_A_PAGE, at * WORKERS_A_PAGE), today)}
      tradeOffs={tradeOffs(wishes, ranking)}
      spokenByNobody={spokenByNobody(wishes, workers)}
      page={at}
      current={current}
      errors={errors}
      typed={typed}
    />
  );
  return page(body, { status: errors ? 422 : 200, subject: { type: 'referral', id: referral.id } });
}

const chosenForm = z.object({
  worker: requiredText('Choose a link worker').refine(isUuid, 'Choose a link worker'),
  why: optionalText({ max: LONGEST_WHY }),
  'chosen-by': choiceOr(['person', 'staff', 'not_said'], 'not_said'),
  'background-fits': choiceOr(['yes', 'no', 'not_asked'], 'not_asked'),
});

export async function allocate(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  if (!referral) return notFound();
  const parsed = parseForm(chosenForm, req.body);
  if (!parsed.ok) return showChoice(req, referral, { errors: parsed.errors, typed: parsed.input });
  const { worker: workerId, why } = parsed.value;
  const chosenBy = parsed.value['chosen-by'];
  const fits = parsed.value['background-fits'];
  const backgroundFits = fits === 'not_asked' ? null : fits === 'yes';
  const personAgrees = textOf(parsed.input, `agrees-${workerId}`) === 'yes';
  const allocation = { workerId, why, personAgrees, chosenBy, backgroundFits };
  const given = await giveToWorker(req.ctx, referral.id, allocation);
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
      return showConflict(req, referral, textOf(typed, 'why'));
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
