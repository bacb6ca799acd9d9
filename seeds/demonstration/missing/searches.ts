// How many searches found nothing in each month of the year, by kind: as the running service would have counted them.
import { diceFor } from '../chance/dice.ts';
import type { TimeLine } from '../chance/time-line.ts';
import type { Row } from '../plan.ts';

const KINDS = {
  any: 40,
  language: 18,
  immigration: 14,
  mental_health: 12,
  housing: 12,
  food: 8,
  navigation: 6,
  faith: 1,
} as const;
const SHORT: ReadonlySet<string> = new Set(['mental_health', 'housing', 'immigration']);
const MONTHS = 12;

/** @param people of the service over the year: searches grow with them. */
export function searchCounts(
  seed: number,
  slug: string,
  timeLine: TimeLine,
  people: number,
): Row<'search_counts'>[] {
  const dice = diceFor(seed, slug, 'searches');
  const [year = 0, month = 1] = timeLine.day(0).split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) => {
    const at = year * 12 + month - 1 - back;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`;
  }).flatMap(first =>
    Object.entries(KINDS).flatMap(([kind, share]) => {
      const searches = Math.round((share * people * dice.int(5, 15)) / 400);
      const none_known = Math.round((searches * dice.int(5, SHORT.has(kind) ? 60 : 25)) / 100);
      const empty = Math.round((none_known * dice.int(10, 40)) / 100);
      return searches === 0 ? [] : [{ month: first, kind, searches, none_known, empty }];
    }),
  );
}
