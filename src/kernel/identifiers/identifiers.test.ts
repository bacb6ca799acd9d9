import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNhsNumber, isTestNhsNumber, parseNhsNumber } from './nhs-number.ts';
import { formatPhone, isFictionalMobile, isUkMobile, parsePhone, phoneKey } from './phone.ts';
import { distanceKm, isNoFixedAbode, outwardCode, parsePostcode } from './postcode.ts';

describe('NHS number', () => {
  test.each([
    '9434765919',
    '943 476 5919',
    '943-476-5919',
    ' 943–476–5919 ',
    '٩٤٣٤٧٦٥٩١٩',
    '\u200e943 476 5919',
  ])('%s is accepted', text => {
    expect(parseNhsNumber(text)).toEqual({ ok: true, value: '9434765919' });
  });

  test.each([
    ['', 'empty'],
    [' - ', 'empty'],
    ['943476591', 'not-ten-digits'],
    ['94347659199', 'not-ten-digits'],
    ['943476591X', 'not-ten-digits'],
    ['9434765918', 'check-digit-wrong'],
    ['0000000000', 'check-digit-wrong'],
    ['4444444444', 'check-digit-wrong'],
  ])('%s is refused as %s', (text, reason) => {
    expect(parseNhsNumber(text)).toEqual({ ok: false, reason });
  });

  test('one wrong digit or two swapped neighbours never pass', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat({ max: 8 }),
        (place, change, swap) => {
          const digits = [...'9990548609'];
          expect(parseNhsNumber(digits.join('')).ok).toBe(true);
          const slipped = digits.with(place, String((Number(digits[place]) + change) % 10));
          expect(parseNhsNumber(slipped.join('')).ok).toBe(false);
          const [left = '', right = ''] = digits.slice(swap);
          if (left !== right) {
            expect(
              parseNhsNumber(
                digits
                  .with(swap, right)
                  .with(swap + 1, left)
                  .join(''),
              ).ok,
            ).toBe(false);
          }
        },
      ),
    );
  });

  test('is printed 3-3-4, and numbers for tests are known', () => {
    expect(formatNhsNumber('9434765919')).toBe('943 476 5919');
    expect(isTestNhsNumber('9990548609')).toBe(true);
    expect(isTestNhsNumber('9434765919')).toBe(false);
  });
});

describe('postcode', () => {
  test.each([
    ['sw1a1aa', 'SW1A 1AA'],
    ['M1  1AE', 'M1 1AE'],
    ['gir 0aa', 'GIR 0AA'],
    ['ec1a-1bb', 'EC1A 1BB'],
    ['CR2 6XH.', 'CR2 6XH'],
    ['SW1A OAA', 'SW1A 0AA'],
    ['ZZ99 3VZ', 'ZZ99 3VZ'],
    ['ZX9 9ZZ', 'ZX9 9ZZ'],
    ['BF1 3AA', 'BF1 3AA'],
  ])('%s is %s', (typed, expected) => {
    expect(parsePostcode(typed)).toEqual({ ok: true, value: expected });
  });

  test.each(['SW1A', '12345', 'M1 1AC', 'ABC 1AA', 'SW1A 1AAA', 'none', '1600 AB'])(
    '%s is refused',
    typed => {
      expect(parsePostcode(typed)).toEqual({ ok: false, reason: 'not-a-postcode' });
    },
  );

  test('empty, outward codes and no fixed abode', () => {
    expect(parsePostcode(' ')).toEqual({ ok: false, reason: 'empty' });
    expect(outwardCode('sw1a1aa')).toBe('SW1A');
    expect(outwardCode('m1')).toBe('M1');
    expect(outwardCode('Leeds')).toBeNull();
    expect(isNoFixedAbode('ZZ99 3VZ')).toBe(true);
  });

  test('distance is right, the same both ways and nothing at the same place', () => {
    const leeds = { latitude: 53.797, longitude: -1.5437 };
    const london = { latitude: 51.5074, longitude: -0.1278 };
    expect(distanceKm(leeds, london)).toBeGreaterThan(271);
    expect(distanceKm(leeds, london)).toBeLessThan(274);
    const point = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
        expect(distanceKm(a, a)).toBe(0);
        expect(distanceKm(a, b)).toBeLessThan(20_020);
      }),
    );
  });
});

describe('phone', () => {
  test.each([
    '07700 900123',
    '07700-900-123',
    '+44 7700 900123',
    '+44 (0)7700 900123',
    '(+44) 7700 900123',
    '0044 7700 900 123',
    '447700900123',
    '7700900123',
    '07700 900123 ext 4',
    '٠٧٧٠٠ ٩٠٠١٢٣',
    '\u202a+44 7700 900123\u202c',
  ])('%s is one number', text => {
    expect(phoneKey(text)).toBe('447700900123');
  });

  test.each([
    ['+251 91 123 4567', '251911234567'],
    ['00 93 70 123 4567', '93701234567'],
    ['0113 496 0000', '441134960000'],
    ['0800 1111', '448001111'],
  ])('%s has the key %s', (text, key) => {
    expect(phoneKey(text)).toBe(key);
  });

  test.each([
    ['', 'empty'],
    ['ask his brother', 'not-digits'],
    ['0770o 900123', 'not-digits'],
    ['12345', 'too-short'],
    ['00000000000', 'too-short'],
    ['0770 900', 'too-short'],
    ['07700 900123456', 'too-long'],
    ['+2519112345678901234', 'too-long'],
  ])('%s is refused as %s', (text, reason) => {
    expect(parsePhone(text)).toEqual({ ok: false, reason });
  });

  test('what was written is kept, and a text can only go to a mobile', () => {
    expect(parsePhone(' 07700  900123 (wife)')).toEqual({ ok: false, reason: 'not-digits' });
    expect(parsePhone(' 07700  900123 ')).toEqual({
      ok: true,
      value: { text: '07700 900123', key: '447700900123' },
    });
    expect(isUkMobile('447700900123')).toBe(true);
    expect(isUkMobile('441134960000')).toBe(false);
    expect(isUkMobile('447600900123')).toBe(false);
    expect(isFictionalMobile('447700900123')).toBe(true);
    expect(isFictionalMobile('447700901123')).toBe(false);
    expect(formatPhone('447700900123')).toBe('07700 900123');
    expect(formatPhone('251911234567')).toBe('+251911234567');
  });

  test('the shown form of a key has that key again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(44[1-9][0-9]{9}|251[1-9][0-9]{8})$/), key => {
        fc.pre(!/^(.)\1*$/.test(key.slice(2)));
        expect(phoneKey(formatPhone(key))).toBe(key);
      }),
    );
  });
});
