// Sealed values open only unaltered, in their own place, for their own purpose, with a key that is kept.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CannotOpen, deriveKey, isSealedWithOlderKey, open, seal, sealingKeys } from './seal.ts';

const SECRET = 'a secret of at least thirty-two bytes';
const OLDER = 'an older secret, long enough as well!';
const keys = sealingKeys('test', SECRET);
const PLACE = 'org-1|accounts|totp_secret_sealed|row-1';

describe('sealing', () => {
  test('any text comes back whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        expect(open(keys, seal(keys, text, context), context)).toBe(text);
      }),
    );
  });

  test('the same text never seals to the same bytes, and is not inside them', () => {
    const first = seal(keys, 'refused asylum', PLACE);
    expect(first.equals(seal(keys, 'refused asylum', PLACE))).toBe(false);
    expect(first.includes('asylum')).toBe(false);
  });

  test('changing any single byte stops it opening', () => {
    const sealed = seal(keys, 'what was said', PLACE);
    for (let index = 0; index < sealed.length; index++) {
      const altered = Buffer.from(sealed);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => open(keys, altered, PLACE), `byte ${index}`).toThrow(CannotOpen);
    }
  });

  test('cut short at any length it does not open', () => {
    const sealed = seal(keys, 'what was said', PLACE);
    for (let length = 0; length < sealed.length; length++) {
      expect(() => open(keys, sealed.subarray(0, length), PLACE), `length ${length}`).toThrow(CannotOpen);
    }
  });

  test.each([
    ['another organisation', 'org-2|accounts|totp_secret_sealed|row-1'],
    ['another column', 'org-1|accounts|email|row-1'],
    ['another row', 'org-1|accounts|totp_secret_sealed|row-2'],
  ])('moved to %s it does not open', (_where, context) => {
    expect(() => open(keys, seal(keys, 'secret', PLACE), context)).toThrow(CannotOpen);
  });

  test('keys of another purpose do not open it', () => {
    expect(() => open(sealingKeys('other', SECRET), seal(keys, 'secret', PLACE), PLACE)).toThrow(CannotOpen);
    expect(deriveKey(SECRET, 'a').equals(deriveKey(SECRET, 'b'))).toBe(false);
  });

  test('after the secret changed, old values open and are known as old, and new ones need the new key', () => {
    const old = sealingKeys('test', OLDER);
    const both = sealingKeys('test', SECRET, OLDER);
    const before = seal(old, 'kept', PLACE);
    expect(open(both, before, PLACE)).toBe('kept');
    expect(isSealedWithOlderKey(both, before)).toBe(true);
    const again = seal(both, 'kept', PLACE);
    expect(isSealedWithOlderKey(both, again)).toBe(false);
    expect(() => open(old, again, PLACE)).toThrow(CannotOpen);
  });

  test('a short secret is refused', () => {
    expect(() => deriveKey('too short', 'test')).toThrow(/32 bytes/);
  });
});
