// A calendar file (RFC 5545, iCalendar) of events with times: every time in UTC, so that no calendar has to know of summer time.
import type { Temporal } from 'temporal-polyfill';

export type CalendarEvent = {
  /** Stays the same for as long as it is the same event (RFC 5545, 3.8.4.7); unique in the world, by the host's name. */
  readonly uid: string;
  /** Grows with each change (3.8.7.4). */
  readonly sequence: number;
  readonly changedAt: Temporal.Instant;
  readonly startsAt: Temporal.Instant;
  readonly minutes: number;
  /** Shown in shared calendars and on locked telephones: never anything personal. */
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
};

/** Backslash, semicolon, comma and line ends (3.3.11). Other controls may not be in a text at all. */
const textOf = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, mark => `\\${mark}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go.
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');

/** 20260329T083000Z (3.3.5, form 2). */
const utc = (instant: Temporal.Instant): string =>
  `${instant.toString({ smallestUnit: 'second' }).replaceAll(/[-:]|\.\d+/g, '')}`;

const MOST_OCTETS = 75;

/** Lines of at most 75 octets, the rest on lines that begin with a space (3.1); never inside a character. */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MOST_OCTETS) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}

const eventLines = (event: CalendarEvent): string[] => [
  'BEGIN:VEVENT',
  `UID:${textOf(event.uid)}`,
  `DTSTAMP:${utc(event.changedAt)}`,
  `LAST-MODIFIED:${utc(event.changedAt)}`,
  `SEQUENCE:${event.sequence}`,
  `DTSTART:${utc(event.startsAt)}`,
  `DTEND:${utc(event.startsAt.add({ minutes: event.minutes }))}`,
  `SUMMARY:${textOf(event.title)}`,
  `DESCRIPTION:${textOf(event.description)}`,
  `URL:${event.url}`,
  `STATUS:${event.status}`,
  'CLASS:PRIVATE',
  'TRANSP:OPAQUE',
  'END:VEVENT',
];

/** The whole file, for `text/calendar; charset=utf-8`. */
export const calendarFile = (events: readonly CalendarEvent[]): string =>
  `${[
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Footbridge//Footbridge//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
    .map(foldLine)
    .join('\r\n')}\r\n`;
