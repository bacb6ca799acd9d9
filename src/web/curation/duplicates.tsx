// Entries that may be one service: a list, the likeliest first, with reasons in short.
import type { ReactElement } from 'react';
import { countDuplicates, type DuplicatePair, type DuplicateState, listDuplicates } from '#directory';
import { Bdi, EmptyState, FilterLinks, Layout, PageHeading, Pagination, Table, Tag } from '#ui';
import { type Answered, page, pageNumber, type Req } from '#web';
import { ROOT } from './review-page.tsx';
import { Names } from './sides.tsx';

const HERE = `${ROOT}/duplicates`;
export const STATES: Readonly<Record<DuplicateState, string>> = {
  open: 'To decide',
  later: 'Put off',
  same: 'The same',
  different: 'Not the same',
};
const STATE_KEYS = Object.keys(STATES) as DuplicateState[];

/** Which page of which list. */
export type Place = { readonly state: DuplicateState; readonly shown: number };

export const placeHref = ({ state, shown }: Place, pair = ''): string => {
  const pairs = new URLSearchParams();
  if (state !== 'open') pairs.set('show', state);
  if (shown > 1) pairs.set('page', String(shown));
  return `${HERE}${pair === '' ? '' : `/${pair}`}${pairs.size > 0 ? `?${pairs}` : ''}`;
};

export const placeAsked = (req: Req): Place => ({
  state: STATE_KEYS.find(each => each === req.query.show) ?? 'open',
  shown: pageNumber(req),
});

export const Likely = ({ pair }: { readonly pair: DuplicatePair }): ReactElement =>
  pair.certain ? <Tag meaning="attention">Certain</Tag> : <>{pair.score} points</>;

/** On one line: the page of the pair has them one by one, with their points. */
const reasonsInShort = ({ reasons }: DuplicatePair): string =>
  [
    ...reasons.filter(({ points }) => points > 0).map(({ words }) => words),
    ...reasons.filter(({ points }) => points <= 0).map(({ words }) => `Against: ${words}`),
  ].join('. ');

const LikelyBecause = ({ pair }: { readonly pair: DuplicatePair }): ReactElement => (
  <>
    <Likely pair={pair} />
    <br />
    {reasonsInShort(pair)}
  </>
);

type ListProps = {
  readonly pairs: readonly DuplicatePair[];
  readonly total: number;
  readonly pageSize: number;
  readonly place: Place;
  readonly counts: Readonly<Record<DuplicateState, number>>;
};

const DuplicatesPage = ({ pairs, total, pageSize, place, counts }: ListProps): ReactElement => (
  <Layout title="Entries that may be the same" back={ROOT} wide>
    <PageHeading>Entries that may be the same</PageHeading>
    <p>
      Two entries are never joined by themselves. Look at both, and say. An organisation’s number makes it
      certain; everything else is points for and against.
    </p>
    <FilterLinks
      label="Which pairs"
      links={STATE_KEYS.map(each => ({
        href: placeHref({ state: each, shown: 1 }),
        text: `${STATES[each]} (${counts[each].toLocaleString('en-GB')})`,
        current: each === place.state,
      }))}
    />
    <Table
      caption={STATES[place.state]}
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
            <>
              <a href={placeHref(place, pair.id)}>
                <Names pair={pair} />
              </a>
              <br />
              <span className="fb-missing">
                <Bdi>{[...new Set([pair.one.source, pair.other.source])].join(' and ')}</Bdi>
              </span>
            </>
          ),
        },
        { heading: 'How likely', cell: pair => <LikelyBecause pair={pair} /> },
      ]}
    />
    <Pagination
      page={place.shown}
      pageSize={pageSize}
      total={total}
      things="pairs"
      hrefFor={shown => placeHref({ ...place, shown })}
    />
  </Layout>
);

export async function showDuplicates(req: Req): Promise<Answered> {
  const place = placeAsked(req);
  const [open, later, same, different] = await Promise.all(
    (['open', 'later', 'same', 'different'] as const).map(each => countDuplicates(req.ctx, each)),
  );
  const counts = { open: open ?? 0, later: later ?? 0, same: same ?? 0, different: different ?? 0 };
  return page(
    <DuplicatesPage
      {...(await listDuplicates(req.ctx, { state: place.state, page: place.shown }))}
      {...{ place, counts }}
    />,
  );
}
