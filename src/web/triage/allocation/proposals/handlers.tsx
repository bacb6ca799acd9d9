// Handlers of proposals for the waiting list: choosing a team, the proposal, giving all of it or part, and earlier ones.
import { z } from 'zod';
import { isUuid, type TeamId } from '#kernel';
import { loadWorkers } from '#link-workers';
import {
  loadProposal,
  loadProposalLines,
  loadProposals,
  loadStaleness,
  loadTeamsWaiting,
  type ShownProposal,
} from '#overviews';
import { type AcceptedLines, acceptLines, proposeForTeam } from '#referrals';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  listOf,
  notFound,
  page,
  pageNumber,
  parseForm,
  type Req,
  readInput,
  redirect,
  requiredText,
  textOf,
} from '#web';
import { ProposalPage } from './proposal-page.tsx';
import { ProposalsPage } from './proposals-page.tsx';
import { ProposePage } from './propose-page.tsx';
import { counted } from './words.ts';

/** A person reads each line before they give it: few on a page. */
const LINES_A_PAGE = 20;
const PROPOSALS_A_PAGE = 20;

type Shown = { readonly errors?: FieldErrors; readonly typed?: FormInput };

export async function beforePropose(req: Req, { errors, typed }: Shown = {}): Promise<Answered> {
  const teams = await loadTeamsWaiting(req.ctx);
  return page(<ProposePage teams={teams} errors={errors} typed={typed} />, { status: errors ? 422 : 200 });
}

const teamForm = z.object({ team: requiredText('Choose a team').refine(isUuid, 'Choose a team') });

export async function propose(req: Req): Promise<Answered> {
  const parsed = parseForm(teamForm, req.body);
  if (!parsed.ok) return beforePropose(req, { errors: parsed.errors, typed: parsed.input });
  const made = await proposeForTeam(req.ctx, parsed.value.team as TeamId);
  if (made.ok)
    return redirect(`/allocation/proposals/${made.value}`, {
      notice: 'The proposal is made. Nothing has been given yet.',
    });
  if (made.reason === 'team-not-found') return notFound();
  return beforePropose(req, { errors: { team: 'Nobody waits in this team' }, typed: parsed.input });
}

export async function listProposals(req: Req): Promise<Answered> {
  const asked = { page: pageNumber(req), pageSize: PROPOSALS_A_PAGE };
  return page(<ProposalsPage {...(await loadProposals(req.ctx, asked))} {...asked} />);
}

/** The proposal an address names, or null (row-level security: 404, never 403). */
async function openProposal(req: Req): Promise<ShownProposal | null> {
  const id = req.params.proposal ?? '';
  return isUuid(id) ? loadProposal(req.ctx, id) : null;
}

export async function showProposal(req: Req): Promise<Answered> {
  const proposal = await openProposal(req);
  return proposal ? showLines(req, proposal, pageNumber(req)) : notFound();
}

async function showLines(
  req: Req,
  proposal: ShownProposal,
  at: number,
  { errors, typed }: Shown = {},
): Promise<Answered> {
  const placed = errors !== undefined || req.query.show !== 'not-placed';
  const asked = { page: at, pageSize: LINES_A_PAGE };
  const [staleness, lines, workers] = await Promise.all([
    loadStaleness(req.ctx, proposal),
    loadProposalLines(req.ctx, proposal.id, { ...asked, placed }),
    loadWorkers(req.ctx, { teamId: proposal.teamId }),
  ]);
  const body = (
    <ProposalPage
      proposal={proposal}
      staleness={staleness}
      workerNames={new Map(workers.map(worker => [worker.id, worker.name]))}
      placed={placed}
      lines={lines}
      {...asked}
      now={req.services.clock()}
      errors={errors}
      typed={typed}
    />
  );
  return page(body, {
    status: errors ? 422 : 200,
    subject: { type: 'allocation-proposal', id: proposal.id },
  });
}

/** Each line for itself: what somebody else changed meanwhile is said on the page, and holds up no other. */
export async function giveLines(req: Req): Promise<Answered> {
  const proposal = await openProposal(req);
  if (!proposal) return notFound();
  const input = readInput(req.body);
  const idsOf = (name: string) => listOf(input, name).filter(isUuid).slice(0, LINES_A_PAGE);
  const shown = idsOf('shown');
  const ticked = textOf(input, 'give') === 'all' ? shown : idsOf('line');
  const at = pageNumber({ query: { page: textOf(input, 'page') } });
  if (ticked.length === 0)
    return showLines(req, proposal, at, {
      errors: { line: 'Tick who should be given, or give all on this page' },
      typed: input,
    });
  const accepted = await acceptLines(req.ctx, proposal.id, { ticked, shown });
  if (!accepted.ok) return notFound();
  return redirect(`/allocation/proposals/${proposal.id}${at > 1 ? `?page=${at}` : ''}`, {
    notice: noticeOf(accepted.value),
  });
}

const noticeOf = ({ given, refused }: AcceptedLines): string => {
  const done =
    given === 0
      ? 'Nobody was given.'
      : `${counted(given, 'person was', 'people were')} given to a link worker, with a first conversation on the list of each.`;
  return refused === 0 ? done : `${done} ${refused} could not be given: the reasons are below.`;
};
