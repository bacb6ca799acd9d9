// Days as whole numbers, for comparing many dates at once: a Temporal date for each worker costs more than the whole ranking.

/** Days since 1 March of the year 0 (Gregorian) of YYYY-MM-DD; exact for every date that exists. */
export function dayNumber(day: string): number {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  return (
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((153 * m + 2) / 5) +
    date -
    1
  );
}
