// One booking of an interpreter: how it stands, what can be done next, and what came of it.
import type { ReactElement } from 'react';
import {
  atTheSameTime,
  BOOKING_MODES,
  BOOKING_ROLES,
  BOOKING_STATES,
  type Booking,
  isOpenBooking,
  loadBookingsOfWorker,
  NONE_BECAUSE,
  NOT_ATTENDED,
  PERSON_VIEWS,
  QUALITIES,
  SEX_WISHES,
  SEXES_GIVEN,
} from '#contacts';
import { formatInstant } from '#kernel';
import {
  Bdi,
  ButtonForm,
  ButtonGroup,
  ButtonLink,
  InsetText,
  Layout,
  PageHeading,
  SummaryList,
  type SummaryRow,
  Tag,
} from '#ui';
import {
  type Answered,
  bookingHref,
  languageWords,
  notFound,
  page,
  type Req,
  whenWords,
  whoWords,
} from '#web';
import { personHref } from '../scene.ts';
import { type BookingScene, openBooking } from './arrange-handlers.tsx';
import { contactHref, minutesWords, STATE_MEANINGS } from './words.ts';

export async function showBooking(req: Req): Promise<Answered> {
  const found = await openBooking(req);
  if (!found) return notFound();
  const clashing = await loadClashing(req, found);
  return page(<BookingPage {...found} clashing={clashing} now={req.ctx.clock().epochMilliseconds} />, {
    subject: { type: 'person', id: found.scene.person.id },
  });
}

/** Neither the link worker nor the person can be in two conversations at once: whoever arranges one is told. */
async function loadClashing(req: Req, { scene, booking }: BookingScene): Promise<Booking[]> {
  const workerId = scene.referral?.workerId ?? booking.workerId;
  if (!scene.mayWork || !isOpenBooking(booking.state) || workerId === null) return [];
  const { toBook, upcoming } = await loadBookingsOfWorker(req.ctx, workerId);
  return atTheSameTime(booking, [...toBook, ...upcoming]);
}

type Props = BookingScene & { readonly clashing: readonly Booking[]; readonly now: number };

export const BookingPage = ({ scene, booking, clashing, now }: Props): ReactElement => (
  <Layout title="Interpreting" back={`${personHref(scene)}#interpreting`}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Interpreting</PageHeading>
    <p>
      <Tag meaning={STATE_MEANINGS[booking.state]}>{BOOKING_STATES[booking.state]}</Tag>
    </p>
    {clashing.length > 0 ? <Clashing bookings={clashing} /> : null}
    {scene.mayWork ? <Next booking={booking} now={now} /> : null}
    <SummaryList rows={[...wishRows(booking), ...providerRows(booking)]} />
    {isOpenBooking(booking.state) ? null : (
      <>
        <h2>How it went</h2>
        <SummaryList rows={endRows(booking)} />
        {scene.mayWork ? (
          <ButtonForm action={bookingHref(booking, '/reopen')} variant="secondary" small>
            This is wrong: open it again
          </ButtonForm>
        ) : null}
      </>
    )}
    {booking.startsAt && isOpenBooking(booking.state) && scene.mayWork ? (
      <p>
        <a href={bookingHref(booking, '/calendar.ics')}>Put it in your calendar (file)</a>. The file does not
        say who it is about.
      </p>
    ) : null}
  </Layout>
);

const Clashing = ({ bookings }: { readonly bookings: readonly Booking[] }): ReactElement => (
  <InsetText>
    <p>At this time the link worker has another interpreted conversation:</p>
    <ul className="nhsuk-list nhsuk-list--bullet">
      {bookings.map(booking => (
        <li key={booking.id}>
          <a href={bookingHref(booking)}>{whenWords(booking)}</a>, <Bdi>{whoWords(booking)}</Bdi>
        </li>
      ))}
    </ul>
  </InsetText>
);

const Next = ({ booking, now }: Pick<Props, 'booking' | 'now'>): ReactElement | null => {
  const begun = booking.startsAt !== null && booking.startsAt.epochMilliseconds <= now;
  if (booking.state === 'attended')
    return (
      <ButtonGroup>
        <ButtonLink
          href={bookingHref(booking, '/quality')}
          variant={booking.quality ? 'secondary' : 'primary'}
        >
          {booking.quality ? 'Change how good it was' : 'Say how good it was'}
        </ButtonLink>
      </ButtonGroup>
    );
  if (!isOpenBooking(booking.state)) return null;
  return (
    <ButtonGroup>
      {begun ? <ButtonLink href={contactHref({ booking })}>Record the contact</ButtonLink> : null}
      <ButtonLink href={bookingHref(booking, '/book')} variant={begun ? 'secondary' : 'primary'}>
        {booking.state === 'booked' ? 'Change the booking' : 'Book the interpreter'}
      </ButtonLink>
      <ButtonLink href={bookingHref(booking, '/outcome')} variant="secondary">
        {begun ? 'Say how it went' : 'It will not take place'}
      </ButtonLink>
    </ButtonGroup>
  );
};

const wishRows = (booking: Booking): SummaryRow[] => [
  { key: 'When', value: whenWords(booking) },
  { key: 'How long', value: minutesWords(booking) },
  { key: 'Language', value: <Bdi>{languageWords(booking)}</Bdi> },
  { key: 'Who should interpret', value: BOOKING_ROLES[booking.role] },
  {
    key: 'Woman or man',
    value: booking.sexWished === 'not_asked' ? null : SEX_WISHES[booking.sexWished],
  },
  { key: 'How', value: BOOKING_MODES[booking.mode] },
  { key: 'Where', value: booking.place === '' ? null : <Bdi>{booking.place}</Bdi>, missing: 'Not said' },
];

const providerRows = (booking: Booking): SummaryRow[] => {
  if (booking.state === 'needed') return [];
  return [
    {
      key: 'Provider',
      value: booking.provider === '' ? null : <Bdi>{booking.provider}</Bdi>,
      missing: 'Not said',
    },
    {
      key: 'Their reference',
      value: booking.providerReference === '' ? null : <Bdi>{booking.providerReference}</Bdi>,
      missing: 'None',
    },
    {
      key: 'Who comes',
      value: booking.sexGiven === 'not_known' ? null : SEXES_GIVEN[booking.sexGiven],
      missing: 'Not known',
    },
    {
      key: 'Asked for',
      value: booking.requestedAt && formatInstant(booking.requestedAt),
      missing: 'Not recorded',
    },
    { key: 'Confirmed', value: booking.bookedAt && formatInstant(booking.bookedAt), missing: 'Not so far' },
  ];
};

function endRows(booking: Booking): SummaryRow[] {
  const words = (text: string): SummaryRow['value'] => (text === '' ? null : <Bdi>{text}</Bdi>);
  switch (booking.state) {
    case 'attended':
      return [
        {
          key: 'For the worker',
          value: booking.quality && QUALITIES[booking.quality],
          missing: 'Not said yet',
        },
        ...(booking.qualityNote === ''
          ? []
          : [{ key: 'What the problem was', value: words(booking.qualityNote) }]),
        {
          key: 'For the person',
          value: booking.personView === 'not_asked' ? null : PERSON_VIEWS[booking.personView],
        },
        ...(booking.personWords === '' ? [] : [{ key: 'In their words', value: words(booking.personWords) }]),
      ];
    case 'not_attended':
      return [{ key: 'Why', value: booking.notAttendedBecause && NOT_ATTENDED[booking.notAttendedBecause] }];
    case 'none_available':
      return [
        { key: 'Why', value: booking.noneBecause && NONE_BECAUSE[booking.noneBecause] },
        { key: 'What was tried', value: words(booking.reason) },
        { key: 'What was done instead', value: words(booking.instead) },
      ];
    case 'relative_used':
      return [
        { key: 'Who interpreted', value: words(booking.relation) },
        { key: 'Age', value: '18 or older' },
        { key: 'Why no professional', value: words(booking.reason) },
      ];
    default:
      return [];
  }
}
