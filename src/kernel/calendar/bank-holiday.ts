// Bank holidays and working days in England, by rule and by proclamation, as listed on https://www.gov.uk/bank-holidays.
import { Temporal } from 'temporal-polyfill';

const dateOf = (year: number, month: number, day: number): Temporal.PlainDate =>
  Temporal.PlainDate.from({ year, month, day });

const isWeekend = (day: Temporal.PlainDate): boolean => day.dayOfWeek >= 6;

/** Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher's method). */
function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const march = epact + weekday - 7 * late + 114;
  return dateOf(year, Math.floor(march / 31), (march % 31) + 1);
}

const firstMonday = (year: number, month: number): Temporal.PlainDate => {
  const first = dateOf(year, month, 1);
  return first.add({ days: (8 - first.dayOfWeek) % 7 });
};

const lastMonday = (year: number, month: number): Temporal.PlainDate => {
  const last = dateOf(year, month, Temporal.PlainYearMonth.from({ year, month }).daysInMonth);
  return last.subtract({ days: last.dayOfWeek - 1 });
};

/** A holiday on a weekend is kept on the next weekday that is not one already. */
function keptOn(day: Temporal.PlainDate, taken: readonly Temporal.PlainDate[]): Temporal.PlainDate {
  let kept = day;
  while (isWeekend(kept) || taken.some(other => other.equals(kept))) kept = kept.add({ days: 1 });
  return kept;
}

/** Days moved or added by royal proclamation. A new one is added here when it is proclaimed. */
const PROCLAIMED: Readonly<
  Record<number, { readonly gone: readonly string[]; readonly added: readonly string[] }>
> = {
  2020: { gone: ['2020-05-04'], added: ['2020-05-08'] },
  2022: { gone: ['2022-05-30'], added: ['2022-06-02', '2022-06-03', '2022-09-19'] },
  2023: { gone: [], added: ['2023-05-08'] },
};

/** Every referral asks for a year or two of them. */
const ofYear = new Map<number, readonly Temporal.PlainDate[]>();

/** The bank holidays of a year in England, substitute days included, in order. */
export function bankHolidays(year: number): readonly Temporal.PlainDate[] {
  const known = ofYear.get(year) ?? workOutBankHolidays(year);
  ofYear.set(year, known);
  return known;
}

function workOutBankHolidays(year: number): readonly Temporal.PlainDate[] {
  const easter = easterSunday(year);
  const christmas = dateOf(year, 12, 25);
  const boxing = dateOf(year, 12, 26);
  // When one of the two falls on a weekend the other keeps its own day, and the substitute comes after both.
  const christmasKept = isWeekend(christmas) ? keptOn(christmas, [boxing]) : christmas;
  const boxingKept = isWeekend(boxing) ? keptOn(boxing, [christmasKept]) : boxing;
  const proclaimed = PROCLAIMED[year] ?? { gone: [], added: [] };
  const days = [
    keptOn(dateOf(year, 1, 1), []),
    easter.subtract({ days: 2 }),
    easter.add({ days: 1 }),
    firstMonday(year, 5),
    lastMonday(year, 5),
    lastMonday(year, 8),
    christmasKept,
    boxingKept,
    ...proclaimed.added.map(day => Temporal.PlainDate.from(day)),
  ];
  return days.filter(day => !proclaimed.gone.includes(day.toString())).sort(Temporal.PlainDate.compare);
}

/** Monday to Friday and not a bank holiday in England. */
export const isWorkingDay = (day: Temporal.PlainDate): boolean =>
  !isWeekend(day) && !bankHolidays(day.year).some(holiday => holiday.equals(day));

/**
 * The day that many working days after `day` (before it, when `count` is negative); `day` itself is not counted.
 * With 0, `day` itself if it is a working day, else the next one.
 */
export function addWorkingDays(day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  const step = count < 0 ? -1 : 1;
  let left = Math.abs(Math.trunc(count));
  let reached = day;
  while (left > 0) {
    reached = reached.add({ days: step });
    if (isWorkingDay(reached)) left -= 1;
  }
  while (!isWorkingDay(reached)) reached = reached.add({ days: step });
  return reached;
}
