// Codes from a phone: right within one step either way, each once, in any script's digits.
import { generate } from 'otplib';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { codeAddress, newCodeSecret, secretInGroups, stepOfCode } from './code.ts';

// RFC 6238 appendix B: the secret "12345678901234567890" at 59 seconds gives 94287082, of which six digits are 287082.
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);

test.each([
  ['on time', 59, '287082', null, 1],
  ['one step late', 89, '287082', null, 1],
  ['one step early', 29, '287082', null, 1],
  ['two steps late', 125, '287082', null, null],
  ['wrong', 59, '287083', null, null],
  ['used before', 59, '287082', 1, null],
  ['older than one used', 59, '287082', 2, null],
  ['newer than one used', 59, '287082', 0, 1],
  ['with a space', 59, '287 082', null, 1],
  ['in Arabic digits', 59, '٢٨٧٠٨٢', null, 1],
  ['too short', 59, '28708', null, null],
  ['not digits', 59, '28708a', null, null],
  ['empty', 59, '', null, null],
  ['very long', 59, '287082'.repeat(1000), null, null],
])('a code %s', async (_what, seconds, typed, lastStep, step) => {
  expect(await stepOfCode({ secret: RFC_SECRET, typed, now: at(seconds), lastStep })).toBe(step);
});

test('a new secret has 160 bits and works with a phone', async () => {
  const secret = newCodeSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const typed = await generate({ secret, epoch: 1_800_000_000 });
  expect(await stepOfCode({ secret, typed, now: at(1_800_000_000), lastStep: null })).toBe(60_000_000);
  expect(secretInGroups(secret)).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
});

test('the QR address names the service and the person, whatever signs they hold', () => {
  const address = new URL(
    codeAddress({ organisation: 'Ada & Söhne: "x"', email: 'a+b@north.example', secret: RFC_SECRET }),
  );
  expect(address.protocol).toBe('otpauth:');
  expect(address.searchParams.get('secret')).toBe(RFC_SECRET);
  expect(address.searchParams.get('issuer')).toBe('Footbridge Ada & Söhne: "x"');
});
