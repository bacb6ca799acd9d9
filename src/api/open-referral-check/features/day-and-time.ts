// Filter by day and time: services open at the hours of a record, against services that are closed on that day or at those hours.
import { isObject } from '../page.ts';
import type { Opened } from '../walk/open-records.ts';
import { CANDIDATES, type Feature, idsOf, rowsOf, sharpest, type Trial, textOf } from './feature.ts';

const WEEKDAYS = new Set(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']);
type Session = { readonly days: readonly string[]; readonly opens: string; readonly closes: string };

/** A weekly session with days and hours; null for anything else. */
function sessionOf(schedule: Readonly<Record<string, unknown>>): Session | null {
  const days = (textOf(schedule.byday) ?? '').split(',').map(day => day.trim().toUpperCase());
  const [opens, closes] = [hourOf(schedule.opens_at), hourOf(schedule.closes_at)];
  if (!days.every(day => WEEKDAYS.has(day)) || !opens || !closes || opens >= closes) return null;
  if (schedule.freq !== undefined && schedule.freq !== 'WEEKLY') return null;
  return { days, opens, closes };
}

const hourOf = (value: unknown): string | null => /^\d{2}:\d{2}/.exec(textOf(value) ?? '')?.[0] ?? null;

/** `valid_to` passed means hours unknown, `until` passed means ended: neither says the service is open. */
function holdsToday(schedule: Readonly<Record<string, unknown>>, today: string): boolean {
  const [from, to, until] = ['valid_from', 'valid_to', 'until'].map(name =>
    textOf(schedule[name])?.slice(0, 10),
  );
  return (!from || from <= today) && (!to || to >= today) && (!until || until >= today);
}

/** Every schedule in the record, wherever it is nested. */
function allSchedules(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(allSchedules);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'schedules' ? rowsOf(inner) : allSchedules(inner),
  );
}

type Known = Opened & { readonly sessions: readonly Session[] };

/** Services all of whose sessions are understood: of the others nobody can say that they are closed. */
function withSessions(services: readonly Opened[]): readonly Known[] {
  return services.flatMap(one => {
    const read = allSchedules(one.record).map(sessionOf);
    const sessions = read.filter(session => session !== null);
    return sessions.length > 0 && sessions.length === read.length ? [{ ...one, sessions }] : [];
  });
}

function trialOf(wanted: string, day: string, { opens, closes }: Session, known: readonly Known[]) {
  const onDay = ({ sessions }: Known) => sessions.filter(({ days }) => days.includes(day));
  const otherDay = known.filter(one => onDay(one).length === 0);
  const earlier = known.filter(
    one => onDay(one).length > 0 && onDay(one).every(each => each.closes <= opens),
  );
  const later = known.filter(one => onDay(one).length > 0 && onDay(one).every(each => each.opens >= closes));
  const query = { day, start_time: opens, end_time: closes };
  const trial: Trial = { query, wanted, unwanted: idsOf([...otherDay, ...earlier, ...later]) };
  return { trial, bothSides: earlier.length > 0 && later.length > 0 };
}

export const dayAndTime: Feature = {
  name: 'day and time',
  endpoint: '/services',
  of: ['oruk'],
  plan({ services, today }) {
    const known = withSessions(services);
    const trials = services.slice(0, CANDIDATES).flatMap(({ id, record }) =>
      rowsOf(record.schedules)
        .filter(schedule => holdsToday(schedule, today))
        .map(sessionOf)
        .filter(session => session !== null)
        .flatMap(session => session.days.map(day => trialOf(id, day, session, known))),
    );
    return sharpest(
      trials.map(({ trial }) => trial),
      'no service has weekly hours that hold today beside one that is closed then',
      new Set(trials.filter(({ bothSides }) => bothSides).map(({ trial }) => trial)),
    );
  },
};
