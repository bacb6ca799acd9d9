// Handlers of the manager's overview: the page, and the same numbers as a download.
import { type Answered, csvFile, page, type Req } from '#web';
import { csvRows } from './csv-rows.ts';
import { loadOverview } from './load.ts';
import { OverviewPage } from './overview-page.tsx';

export async function overview(req: Req): Promise<Answered> {
  const loaded = await loadOverview(req);
  return page(<OverviewPage {...loaded} />, { status: loaded.asked.errors ? 422 : 200 });
}

export async function download(req: Req): Promise<Answered> {
  const loaded = await loadOverview(req);
  const { from, to } = loaded.asked.period;
  return csvFile(`footbridge-overview-${from}-to-${to}.csv`, csvRows(loaded));
}
