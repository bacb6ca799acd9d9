// One place of a person in a group, on their record and on the page of their groups.
import type { ReactElement } from 'react';
import { LEFT_BECAUSE, type PlaceOfPerson, WAITING_BECAUSE } from '#groups';
import { formatDay, formatInstant, instantOf, londonDay } from '#kernel';
import { Bdi, Tag } from '#ui';
import { countOf } from '../../words.ts';
import { groupHref, placeHref } from '../words.ts';

const dayOf = (date: Date): string => formatDay(londonDay(instantOf(date)));

type Props = { readonly place: PlaceOfPerson; readonly change: boolean };

export const PlaceItem = ({ place, change }: Props): ReactElement => (
  <li>
    <Tag meaning={MEANINGS[place.state]}>{STATES[place.state]}</Tag>
    <p>
      {change ? (
        <a href={groupHref({ id: place.groupId })}>
          <Bdi>{place.groupName}</Bdi>
        </a>
      ) : (
        <Bdi>{place.groupName}</Bdi>
      )}
      <br />
      {standingOf(place)}
      {place.marked > 0 ? ` Came ${place.came} of ${countOf(place.marked, 'time')} marked.` : ''}
      {change && place.state !== 'left' ? (
        <>
          {' '}
          <a href={placeHref(place, '/leave')}>
            {place.state === 'member' ? 'Give up the place' : 'Take off the list'}
            <span className="nhsuk-u-visually-hidden"> in {place.groupName}</span>
          </a>
        </>
      ) : null}
    </p>
  </li>
);

const STATES = { member: 'Has a place', waiting: 'Waits', left: 'Left' } as const;
const MEANINGS = { member: 'active', waiting: 'waiting', left: 'done' } as const;

function standingOf(place: PlaceOfPerson): string {
  const { state, joinedAt, askedAt, endedAt, waitingBecause, leftBecause, nextAt, nth } = place;
  if (state === 'member') {
    const next = nextAt === null ? 'No date is planned' : `Next on ${formatInstant(instantOf(nextAt))}`;
    return `Since ${dayOf(joinedAt ?? askedAt)}. ${next}.`;
  }
  if (state === 'waiting')
    return `Turn ${nth ?? '?'} on the waiting list since ${dayOf(askedAt)}. ${waitingBecause ? WAITING_BECAUSE[waitingBecause] : ''}.`;
  return `${dayOf(endedAt ?? askedAt)}: ${leftBecause ? LEFT_BECAUSE[leftBecause].toLowerCase() : 'no reason is written down'}.`;
}
