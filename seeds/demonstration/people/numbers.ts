// Numbers that belong to nobody: test NHS numbers, phone numbers kept for drama, postcodes that do not exist.
import type { Dice } from '../chance/dice.ts';
import type { Blueprint } from '../services/blueprint.ts';

/** The check digit of nine digits (NHS Data Dictionary, modulus 11); 10 means that the number is not used. */
function checkDigit(nine: string): number {
  let sum = 0;
  for (let place = 0; place < 9; place += 1) sum += Number(nine[place]) * (10 - place);
  return (11 - (sum % 11)) % 11;
}

/** Five digits carry the index; one more is free, so that the check digit fits. */
export const MOST_NHS_NUMBERS = 100_000;

/** Different for each index below 100,000: 999 (kept for tests), five digits of the index, one that fits, the check digit. */
export function testNhsNumber(dice: Dice, index: number): string | null {
  if (index >= MOST_NHS_NUMBERS) return null;
  // The factor shares none with 100,000: every number is reached once, and neighbours lie far apart.
  const start = `999${String((index * 63_137 + 41_003) % MOST_NHS_NUMBERS).padStart(5, '0')}`;
  const free = dice.int(0, 8);
  const nine = checkDigit(`${start}${free}`) === 10 ? `${start}${free + 1}` : `${start}${free}`;
  return `${nine}${checkDigit(nine)}`;
}

/** 07700 900000 to 900999, kept by Ofcom for drama: a thousand of them, so that large populations share. */
export const fictionalMobile = (index: number): string =>
  `07700 900${String((index * 7 + 123) % 1000).padStart(3, '0')}`;

/** On the service's own exchange; 100 to 199 are left for offices. */
export const fictionalLandline = (dice: Dice, blueprint: Blueprint): string =>
  `${blueprint.landline}${dice.int(200, 999)}`;

const INWARD_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';

/** In an area that no real postcode starts with. */
export function fictionalPostcode(dice: Dice, blueprint: Blueprint): string {
  const letter = (): string => INWARD_LETTERS[dice.int(0, INWARD_LETTERS.length - 1)] ?? 'A';
  return `${blueprint.postcodeArea}${dice.int(1, 9)} ${dice.int(1, 9)}${letter()}${letter()}`;
}
