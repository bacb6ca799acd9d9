// Rows of the audit as a table: when, who, what, whose record.
import type { ReactElement, ReactNode } from 'react';
import { formatInstant, instantOf, ROLES } from '#kernel';
import type { AccessEvent } from '#overviews';
import { Bdi, type Column, Table } from '#ui';
import { roleName } from '#web';
import { actorWords, eventWords } from './event-words.ts';

const Who = ({ event }: { event: AccessEvent }): ReactElement => {
  const role = ROLES.find(each => each === event.actorRole);
  return (
    <>
      <Bdi>{actorWords(event.actorKind, event.actorName)}</Bdi>
      {role ? `, ${roleName(role).toLowerCase()}` : ''}
    </>
  );
};

const SUBJECT_WORDS: Readonly<Record<string, string>> = {
  account: 'An account',
  worker: 'A link worker',
  organisation: 'The organisation',
  team: 'A team',
  'api-client': 'Another system',
  'referring-organisation': 'A referring organisation',
  'received-message': 'A message',
};

const whose = (event: AccessEvent): ReactNode => {
  if (event.personId && event.personName)
    return (
      <a href={`/privacy/people/${event.personId}`}>
        <Bdi>{event.personName}</Bdi>
      </a>
    );
  if (event.subjectId === event.actorId) return 'Their own';
  return (event.subjectType && SUBJECT_WORDS[event.subjectType]) || 'No single record';
};

const WHEN: Column<AccessEvent> = {
  heading: 'When',
  rowHeader: true,
  cell: event => <time dateTime={event.at.toISOString()}>{formatInstant(instantOf(event.at))}</time>,
};
const WHO: Column<AccessEvent> = { heading: 'Who', cell: event => <Who event={event} /> };
const WHAT: Column<AccessEvent> = { heading: 'What', cell: event => eventWords(event.event) };
const WHOSE: Column<AccessEvent> = { heading: 'Whose record', cell: whose };
const WHY: Column<AccessEvent> = { heading: 'Why', cell: event => event.purpose ?? '' };

type Props = {
  readonly caption: string;
  readonly events: readonly AccessEvent[];
  readonly empty: ReactNode;
  /** On the page of one person the column would say the same in each row. */
  readonly onePerson?: boolean;
};

export const EventsTable = ({ caption, events, empty, onePerson = false }: Props): ReactElement => {
  const purposes = events.some(event => event.purpose !== null);
  const columns = [WHEN, WHO, WHAT, ...(onePerson ? [] : [WHOSE]), ...(purposes ? [WHY] : [])];
  return (
    <Table
      caption={caption}
      captionHidden
      columns={columns}
      rows={events}
      rowKey={event => event.id}
      empty={empty}
    />
  );
};
