// How a group is said: where its pages are, when it meets, for whom, in which languages, and whether there is a place.
import { type Group, placesLeft, type Session, type Standing, standingOf, WHO } from '#groups';
import { formatDayWithWeekday, formatTime, LONDON, languageName } from '#kernel';
import type { TagMeaning } from '#ui';
import { countOf } from '../words.ts';

export const groupHref = ({ id }: Pick<Group, 'id'>, page = ''): string => `/groups/${id}${page}`;
export const sessionHref = ({ id }: Pick<Session, 'id'>, page = ''): string => `/group-sessions/${id}${page}`;
export const placeHref = ({ id }: { readonly id: string }, page: string): string =>
  `/group-places/${id}${page}`;

/** Thursday 5 March 2026, 2pm to 3:30pm. */
export function timeWords({ startsAt, minutes }: Pick<Session, 'startsAt' | 'minutes'>): string {
  const from = startsAt.toZonedDateTimeISO(LONDON);
  const to = from.add({ minutes });
  return `${formatDayWithWeekday(from.toPlainDate())}, ${formatTime(from)} to ${formatTime(to)}`;
}

export const languagesWords = (tags: readonly string[]): string => tags.map(languageName).join(', ');

/** 'Tigrinya and English; interpreter for Arabic', or null where neither is known. */
export function spokenWords({
  languages,
  interpreted,
}: Pick<Group, 'languages' | 'interpreted'>): string | null {
  const parts = [
    languages.length > 0 ? languagesWords(languages) : '',
    interpreted.length > 0 ? `interpreter for ${languagesWords(interpreted)}` : '',
  ].filter(part => part !== '');
  return parts.length === 0 ? null : parts.join('; ');
}

const STANDINGS: Readonly<Record<Standing, { readonly text: string; readonly meaning: TagMeaning }>> = {
  open: { text: 'Places left', meaning: 'active' },
  full: { text: 'Full', meaning: 'waiting' },
  closed: { text: 'Closed for joining', meaning: 'stopped' },
  ended: { text: 'Has ended', meaning: 'done' },
};
export const standingWords = (group: Group): (typeof STANDINGS)[Standing] => STANDINGS[standingOf(group)];

/** '3 of 12 places left, 2 people wait'. */
export function placesWords(group: Pick<Group, 'places' | 'members' | 'waiting'>): string {
  const left = `${placesLeft(group)} of ${countOf(group.places, 'place')} left`;
  if (group.waiting === 0) return left;
  return `${left}, ${group.waiting === 1 ? '1 person waits' : `${group.waiting} people wait`}`;
}

export const whoWords = ({ who }: Pick<Group, 'who'>): string =>
  who === 'mixed' ? 'Everybody (mixed)' : WHO[who];

export const leadersWords = ({ leaders }: Pick<Group, 'leaders'>): string =>
  leaders.map(({ name }) => name).join(', ');
