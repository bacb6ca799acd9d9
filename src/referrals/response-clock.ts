// The clock of an answer that is owed, in words: how soon it is due, or by how many working days it is late.
import type { Temporal } from 'temporal-polyfill';
import { bankHolidays, daysBetween, formatDayWithWeekday, formatTime, LONDON, londonDay } from '#kernel';

export type ClockState = 'late' | 'today' | 'ahead';
export type ResponseClock = { readonly state: ClockState; readonly words: string };

/** Working days after `from`, up to and with `to`; 0 when `to` is not later. */
export function workingDaysAfter(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  const days = daysBetween(from, to);
  if (days <= 0) return 0;
  const weeks = Math.floor(days / 7);
  let working = weeks * 5;
  for (let left = days - weeks * 7; left > 0; left -= 1)
    if (to.subtract({ days: left - 1 }).dayOfWeek < 6) working += 1;
  for (let year = from.year; year <= to.year; year += 1)
    working -= bankHolidays(year).filter(
      day => daysBetween(from, day) > 0 && daysBetween(day, to) >= 0,
    ).length;
  return working;
}

const counted = (days: number): string => (days === 1 ? '1 working day' : `${days} working days`);

/** 'Due today 5pm', 'Due tomorrow 5pm', 'Due in 3 working days', '2 working days late', 'Late since 5pm on Friday'. */
export function responseClock(respondBy: Temporal.Instant, now: Temporal.Instant): ResponseClock {
  const due = respondBy.toZonedDateTimeISO(LONDON);
  const [day, today] = [due.toPlainDate(), londonDay(now)];
  if (now.epochMilliseconds > respondBy.epochMilliseconds) {
    const late = workingDaysAfter(day, today);
    // Without a working day in between, the weekday alone says which day it was.
    const [weekday = ''] = formatDayWithWeekday(day).split(' ');
    const since = day.equals(today) ? 'today' : `on ${weekday}`;
    return {
      state: 'late',
      words: late > 0 ? `${counted(late)} late` : `Late since ${formatTime(due)} ${since}`,
    };
  }
  const days = daysBetween(today, day);
  if (days === 0) return { state: 'today', words: `Due today ${formatTime(due)}` };
  if (days === 1) return { state: 'ahead', words: `Due tomorrow ${formatTime(due)}` };
  return { state: 'ahead', words: `Due in ${counted(workingDaysAfter(today, day))}` };
}
