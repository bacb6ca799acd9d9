// Two entries that may be one service, side by side, for a person to decide; and what was decided, to be undone.
import type { ReactElement } from 'react';
import { z } from 'zod';
import {
  type DuplicatePair,
  decideDuplicate,
  listDuplicates,
  loadDuplicate,
  undoDuplicate,
} from '#directory';
import { formatDay, instantOf, londonDay } from '#kernel';
import { Bdi, ButtonForm, type FieldErrors, Form, Layout, PageHeading, RadiosField, SubmitButton } from '#ui';
import { type Answered, choice, notFound, page, parseForm, type Req, redirect } from '#web';
import { Likely, type Place, placeAsked, placeHref, STATES } from './duplicates.tsx';
import { loadSide, type Side, Sides } from './sides.tsx';

const reasonsOf = ({ reasons }: DuplicatePair): ReactElement => (
  <ul className="nhsuk-list">
    {reasons.map(({ points, words }) => (
      <li key={words}>
        {points > 0 ? `+${points}` : `−${-points}`}: {words}
      </li>
    ))}
  </ul>
);

const VERDICTS = ['keep-one', 'keep-other', 'different', 'later'] as const;

type PairProps = {
  readonly pair: DuplicatePair;
  readonly place: Place;
  readonly one: Side;
  readonly other: Side;
  readonly errors?: FieldErrors | undefined;
};

const Decide = ({ pair, place, errors }: Pick<PairProps, 'pair' | 'place' | 'errors'>): ReactElement => (
  <Form action={placeHref(place, pair.id)} errors={errors}>
    <RadiosField
      name="verdict"
      label="What are they?"
      options={[
        {
          value: 'keep-one',
          label: 'The same: keep the first',
          hint: 'Searches show the first only. Plans and shortlists with the second lead to it.',
        },
        { value: 'keep-other', label: 'The same: keep the second', hint: 'The other way round.' },
        { value: 'different', label: 'Not the same', hint: 'You are not asked again.' },
        { value: 'later', label: 'Decide later' },
      ]}
    />
    <SubmitButton>Save</SubmitButton>
  </Form>
);

const Decided = ({ pair, place }: Pick<PairProps, 'pair' | 'place'>): ReactElement => (
  <>
    <p>
      <strong>{STATES[pair.state]}</strong>
      {pair.keptId === null ? '' : `: the ${pair.keptId === pair.one.id ? 'first' : 'second'} is kept`},
      decided on {pair.decidedAt ? formatDay(londonDay(instantOf(pair.decidedAt))) : ''} by{' '}
      <Bdi>{pair.decidedBy}</Bdi>.
    </p>
    <ButtonForm action={placeHref(place, `${pair.id}/undo`)} variant="secondary">
      Undo this
    </ButtonForm>
  </>
);

const PairPage = ({ pair, place, one, other, errors }: PairProps): ReactElement => (
  <Layout
    title="Are they the same?"
    back={{ href: placeHref(place), text: 'Entries that may be the same' }}
    errors={errors}
    wide
  >
    <PageHeading>Are they the same?</PageHeading>
    <p>
      <Likely pair={pair} />
    </p>
    {reasonsOf(pair)}
    <Sides one={one} other={other} />
    {pair.state === 'same' || pair.state === 'different' ? (
      <Decided pair={pair} place={place} />
    ) : (
      <Decide pair={pair} place={place} errors={errors} />
    )}
  </Layout>
);

async function pairPage(req: Req, errors?: FieldErrors): Promise<Answered> {
  const pair = await loadDuplicate(req.ctx, req.params.pair ?? '');
  if (!pair) return notFound();
  const [one, other] = [await loadSide(req, pair.one.id), await loadSide(req, pair.other.id)];
  if (!one || !other) return notFound();
  return page(<PairPage place={placeAsked(req)} {...{ pair, one, other, errors }} />, {
    status: errors ? 422 : 200,
  });
}

export const showPair = (req: Req): Promise<Answered> => pairPage(req);

const form = z.object({ verdict: choice(VERDICTS, 'Choose what they are') });

const REFUSED = {
  'already-decided': 'Somebody else has decided this already.',
  'already-replaced': 'One of them was replaced by another entry meanwhile. Undo that first.',
} as const;

/** The pairs behind this one on its page of the list. */
async function listBehind(req: Req, id: string): Promise<readonly string[]> {
  const { state, shown } = placeAsked(req);
  const ids = (await listDuplicates(req.ctx, { state, page: shown })).pairs.map(pair => pair.id);
  return ids.includes(id) ? ids.slice(ids.indexOf(id) + 1) : [];
}

/** What was decided may have ended other pairs, too: it leads on to the first that is still there, or back to its page of the list. */
async function nextHref(req: Req, behind: readonly string[]): Promise<string> {
  const place = placeAsked(req);
  for (const id of behind) {
    const next = await loadDuplicate(req.ctx, id);
    if (next?.state === place.state) return placeHref(place, id);
  }
  return placeHref(place);
}

export async function decide(req: Req): Promise<Answered> {
  const parsed = parseForm(form, req.body);
  if (!parsed.ok) return pairPage(req, parsed.errors);
  const pair = await loadDuplicate(req.ctx, req.params.pair ?? '');
  if (!pair) return notFound();
  const { verdict } = parsed.value;
  const behind = await listBehind(req, pair.id);
  const outcome = await decideDuplicate(
    req.ctx,
    pair.id,
    verdict === 'different' || verdict === 'later'
      ? { kind: verdict }
      : { kind: 'same', kept: verdict === 'keep-one' ? pair.one.id : pair.other.id },
  );
  if (outcome.ok)
    return redirect(await nextHref(req, behind), {
      notice: 'Saved. It can be undone under what was decided.',
    });
  return outcome.reason === 'not-found'
    ? notFound()
    : redirect(placeHref(placeAsked(req), pair.id), { notice: REFUSED[outcome.reason] });
}

export async function undo(req: Req): Promise<Answered> {
  const id = req.params.pair ?? '';
  const outcome = await undoDuplicate(req.ctx, id);
  return outcome.ok
    ? redirect(placeHref(placeAsked(req)), { notice: 'Undone. The pair is to be decided again.' })
    : notFound();
}
