// Everything the overview shows, loaded together, for the page and for the download.
import { londonDay } from '#kernel';
import {
  loadInterpretingNumbers,
  loadServiceNumbers,
  loadTasksNow,
  loadWaitingNow,
  loadWorkerLoads,
} from '#overviews';
import { askedPeriod, type Req } from '#web';

/** About three months: long enough for a median, short enough to see a change. */
const USUAL_DAYS = 90;
const WORKERS_SHOWN = 50;

export async function loadOverview(req: Req) {
  const today = londonDay(req.services.clock());
  const asked = askedPeriod(req.query, today, USUAL_DAYS);
  const [numbers, interpreting, tasks, waiting, loads] = await Promise.all([
    loadServiceNumbers(req.ctx, asked.period),
    loadInterpretingNumbers(req.ctx, asked.period),
    loadTasksNow(req.ctx),
    loadWaitingNow(req.ctx),
    loadWorkerLoads(req.ctx, { page: 1, pageSize: WORKERS_SHOWN }),
  ]);
  return { asked, numbers, interpreting, tasks, waiting, loads, today };
}

export type Overview = Awaited<ReturnType<typeof loadOverview>>;
