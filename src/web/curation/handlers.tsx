// Handlers for those who keep the directory: the queue, one entry, checks, disputes, corrections, and links for the service.
import { z } from 'zod';
import {
  checkService,
  correctService,
  curatorOf,
  type EntryText,
  findOwnCheck,
  listOpenDisputes,
  listProviderLinks,
  listReviewQueue,
  loadEntryText,
  loadHistory,
  loadService,
  loadTrust,
  makeProviderLink,
  revokeProviderLink,
  type Service,
  STAFF_METHOD_KEYS,
  settleDispute,
  takeBackCorrection,
  undoCheck,
} from '#directory';
import { londonDay } from '#kernel';
import { Bdi, ButtonGroup, type FieldErrors, Form, Layout, PageHeading, SubmitButton } from '#ui';
import {
  type Answered,
  choice,
  EntryFields,
  entryInput,
  type FormInput,
  notFound,
  page,
  parseForm,
  type Req,
  readEntryForm,
  readInput,
  redirect,
  requiredText,
  textOf,
} from '#web';
import { LinkMadePage } from './link-made-page.tsx';
import { ReviewPage, reviewAsked, reviewHref } from './review-page.tsx';
import { CuratedPage, entryHref } from './service-page.tsx';

const curates = ({ actor }: Req): boolean => actor.kind === 'staff' && actor.role === 'administrator';

export async function showReview(req: Req): Promise<Answered> {
  const asked = reviewAsked(req.query);
  const today = londonDay(req.services.clock()).toString();
  const found = await listReviewQueue(req.ctx, { ...asked, today });
  return page(<ReviewPage {...found} asked={asked} curates={curates(req)} />);
}

const checkForm = z.object({ method: choice(STAFF_METHOD_KEYS, 'Choose how you checked') });

/** From the queue it leads back to the queue, from an entry to the entry. */
export async function keepCheck(req: Req): Promise<Answered> {
  const id = req.params.service ?? '';
  const input = readInput(req.body);
  const back = textOf(input, 'back') === 'service' ? entryHref(id) : reviewHref(reviewAsked(input));
  const parsed = parseForm(checkForm, req.body);
  if (!parsed.ok) return redirect(back, { notice: 'Choose how you checked.' });
  const outcome = await checkService(req.ctx, id, parsed.value.method);
  return outcome.ok
    ? redirect(back, { notice: 'The check is recorded. Open the entry to take it back.' })
    : notFound();
}

export async function takeBackCheck(req: Req): Promise<Answered> {
  const outcome = await undoCheck(req.ctx, textOf(readInput(req.body), 'check'));
  return outcome.ok
    ? redirect(entryHref(outcome.value), { notice: 'Your check is taken back.' })
    : notFound();
}

export async function showEntry(req: Req): Promise<Answered> {
  const { ctx } = req;
  const service = await loadService(ctx, req.params.service ?? '');
  if (!service) return notFound();
  const { id } = service;
  const [trusts, disputes, history, links, ownCheck] = await Promise.all([
    loadTrust(ctx, [id]),
    listOpenDisputes(ctx, id),
    loadHistory(ctx, id),
    listProviderLinks(ctx, id),
    findOwnCheck(ctx, id),
  ]);
  const trust = trusts.get(id);
  if (!trust) return notFound();
  const now = new Date(ctx.clock().epochMilliseconds);
  return page(<CuratedPage {...{ service, trust, disputes, history, links, ownCheck, now }} />);
}

const settleForm = z.object({
  field: requiredText('Choose a field', { max: 40 }),
  state: choice(['right', 'unknown'], 'Choose what became of it'),
});

export async function settle(req: Req): Promise<Answered> {
  const id = req.params.service ?? '';
  const parsed = parseForm(settleForm, req.body);
  if (!parsed.ok) return redirect(entryHref(id), { notice: 'Choose what became of it.' });
  const outcome = await settleDispute(req.ctx, id, parsed.value);
  return redirect(entryHref(id), {
    notice: outcome.ok ? 'Settled. Whoever reported it can see so.' : 'Somebody else has settled it already.',
  });
}

type CorrectProps = {
  readonly service: Service;
  readonly entry: EntryText;
  readonly values: FormInput;
  readonly errors?: FieldErrors;
};

const CorrectPage = ({ service, entry, values, errors }: CorrectProps) => (
  <Layout
    title="Correct this entry"
    back={{ href: entryHref(service.id), text: 'The entry' }}
    errors={errors}
  >
    <PageHeading caption={<Bdi>{service.name}</Bdi>}>Correct this entry</PageHeading>
    <p>
      What you change here holds for everybody, until the source itself changes the same field. Disputes of
      what you change are settled.
      {entry.address === null ? ' The address is corrected in the source.' : null}
    </p>
    <Form action={entryHref(service.id, '/correct')} values={values} errors={errors}>
      <EntryFields entry={entry} />
      <ButtonGroup>
        <SubmitButton>Save the corrections</SubmitButton>
        <a href={entryHref(service.id)}>Cancel</a>
      </ButtonGroup>
    </Form>
  </Layout>
);

export async function showCorrect({ ctx, params }: Req): Promise<Answered> {
  const service = await loadService(ctx, params.service ?? '');
  const entry = service && (await loadEntryText(ctx, service.id));
  return service && entry
    ? page(<CorrectPage service={service} entry={entry} values={entryInput(entry)} />)
    : notFound();
}

export async function keepCorrections(req: Req): Promise<Answered> {
  const service = await loadService(req.ctx, req.params.service ?? '');
  const entry = service && (await loadEntryText(req.ctx, service.id));
  if (!service || !entry) return notFound();
  const read = readEntryForm(entry, req.body, londonDay(req.services.clock()).toString());
  if (!read.ok)
    return page(<CorrectPage service={service} entry={entry} values={read.input} errors={read.errors} />, {
      status: 422,
    });
  if (Object.keys(read.changed).length === 0)
    return redirect(entryHref(service.id), { notice: 'Nothing was changed.' });
  const outcome = await correctService(req.ctx, service.id, read.changed, await curatorOf(req.ctx));
  return outcome.ok ? redirect(entryHref(service.id), { notice: 'The corrections are saved.' }) : notFound();
}

export async function takeBack(req: Req): Promise<Answered> {
  const outcome = await takeBackCorrection(req.ctx, textOf(readInput(req.body), 'correction'));
  return outcome.ok
    ? redirect(entryHref(outcome.value), { notice: 'It says again what its source says.' })
    : notFound();
}

/** The secret of the link is on this page and nowhere else, so it is the answer itself and no redirect. */
export async function makeLink(req: Req): Promise<Answered> {
  const service = await loadService(req.ctx, req.params.service ?? '');
  const made = service && (await makeProviderLink(req.ctx, service.id));
  if (!service || !made?.ok) return notFound();
  const link = `${req.services.config.origin}/service-entry/${req.organisation?.slug}/${made.value.token}`;
  return page(<LinkMadePage service={service} link={link} expiresAt={made.value.expiresAt} />);
}

export async function stopLink(req: Req): Promise<Answered> {
  const outcome = await revokeProviderLink(req.ctx, textOf(readInput(req.body), 'link'));
  return outcome.ok
    ? redirect(entryHref(outcome.value), { notice: 'The link no longer works.' })
    : notFound();
}
