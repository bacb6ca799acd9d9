// Calendar files by RFC 5545: line ends, folding by octets, escaping, times in UTC also when the clock changes.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { LONDON } from '../clock.ts';
import { type CalendarEvent, calendarFile, foldLine } from './calendar-file.ts';

const event = (changes: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'booking-1@example.org',
  sequence: 2,
  changedAt: Temporal.Instant.from('2026-03-10T12:00:00.123Z'),
  startsAt: Temporal.Instant.from('2026-03-27T10:00:00Z'),
  minutes: 60,
  title: 'Interpreted conversation',
  description: 'Sign in; then look, \\ or call\nNow',
  url: 'https://example.org/interpreting/1',
  status: 'CONFIRMED',
  ...changes,
});

/** Read as a calendar program does: unfolded, then name and value. */
const linesOf = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');

describe('a calendar file', () => {
  it('is a calendar of events, each with who it is, when it changed and when it is', () => {
    const text = calendarFile([event()]);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(linesOf(text)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Footbridge//Footbridge//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:booking-1@example.org',
      'DTSTAMP:20260310T120000Z',
      'LAST-MODIFIED:20260310T120000Z',
      'SEQUENCE:2',
      'DTSTART:20260327T100000Z',
      'DTEND:20260327T110000Z',
      'SUMMARY:Interpreted conversation',
      'DESCRIPTION:Sign in\\; then look\\, \\\\ or call\\nNow',
      'URL:https://example.org/interpreting/1',
      'STATUS:CONFIRMED',
      'CLASS:PRIVATE',
      'TRANSP:OPAQUE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it.each([
    ['the last Friday of winter time', '2026-03-27', '20260327T143000Z'],
    ['the first Monday of summer time', '2026-03-30', '20260330T133000Z'],
    ['the last Friday of summer time', '2026-10-23', '20261023T133000Z'],
    ['the first Monday of winter time', '2026-10-26', '20261026T143000Z'],
  ])('half past two in London on %s is that instant', (_, day, wanted) => {
    const plainTime = Temporal.PlainTime.from('14:30');
    const startsAt = Temporal.PlainDate.from(day)
      .toZonedDateTime({ timeZone: LONDON, plainTime })
      .toInstant();
    expect(linesOf(calendarFile([event({ startsAt })]))).toContain(`DTSTART:${wanted}`);
  });

  it('folds at 75 octets, loses nothing and cuts no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), typed => {
        const line = typed.replaceAll(/[\r\n]/g, '');
        const folded = foldLine(line);
        for (const part of folded.split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
        expect(folded.replaceAll('\r\n ', '')).toBe(line);
      }),
    );
  });

  it('lets no text begin a line of its own', () => {
    const title = 'Tea\r\nEND:VEVENT\r\nBEGIN:VALARM\u0000';
    const lines = linesOf(calendarFile([event({ title })]));
    expect(lines).toContain('SUMMARY:Tea\\nEND:VEVENT\\nBEGIN:VALARM');
    expect(lines.filter(line => line === 'END:VEVENT')).toHaveLength(1);
  });
});
