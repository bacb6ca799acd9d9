// Which year of numbers is meant.
import type { Req } from '#web';

/** A year that has referrals, or all years; anything else that is asked is the newest year. */
export function askedYear(req: Req, years: readonly number[]): number | null {
  if (req.query.year === 'all') return null;
  return years.find(year => String(year) === req.query.year) ?? years[0] ?? null;
}
