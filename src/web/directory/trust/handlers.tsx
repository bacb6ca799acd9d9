// Handlers of trust for staff: reporting a field, taking that back, recording a check, and what became of one's reports.
import { z } from 'zod';
import {
  checkService,
  DISPUTABLE,
  isDisputable,
  listOwnReports,
  loadService,
  reportField,
  STAFF_METHOD_KEYS,
  undoCheck,
  withdrawReport,
} from '#directory';
import {
  type Answered,
  choice,
  notFound,
  optionalText,
  page,
  pageNumber,
  parseForm,
  type Req,
  readInput,
  redirect,
  textOf,
} from '#web';
import { serviceHref, trailFrom } from '../links.ts';
import { ReportsPage, WrongPage } from './pages.tsx';

export async function showWrong(req: Req): Promise<Answered> {
  const service = await loadService(req.ctx, req.params.service ?? '');
  if (!service) return notFound();
  const asked = req.query.field ?? '';
  const values = { field: isDisputable(asked) ? asked : '' };
  return page(<WrongPage service={service} trail={trailFrom(req, req.query)} values={values} />);
}

const form = z.object({
  field: choice([...DISPUTABLE], 'Choose what is wrong'),
  said: optionalText({ max: 300 }),
});

export async function keepWrong(req: Req): Promise<Answered> {
  const service = await loadService(req.ctx, req.params.service ?? '');
  if (!service) return notFound();
  const parsed = parseForm(form, req.body);
  const trail = trailFrom(req, readInput(req.body));
  if (!parsed.ok)
    return page(<WrongPage service={service} trail={trail} values={parsed.input} errors={parsed.errors} />, {
      status: 422,
    });
  const outcome = await reportField(req.ctx, service.id, parsed.value);
  if (!outcome.ok && outcome.reason === 'not-found') return notFound();
  return redirect(serviceHref(trail, service.id), {
    notice: outcome.ok
      ? 'Thank you. It is marked for everybody. “What you reported” tells you what becomes of it.'
      : 'You have reported this already. Somebody is looking into it.',
  });
}

export async function showReports(req: Req): Promise<Answered> {
  const shown = pageNumber(req);
  return page(<ReportsPage {...(await listOwnReports(req.ctx, shown))} page={shown} />);
}

export async function takeBackReport(req: Req): Promise<Answered> {
  const outcome = await withdrawReport(req.ctx, textOf(readInput(req.body), 'report'));
  return outcome.ok ? redirect('/directory/reports', { notice: 'Your report is taken back.' }) : notFound();
}

const checkForm = z.object({ method: choice(STAFF_METHOD_KEYS, 'Choose how you checked') });

export async function keepCheck(req: Req): Promise<Answered> {
  const id = req.params.service ?? '';
  const href = serviceHref(trailFrom(req, readInput(req.body)), id);
  const parsed = parseForm(checkForm, req.body);
  // A list without an empty choice: only a broken form comes without one.
  if (!parsed.ok) return redirect(href, { notice: 'Choose how you checked.' });
  const outcome = await checkService(req.ctx, id, parsed.value.method);
  return outcome.ok ? redirect(href, { notice: 'Your check is recorded.' }) : notFound();
}

export async function takeBackCheck(req: Req): Promise<Answered> {
  const input = readInput(req.body);
  const outcome = await undoCheck(req.ctx, textOf(input, 'check'));
  if (!outcome.ok) return notFound();
  return redirect(serviceHref(trailFrom(req, input), outcome.value), { notice: 'Your check is taken back.' });
}
