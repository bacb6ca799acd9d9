// Who has a place in a group and who waits, as far as the reader may know their names.
import type { ReactElement } from 'react';
import { type ListedPlace, PLACES_A_PAGE, placesLeft, WAITING_BECAUSE } from '#groups';
import { formatDay, instantOf, londonDay } from '#kernel';
import { Bdi, type Column, EmptyState, InsetText, Pagination, Table } from '#ui';
import { groupHref, placeHref } from '../words.ts';
import type { GroupPageProps } from './props.ts';

export const PersonName = ({
  place,
}: {
  readonly place: Pick<ListedPlace, 'personId' | 'personName' | 'mayOpen'>;
}): ReactElement =>
  place.mayOpen ? (
    <a href={`/people/${place.personId}`}>
      <Bdi>{place.personName}</Bdi>
    </a>
  ) : (
    <>
      <Bdi>{place.personName}</Bdi>
      <div className="nhsuk-hint">Of another team</div>
    </>
  );

/** People of other teams are counted, and named only to who leads the group. */
const Others = ({ count, what }: { readonly count: number; readonly what: string }): ReactElement | null =>
  count <= 0 ? null : (
    <p>
      {count === 1 ? `1 person of another team ${what}` : `${count} people of other teams ${what}`}. Their
      names are shown to who leads the group.
    </p>
  );

const dayOf = (date: Date | null): string => (date === null ? '' : formatDay(londonDay(instantOf(date))));

export const MembersPart = ({ group, members, at }: GroupPageProps): ReactElement => (
  <section aria-labelledby="members">
    <h2 id="members">People with a place</h2>
    <Table
      caption={`${group.members} of ${group.places} places are taken`}
      columns={MEMBERS}
      rows={members.places}
      rowKey={place => place.id}
      empty={
        <EmptyState
          title={group.members === 0 ? 'Nobody has a place yet' : 'Nobody of your team has a place'}
        />
      }
    />
    <Others
      count={group.members - members.total}
      what={group.members - members.total === 1 ? 'has a place' : 'have a place'}
    />
    <Pagination
      page={at}
      pageSize={PLACES_A_PAGE}
      total={members.total}
      things="people"
      hrefFor={to => groupHref(group, `?page=${to}`)}
    />
  </section>
);

const MEMBERS: Column<ListedPlace>[] = [
  { heading: 'Name', rowHeader: true, cell: place => <PersonName place={place} /> },
  { heading: 'Since', cell: place => dayOf(place.joinedAt) },
  {
    heading: 'What to do',
    headingHidden: true,
    cell: place => <Leave place={place} text="Give up the place" />,
  },
];

const Leave = ({ place, text }: { readonly place: ListedPlace; readonly text: string }): ReactElement => (
  <a href={placeHref(place, '/leave')}>
    {text}
    <span className="nhsuk-u-visually-hidden">: {place.personName}</span>
  </a>
);

export const WaitingPart = ({ group, waiting, runs }: GroupPageProps): ReactElement | null =>
  group.waiting === 0 ? null : (
    <section aria-labelledby="waiting">
      <h2 id="waiting">Waiting list</h2>
      {placesLeft(group) > 0 && group.joining !== 'ended' ? (
        <InsetText>
          <p>
            There is a place. Ask whoever is first on the list whether they still want it, then give it to
            them.
          </p>
        </InsetText>
      ) : null}
      <Table
        caption={group.waiting === 1 ? '1 person waits' : `${group.waiting} people wait`}
        columns={waitingColumns(runs, placesLeft(group) > 0 && group.joining !== 'ended')}
        rows={waiting.places}
        rowKey={place => place.id}
        empty={<EmptyState title="Nobody of your team waits" />}
      />
      <Others
        count={group.waiting - waiting.total}
        what={group.waiting - waiting.total === 1 ? 'waits' : 'wait'}
      />
    </section>
  );

const waitingColumns = (runs: boolean, placeFree: boolean): Column<ListedPlace>[] => [
  { heading: 'Turn', numeric: true, cell: place => place.nth },
  { heading: 'Name', rowHeader: true, cell: place => <PersonName place={place} /> },
  {
    heading: 'Why',
    cell: place => (
      <>
        {place.waitingBecause ? WAITING_BECAUSE[place.waitingBecause] : ''}
        {place.aheadBecause === null ? null : (
          <div className="nhsuk-hint">
            Put first: <Bdi>{place.aheadBecause}</Bdi>
          </div>
        )}
        {place.note === '' ? null : (
          <div className="nhsuk-hint">
            <Bdi>{place.note}</Bdi>
          </div>
        )}
      </>
    ),
  },
  { heading: 'Since', cell: place => dayOf(place.askedAt) },
  {
    heading: 'What to do',
    headingHidden: true,
    cell: place => (
      <div className="fb-row-actions">
        {runs && placeFree ? (
          <a href={placeHref(place, '/give')}>
            Give the place<span className="nhsuk-u-visually-hidden"> to {place.personName}</span>
          </a>
        ) : null}
        {runs && (place.nth ?? 1) > 1 ? (
          <a href={placeHref(place, '/ahead')}>
            Put first<span className="nhsuk-u-visually-hidden">: {place.personName}</span>
          </a>
        ) : null}
        <Leave place={place} text="Take off the list" />
      </div>
    ),
  },
];
