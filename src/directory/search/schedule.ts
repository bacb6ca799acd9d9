// Whether a service is open on a day of the week and at a time, from schedules as Open Referral has them.
import { type Judged, lazily, no, notKnown } from './judged.ts';

export const WEEKDAYS = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
} as const;
export type Weekday = keyof typeof WEEKDAYS;
const ORDER = Object.keys(WEEKDAYS) as Weekday[];

/** Minutes from midnight, from and up to. */
export const PARTS_OF_DAY = {
  morning: [6 * 60, 12 * 60],
  afternoon: [12 * 60, 17 * 60],
  evening: [17 * 60, 24 * 60],
} as const;
export type PartOfDay = keyof typeof PARTS_OF_DAY;

/** Days are 'YYYY-MM-DD', times 'HH:MM' or 'HH:MM:SS'. */
export type Schedule = {
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly start: string | null;
  readonly until: string | null;
  readonly freq: 'WEEKLY' | 'MONTHLY' | null;
  readonly interval: number | null;
  /** 'MO,WE', and '2TU' (the second Tuesday) when monthly. */
  readonly byDay: string | null;
  readonly byMonthDay: string | null;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
};

/** The few ways in which days are written, read once. */
const READ_DAYS = new Map<string, ReadonlyMap<Weekday, string>>();
const MOST_READ = 1000;

function readDays(text: string): ReadonlyMap<Weekday, string> {
  const kept = READ_DAYS.get(text);
  if (kept) return kept;
  const days = new Map<Weekday, string>();
  for (const part of text.toUpperCase().split(',')) {
    const read = /^\s*([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)\s*$/.exec(part);
    if (read) days.set(read[2] as Weekday, read[1] ?? '');
  }
  if (READ_DAYS.size < MOST_READ) READ_DAYS.set(text, days);
  return days;
}

/** On which weekdays; null: it does not say, or any of them. */
function daysOf(schedule: Schedule): ReadonlyMap<Weekday, string> | null {
  const days = readDays(schedule.byDay ?? '');
  if (days.size > 0) return days;
  if (schedule.byMonthDay !== null || schedule.start === null || schedule.freq === 'MONTHLY') return null;
  const weekday = ORDER[(new Date(`${schedule.start}T12:00:00Z`).getUTCDay() + 6) % 7];
  return weekday === undefined ? null : new Map([[weekday, '']]);
}

/** `valid_to` in the past: hours not known. `until` in the past, or a single day that was: ended. (Open Referral UK guidance.) */
const hasEnded = (schedule: Schedule, today: string): boolean =>
  (schedule.until !== null && schedule.until < today) ||
  (schedule.freq === null && schedule.byDay === null && schedule.start !== null && schedule.start < today);
const isInForce = (schedule: Schedule, today: string): boolean =>
  (schedule.validTo === null || schedule.validTo >= today) &&
  (schedule.validFrom === null || schedule.validFrom <= today);

const minutes = (time: string | null): number | null => {
  const read = /^(\d{2}):(\d{2})/.exec(time ?? '');
  return read ? Number(read[1]) * 60 + Number(read[2]) : null;
};

/** '10:00' → '10am', '13:30' → '1:30pm'. */
export function timeInWords(time: string): string {
  const all = minutes(time) ?? 0;
  const [hour, minute] = [Math.floor(all / 60), all % 60];
  if (all === 12 * 60) return 'midday';
  if (all === 0 || all === 24 * 60) return 'midnight';
  return `${((hour + 11) % 12) + 1}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`}${hour < 12 ? 'am' : 'pm'}`;
}

const hoursInWords = ({ opensAt, closesAt }: Schedule): string => {
  if (opensAt !== null && closesAt !== null) return ` ${timeInWords(opensAt)} to ${timeInWords(closesAt)}`;
  if (opensAt !== null) return ` from ${timeInWords(opensAt)}`;
  return closesAt === null ? '' : ` until ${timeInWords(closesAt)}`;
};

const ORDINALS: Readonly<Record<string, string>> = {
  1: 'first',
  2: 'second',
  3: 'third',
  4: 'fourth',
  5: 'fifth',
  '-1': 'last',
};

const dayInWords = (day: Weekday, nth: string, { freq, interval }: Schedule): string => {
  const ordinal = ORDINALS[nth.replace('+', '')];
  if (freq === 'MONTHLY') return `${ordinal ? `${ordinal} ` : ''}${WEEKDAYS[day]} of the month`;
  return (interval ?? 1) > 1 ? `${WEEKDAYS[day]} every ${interval} weeks` : WEEKDAYS[day];
};

/** Whether its hours meet a part of the day; unknown when they are not said. */
function meets({ opensAt, closesAt }: Schedule, part: PartOfDay): 'yes' | 'no' | 'unknown' {
  const [from, to] = PARTS_OF_DAY[part];
  const [opens, closes] = [minutes(opensAt), minutes(closesAt)];
  if (opens === null && closes === null) return 'unknown';
  if (opens !== null && closes !== null && closes <= opens) return opens < to || closes > from ? 'yes' : 'no';
  if (opens !== null && opens >= to) return 'no';
  if (closes !== null && closes <= from) return 'no';
  const certain = opens !== null && (closes !== null || opens >= from);
  return certain ? 'yes' : 'unknown';
}

const HOURS_UNSAID = notKnown('Opening hours');
const NOT_OPEN = no('Not open then');

/** @param today 'YYYY-MM-DD' in London. Without a weekday: on any day. */
export function openOn(
  schedules: readonly Schedule[],
  { day, part }: { readonly day?: Weekday | undefined; readonly part?: PartOfDay | undefined },
  today: string,
): Judged {
  if (schedules.length === 0) return HOURS_UNSAID;
  const going = schedules.filter(schedule => !hasEnded(schedule, today));
  const known = going.filter(schedule => isInForce(schedule, today));
  let doubtful = known.length < going.length || schedules.length === 0;
  for (const schedule of known) {
    const days = daysOf(schedule);
    if (days === null ? true : day !== undefined && !days.has(day)) {
      doubtful ||= days === null;
      continue;
    }
    const fits = part === undefined ? 'yes' : meets(schedule, part);
    if (fits === 'unknown') doubtful = true;
    if (fits !== 'yes') continue;
    const [first] = days ?? [];
    const open: readonly [Weekday, string] | undefined =
      day === undefined ? first : [day, days?.get(day) ?? ''];
    if (open) return lazily('yes', () => `Open ${dayInWords(...open, schedule)}${hoursInWords(schedule)}`);
  }
  return doubtful ? HOURS_UNSAID : NOT_OPEN;
}
