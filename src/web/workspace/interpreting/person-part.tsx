// Interpreting on a person's record: what is to come, what was, and the way to ask for more; all of it on a page of its own.
import type { ReactElement } from 'react';
import { BOOKING_STATES, BOOKINGS_A_PAGE, type Booking, loadBookingsOfPerson } from '#contacts';
import { Bdi, ButtonLink, EmptyState, Layout, PageHeading, Pagination, Tag } from '#ui';
import { type Answered, bookingHref, notFound, page, pageNumber, type Req, whenWords, whoWords } from '#web';
import { factOf } from '../person/words.ts';
import { openPerson, type PersonScene, personHref } from '../scene.ts';
import { minutesWords, STATE_MEANINGS } from './words.ts';

export const BOOKINGS_SHOWN = 3;

type Props = { readonly scene: PersonScene; readonly bookings: readonly Booking[]; readonly total: number };

export const InterpretingPart = ({ scene, bookings, total }: Props): ReactElement => (
  <section aria-labelledby="interpreting">
    <h2 id="interpreting">Interpreting</h2>
    {total === 0 ? <EmptyState title={emptyTitle(scene)} /> : <Bookings bookings={bookings} />}
    {total > bookings.length ? (
      <p>
        <a href={personHref(scene, '/interpreting')}>Show all {total} bookings</a>
      </p>
    ) : null}
    {scene.mayWork ? <AskButton scene={scene} /> : null}
  </section>
);

function emptyTitle({ person }: PersonScene): string {
  const needed = factOf(person, 'interpreter');
  if (needed?.status !== 'answered') return 'Nobody has asked yet if they want an interpreter';
  return needed.value === true
    ? 'They want an interpreter, and none is asked for'
    : 'They said that they need no interpreter';
}

const AskButton = ({ scene }: Pick<Props, 'scene'>): ReactElement => (
  <ButtonLink href={personHref(scene, '/interpreting/new')} variant="secondary" small>
    Ask for an interpreter
  </ButtonLink>
);

const Bookings = ({ bookings }: Pick<Props, 'bookings'>): ReactElement => (
  <ul className="nhsuk-list fb-plain-list">
    {bookings.map(booking => (
      <li key={booking.id}>
        <Tag meaning={STATE_MEANINGS[booking.state]}>{BOOKING_STATES[booking.state]}</Tag>
        <p>
          <a href={bookingHref(booking)}>{whenWords(booking)}</a>
          <br />
          <Bdi>{whoWords(booking)}</Bdi>. {minutesWords(booking)}.
        </p>
      </li>
    ))}
  </ul>
);

export async function showBookingsOfPerson(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  const at = pageNumber(req);
  const found = await loadBookingsOfPerson(req.ctx, scene.person.id, { page: at });
  const body = <BookingsOfPersonPage scene={scene} {...found} at={at} />;
  return page(body, { subject: { type: 'person', id: scene.person.id } });
}

const BookingsOfPersonPage = ({
  scene,
  bookings,
  total,
  at,
}: Props & { readonly at: number }): ReactElement => (
  <Layout title="Interpreting" back={personHref(scene)}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Interpreting</PageHeading>
    {scene.mayWork ? <AskButton scene={scene} /> : null}
    {bookings.length === 0 ? (
      <EmptyState title={total === 0 ? emptyTitle(scene) : 'No booking here'} />
    ) : (
      <Bookings bookings={bookings} />
    )}
    <Pagination
      page={at}
      pageSize={BOOKINGS_A_PAGE}
      total={total}
      things="bookings"
      hrefFor={to => `/people/${scene.person.id}/interpreting?page=${to}`}
    />
  </Layout>
);
