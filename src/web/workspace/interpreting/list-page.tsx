// The link worker's list of interpreters: to book, coming up, and those of which nobody has said how they went.
import type { ReactElement } from 'react';
import {
  BOOKING_MODES,
  BOOKING_STATES,
  type ListedBooking,
  loadBookingsOfWorker,
  type WorkerBookings,
} from '#contacts';
import { Bdi, type Column, EmptyState, InsetText, Layout, PageHeading, Table, Tag } from '#ui';
import { type Answered, bookingHref, page, type Req, whenWords, whoWords } from '#web';
import { accountIdOf } from '../words.ts';
import { contactHref, minutesWords, STATE_MEANINGS } from './words.ts';

export async function showBookings(req: Req): Promise<Answered> {
  return page(<BookingsPage found={await loadBookingsOfWorker(req.ctx, accountIdOf(req.actor))} />);
}

export const BookingsPage = ({ found }: { readonly found: WorkerBookings }): ReactElement => (
  <Layout title="Interpreters" wide>
    <PageHeading>Interpreters</PageHeading>
    {found.more ? (
      <InsetText>
        <p>There are more open bookings than fit here. These are the first.</p>
      </InsetText>
    ) : null}
    <Part title="To book" rows={found.toBook} empty="Nothing to book">
      You can ask for an interpreter on a person’s record.
    </Part>
    {found.toRecord.length > 0 ? (
      <Part title="How did these go?" rows={found.toRecord} empty="" past />
    ) : null}
    <Part title="Coming up" rows={found.upcoming} empty="No interpreter is booked" />
    {found.upcoming.length > 0 ? (
      <p>
        <a href="/interpreting/calendar.ics">Put all that are coming up in your calendar (file)</a>. The file
        does not say who they are about.
      </p>
    ) : null}
  </Layout>
);

type PartProps = {
  readonly title: string;
  readonly rows: readonly ListedBooking[];
  readonly empty: string;
  readonly past?: boolean;
  readonly children?: string;
};

const Part = ({ title, rows, empty, past = false, children }: PartProps): ReactElement => (
  <Table
    caption={title}
    columns={columnsOf(past)}
    rows={rows}
    rowKey={row => row.id}
    empty={<EmptyState title={empty}>{children ? <p>{children}</p> : null}</EmptyState>}
  />
);

const columnsOf = (past: boolean): Column<ListedBooking>[] => [
  {
    heading: 'When',
    rowHeader: true,
    cell: booking => (
      <>
        {whenWords(booking)}
        <div className="nhsuk-hint">{minutesWords(booking)}</div>
      </>
    ),
  },
  {
    heading: 'Person',
    cell: ({ personId, personName }) => (
      <a href={`/people/${personId}`}>
        <Bdi>{personName}</Bdi>
      </a>
    ),
  },
  {
    heading: 'Interpreting',
    cell: booking => (
      <>
        <Bdi>{whoWords(booking)}</Bdi>
        <div className="nhsuk-hint">{BOOKING_MODES[booking.mode]}</div>
      </>
    ),
  },
  {
    heading: 'State',
    cell: ({ state }) => <Tag meaning={STATE_MEANINGS[state]}>{BOOKING_STATES[state]}</Tag>,
  },
  {
    heading: 'What to do',
    headingHidden: true,
    cell: booking => (
      <div className="fb-row-actions">
        {past ? (
          <a href={contactHref({ booking })}>
            Record the contact<span className="nhsuk-u-visually-hidden">: {booking.personName}</span>
          </a>
        ) : null}
        <a href={bookingHref(booking)}>
          Open<span className="nhsuk-u-visually-hidden">: {booking.personName}</span>
        </a>
      </div>
    ),
  },
];
