// Handlers of caseloads: everybody's, and one worker's referrals.
import { isUuid, londonDay } from '#kernel';
import { loadWorker } from '#link-workers';
import { loadCarriedReferrals, loadWorkerLoads } from '#overviews';
import { type Answered, notFound, page, pageNumber, type Req } from '#web';
import { CarriedPage, CaseloadsPage } from './pages.tsx';

const WORKERS_A_PAGE = 50;
const REFERRALS_A_PAGE = 25;

export async function list(req: Req): Promise<Answered> {
  const asked = { page: pageNumber(req), pageSize: WORKERS_A_PAGE };
  return page(<CaseloadsPage loads={await loadWorkerLoads(req.ctx, asked)} {...asked} />);
}

export async function show(req: Req): Promise<Answered> {
  const id = req.params.worker ?? '';
  const worker = isUuid(id) ? await loadWorker(req.ctx, id) : null;
  if (!worker) return notFound();
  const asked = { page: pageNumber(req), pageSize: REFERRALS_A_PAGE };
  const carried = await loadCarriedReferrals(req.ctx, worker.id, asked);
  const today = londonDay(req.services.clock());
  return page(<CarriedPage worker={worker} carried={carried} today={today} {...asked} />, {
    subject: { type: 'worker', id: worker.id },
  });
}
