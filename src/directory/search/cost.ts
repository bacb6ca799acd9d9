// What a service costs, from its cost options and its words about fees: free, something, or not known.
import type { Cost } from './facts.ts';

export type CostOption = {
  readonly amount: number | null;
  readonly option: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
};

const FREE =
  /^\W*(it is |always |completely )?(free( of charge)?|no (charge|cost|fee)s?|nothing|£?0(\.00)?)\W*$/i;
const STARTS_FREE =
  /^\W*(free\b(?! (for|if|to (under|over|those|people|members|residents)))|no (charge|cost|fee)s?\b)/i;
const PRICE = /(£|\bgbp\s?)\s?0*[1-9]|\b[1-9]\d*(\.\d\d)?\s?(pounds|p\b|pence)/i;
const LONGEST = 60;

const short = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 2).trimEnd()} …` : text;

/** A sentence that is neither plainly free nor plainly a price leaves it open, and is shown instead. */
export function costOf(fees: string | null, options: readonly CostOption[]): Cost | null {
  const amounts = options.flatMap(({ amount }) => (amount === null ? [] : [amount]));
  if (amounts.length > 0) {
    const least = Math.min(...amounts);
    if (Math.max(...amounts) === 0) return { free: true, words: 'Free' };
    return {
      free: false,
      words:
        least === 0 ? 'Free for some' : `Costs £${least.toFixed(2)}${amounts.length > 1 ? ' or more' : ''}`,
    };
  }
  for (const text of [fees, ...options.map(({ option }) => option)]) {
    const said = text?.trim() ?? '';
    if (said === '') continue;
    if (FREE.test(said) || (STARTS_FREE.test(said) && !PRICE.test(said)))
      return { free: true, words: 'Free' };
    if (PRICE.test(said) && !/\bfree\b/i.test(said)) return { free: false, words: `Costs: ${short(said)}` };
  }
  return null;
}
