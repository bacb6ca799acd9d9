// Entries that may be one service: a list with reasons, and two side by side for a person to decide.
import type { ReactElement } from 'react';
import { z } from 'zod';
import {
  countDuplicates,
  type DuplicatePair,
  type DuplicateState,
  decideDuplicate,
  listDuplicates,
  loadDuplicate,
  undoDuplicate,
} from '#directory';
import { formatDay, instantOf, londonDay } from '#kernel';
import {
  Bdi,
  ButtonForm,
  EmptyState,
  type FieldErrors,
  FilterLinks,
  Form,
  Layout,
  PageHeading,
  Pagination,
  RadiosField,
  SubmitButton,
  Table,
  Tag,
} from '#ui';
import { type Answered, choice, notFound, page, pageNumber, parseForm, type Req, redirect } from '#web';
import { ROOT } from './review-page.tsx';
import { loadSide, Names, type Side, Sides } from './sides.tsx';

const HERE = `${ROOT}/duplicates`;
const STATES: Readonly<Record<DuplicateState, string>> = {
  open: 'To decide',
  later: 'Put off',
  same: 'The same',
  different: 'Not the same',
};
const STATE_KEYS = Object.keys(STATES) as DuplicateState[];

const stateHref = (state: DuplicateState, shown = 1): string =>
  `${HERE}?show=${state}${shown > 1 ? `&page=${shown}` : ''}`;

const Likely = ({ pair }: { readonly pair: DuplicatePair }): ReactElement =>
  pair.certain ? <Tag meaning="attention">Certain</Tag> : <>{pair.score} points</>;

const reasonsOf = ({ reasons }: DuplicatePair): ReactElement => (
  <ul className="nhsuk-list">
    {reasons.map(({ points, words }) => (
      <li key={words}>
        {points > 0 ? `+${points}` : `−${-points}`}: {words}
      </li>
    ))}
  </ul>
);

type ListProps = {
  readonly pairs: readonly DuplicatePair[];
  readonly total: number;
  readonly pageSize: number;
  readonly state: DuplicateState;
  readonly shown: number;
  readonly counts: Readonly<Record<DuplicateState, number>>;
};

const DuplicatesPage = ({ pairs, total, pageSize, state, shown, counts }: ListProps): ReactElement => (
  <Layout title="Entries that may be the same" back={ROOT} wide>
    <PageHeading>Entries that may be the same</PageHeading>
    <p>
      Two entries are never joined by themselves. Look at both, and say. An organisation’s number makes it
      certain; everything else is points for and against.
    </p>
    <FilterLinks
      label="Which pairs"
      links={STATE_KEYS.map(each => ({
        href: stateHref(each),
        text: `${STATES[each]} (${counts[each].toLocaleString('en-GB')})`,
        current: each === state,
      }))}
    />
    <Table
      caption={STATES[state]}
      rows={pairs}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="No pairs here">
          <p>New entries are compared a few minutes after they are brought in.</p>
        </EmptyState>
      }
      columns={[
        {
          heading: 'Entries',
          rowHeader: true,
          cell: pair => (
            <a href={`${HERE}/${pair.id}`}>
              <Names pair={pair} />
            </a>
          ),
        },
        {
          heading: 'Sources',
          cell: ({ one, other }) => <Bdi>{[...new Set([one.source, other.source])].join(' and ')}</Bdi>,
        },
        { heading: 'How likely', cell: pair => <Likely pair={pair} /> },
        { heading: 'Why', cell: reasonsOf },
      ]}
    />
    <Pagination
      page={shown}
      pageSize={pageSize}
      total={total}
      things="pairs"
      hrefFor={to => stateHref(state, to)}
    />
  </Layout>
);

export async function showDuplicates(req: Req): Promise<Answered> {
  const state = STATE_KEYS.find(each => each === req.query.show) ?? 'open';
  const shown = pageNumber(req);
  const [open, later, same, different] = await Promise.all(
    (['open', 'later', 'same', 'different'] as const).map(each => countDuplicates(req.ctx, each)),
  );
  const counts = { open: open ?? 0, later: later ?? 0, same: same ?? 0, different: different ?? 0 };
  return page(
    <DuplicatesPage
      {...(await listDuplicates(req.ctx, { state, page: shown }))}
      {...{ state, shown, counts }}
    />,
  );
}

const VERDICTS = ['keep-one', 'keep-other', 'different', 'later'] as const;

const Decide = ({
  pair,
  errors,
}: {
  readonly pair: DuplicatePair;
  readonly errors?: FieldErrors | undefined;
}): ReactElement => (
  <Form action={`${HERE}/${pair.id}`} errors={errors}>
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

const Decided = ({ pair }: { readonly pair: DuplicatePair }): ReactElement => (
  <>
    <p>
      <strong>{STATES[pair.state]}</strong>
      {pair.keptId === null ? '' : `: the ${pair.keptId === pair.one.id ? 'first' : 'second'} is kept`},
      decided on {pair.decidedAt ? formatDay(londonDay(instantOf(pair.decidedAt))) : ''} by{' '}
      <Bdi>{pair.decidedBy}</Bdi>.
    </p>
    <ButtonForm action={`${HERE}/${pair.id}/undo`} variant="secondary">
      Undo this
    </ButtonForm>
  </>
);

type PairProps = {
  readonly pair: DuplicatePair;
  readonly one: Side;
  readonly other: Side;
  readonly errors?: FieldErrors;
};

const PairPage = ({ pair, one, other, errors }: PairProps): ReactElement => (
  <Layout
    title="Are they the same?"
    back={{ href: HERE, text: 'Entries that may be the same' }}
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
      <Decided pair={pair} />
    ) : (
      <Decide pair={pair} errors={errors} />
    )}
  </Layout>
);

async function pairPage(req: Req, errors?: FieldErrors): Promise<Answered> {
  const pair = await loadDuplicate(req.ctx, req.params.pair ?? '');
  if (!pair) return notFound();
  const [one, other] = [await loadSide(req, pair.one.id), await loadSide(req, pair.other.id)];
  if (!one || !other) return notFound();
  return page(<PairPage pair={pair} one={one} other={other} {...(errors ? { errors } : {})} />, {
    status: errors ? 422 : 200,
  });
}

export const showPair = (req: Req): Promise<Answered> => pairPage(req);

const form = z.object({ verdict: choice(VERDICTS, 'Choose what they are') });

const REFUSED = {
  'already-decided': 'Somebody else has decided this already.',
  'already-replaced': 'One of them was replaced by another entry meanwhile. Undo that first.',
} as const;

export async function decide(req: Req): Promise<Answered> {
  const parsed = parseForm(form, req.body);
  if (!parsed.ok) return pairPage(req, parsed.errors);
  const pair = await loadDuplicate(req.ctx, req.params.pair ?? '');
  if (!pair) return notFound();
  const { verdict } = parsed.value;
  const outcome = await decideDuplicate(
    req.ctx,
    pair.id,
    verdict === 'different' || verdict === 'later'
      ? { kind: verdict }
      : { kind: 'same', kept: verdict === 'keep-one' ? pair.one.id : pair.other.id },
  );
  if (outcome.ok) return redirect(HERE, { notice: 'Saved. It can be undone under what was decided.' });
  return outcome.reason === 'not-found'
    ? notFound()
    : redirect(`${HERE}/${pair.id}`, { notice: REFUSED[outcome.reason] });
}

export async function undo(req: Req): Promise<Answered> {
  const id = req.params.pair ?? '';
  const outcome = await undoDuplicate(req.ctx, id);
  return outcome.ok ? redirect(HERE, { notice: 'Undone. The pair is to be decided again.' }) : notFound();
}
