// Handlers of the privacy lead's pages. Looking at the log is itself logged.
import { isUuid, londonDay } from '#kernel';
import { loadAccessLog, loadColleagues, loadPersonAccess, loadSealState } from '#overviews';
import { loadPersonRecord } from '#people';
import { type Answered, askedPeriod, notFound, page, pageNumber, type Req } from '#web';
import { EVENT_WORDS } from './event-words.ts';
import { LogPage, PersonAccessPage } from './pages.tsx';

const USUAL_DAYS = 7;
const PAGE_SIZE = 50;

export async function showLog(req: Req): Promise<Answered> {
  const asked = askedPeriod(req.query, londonDay(req.services.clock()), USUAL_DAYS);
  const colleagues = await loadColleagues(req.ctx);
  const colleague = colleagues.find(each => each.id === req.query.colleague) ?? null;
  const event = Object.keys(EVENT_WORDS).find(each => each === req.query.event) ?? null;
  const paged = { page: pageNumber(req), pageSize: PAGE_SIZE };
  const [log, seals] = await Promise.all([
    loadAccessLog(req.ctx, { ...paged, period: asked.period, accountId: colleague?.id ?? null, event }),
    loadSealState(req.ctx),
  ]);
  const body = (
    <LogPage
      {...paged}
      log={log}
      asked={asked}
      colleague={colleague}
      event={event}
      colleagues={colleagues}
      seals={seals}
    />
  );
  return page(body, { status: asked.errors ? 422 : 200 });
}

export async function showPerson(req: Req): Promise<Answered> {
  const id = req.params.person ?? '';
  const person = isUuid(id) ? await loadPersonRecord(req.ctx, id) : null;
  if (!person) return notFound();
  const paged = { page: pageNumber(req), pageSize: PAGE_SIZE };
  const log = await loadPersonAccess(req.ctx, person.id, paged);
  return page(<PersonAccessPage person={person} log={log} {...paged} />, {
    subject: { type: 'person', id: person.id },
  });
}
