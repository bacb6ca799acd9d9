// Opening times as a person types them, a line a day: "Monday 10:00 to 12:30"; and the rows of schedules they are.
import { WEEKDAYS, type Weekday } from '../search/schedule.ts';

export type Session = { readonly day: Weekday; readonly opensAt: string; readonly closesAt: string };

const DAYS = Object.keys(WEEKDAYS) as Weekday[];
const LINE = /^(\p{L}+):?\s+(.+)$/u;
const HOURS = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\s*(?:to|-|–)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/i;

const dayNamed = (word: string): Weekday | undefined =>
  word.length < 2 ? undefined : DAYS.find(day => WEEKDAYS[day].toLowerCase().startsWith(word.toLowerCase()));

/** '9', '30', 'pm' → '21:30'; null when there is no such time. */
function timeOf(hour: string, minute: string | undefined, half: string | undefined): string | null {
  let hours = Number(hour);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  const minutes = Number(minute ?? '0');
  if (hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

function sessionOf(day: Weekday, hours: string): Session | null {
  const [, h1 = '', m1, half1, h2 = '', m2, half2] = HOURS.exec(hours.trim()) ?? [];
  if (h1 === '') return null;
  const closesAt = timeOf(h2, m2, half2);
  // '10 to 12.30pm' begins in the morning, '2 to 4pm' does not.
  const halves = half1 === undefined && half2 !== undefined ? [half2, 'am'] : [half1];
  const opensAt = halves
    .map(half => timeOf(h1, m1, half))
    .find(time => time !== null && closesAt !== null && time < closesAt);
  return opensAt && closesAt !== null ? { day, opensAt, closesAt } : null;
}

/** Null when a line is no day with hours. Two sessions of a day are two lines, or have a comma between them. */
export function readOpening(text: string): readonly Session[] | null {
  const sessions: Session[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [, word = '', hours = ''] = LINE.exec(line.trim()) ?? [];
    const day = dayNamed(word);
    if (day === undefined) return null;
    for (const part of hours.split(/,|\band\b/)) {
      const session = sessionOf(day, part);
      if (session === null) return null;
      sessions.push(session);
    }
  }
  return sessions;
}

const placeOf = ({ day, opensAt }: Session): string => `${DAYS.indexOf(day)} ${opensAt}`;

/** In order of the week, a line a session. */
export const writeOpening = (sessions: readonly Session[]): string =>
  [...sessions]
    .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
    .map(({ day, opensAt, closesAt }) => `${WEEKDAYS[day]} ${opensAt} to ${closesAt}`)
    .join('\n');

export type ScheduleRow = {
  readonly freq: string | null;
  readonly interval: number | null;
  readonly byday: string | null;
  readonly opens_at: string | null;
  readonly closes_at: string | null;
  /** Anything else that limits it: days, dates, a place of its own. */
  readonly more: boolean;
};

/** Null when the rows say more than days of every week with hours. */
export function sessionsOf(rows: readonly ScheduleRow[]): readonly Session[] | null {
  const sessions: Session[] = [];
  for (const { freq, interval, byday, opens_at, closes_at, more } of rows) {
    const days = (byday ?? '')
      .toUpperCase()
      .split(',')
      .map(day => day.trim());
    if (more || freq !== 'WEEKLY' || (interval ?? 1) !== 1 || opens_at === null || closes_at === null)
      return null;
    if (!days.every(day => DAYS.includes(day as Weekday))) return null;
    for (const day of days as Weekday[])
      sessions.push({ day, opensAt: opens_at.slice(0, 5), closesAt: closes_at.slice(0, 5) });
  }
  return sessions;
}
