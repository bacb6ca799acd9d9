// Numbers that belong to nobody: right by their rules, different for everybody, and outside what is given to people.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFictionalMobile, isTestNhsNumber, parseNhsNumber, parsePostcode, phoneKey } from '#kernel';
import { diceFor } from '../chance/dice.ts';
import { NORTHBRIDGE } from '../services/northbridge.ts';
import { THAMESMERE } from '../services/thamesmere.ts';
import {
  fictionalLandline,
  fictionalMobile,
  fictionalPostcode,
  MOST_NHS_NUMBERS,
  testNhsNumber,
} from './numbers.ts';

describe('made-up numbers', () => {
  it('are valid NHS numbers of the test range', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: MOST_NHS_NUMBERS - 1 }), (seed, index) => {
        const number = testNhsNumber(diceFor(seed, 'nhs'), index) ?? '';
        expect(parseNhsNumber(number)).toEqual({ ok: true, value: number });
        expect(isTestNhsNumber(number)).toBe(true);
      }),
    );
  });

  it('are different NHS numbers for everybody, until they run out', () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => testNhsNumber(diceFor(index, 'nhs'), index));
    expect(new Set(numbers).size).toBe(20_000);
    expect(testNhsNumber(diceFor(1, 'nhs'), MOST_NHS_NUMBERS)).toBeNull();
  });

  it('are phone numbers that Ofcom keeps for drama, a mobile each for the first thousand', () => {
    const mobiles = Array.from({ length: 1000 }, (_, index) => fictionalMobile(index));
    expect(new Set(mobiles).size).toBe(1000);
    for (const mobile of mobiles) expect(isFictionalMobile(phoneKey(mobile) ?? '')).toBe(true);
    const dice = diceFor(2, 'phones');
    expect(fictionalLandline(dice, NORTHBRIDGE)).toMatch(/^0113 496 0[2-9]\d\d$/);
    expect(fictionalLandline(dice, THAMESMERE)).toMatch(/^020 7946 0[2-9]\d\d$/);
  });

  it('are postcodes by shape, in areas that do not exist', () => {
    const dice = diceFor(4, 'postcodes');
    for (let count = 0; count < 200; count += 1) {
      const postcode = fictionalPostcode(dice, NORTHBRIDGE);
      expect(postcode).toMatch(/^NB[1-9] /);
      expect(parsePostcode(postcode)).toEqual({ ok: true, value: postcode });
    }
  });
});
