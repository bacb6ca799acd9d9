// A device cookie proves that somebody signed in here before, for that person only, and cannot be made up.
import { expect, test } from 'vitest';
import { knownDevice, rememberDevice } from './device.ts';

const key = Buffer.alloc(32, 1);
const ADA = 'ada@north.example';
const MONA = 'mona@north.example';

test('a device is known for the person who signed in, and for nobody else', () => {
  const cookie = rememberDevice(key, undefined, ADA);
  expect(knownDevice(key, cookie, ADA)).not.toBeNull();
  expect(knownDevice(key, cookie, MONA)).toBeNull();
  expect(cookie).not.toContain('ada');
});

test('a shared computer knows several people and stays one device', () => {
  const first = rememberDevice(key, undefined, ADA);
  const both = rememberDevice(key, first, MONA);
  expect(knownDevice(key, both, ADA)).toEqual(knownDevice(key, first, ADA));
  expect(knownDevice(key, both, MONA)).toEqual(knownDevice(key, first, ADA));
  expect(rememberDevice(key, both, MONA)).toBe(both);
});

test('it keeps the eight people who signed in last', () => {
  let cookie = rememberDevice(key, undefined, ADA);
  for (let person = 0; person < 8; person++) cookie = rememberDevice(key, cookie, `${person}@north.example`);
  expect(knownDevice(key, cookie, ADA)).toBeNull();
  expect(knownDevice(key, cookie, '0@north.example')).not.toBeNull();
  expect(cookie.length).toBeLessThan(300);
});

test('two new devices differ, and neither can be forged', () => {
  const cookie = rememberDevice(key, undefined, ADA);
  expect(rememberDevice(key, undefined, ADA)).not.toBe(cookie);
  expect(knownDevice(Buffer.alloc(32, 2), cookie, ADA)).toBeNull();
  const [, mark] = cookie.split('.');
  expect(knownDevice(key, `${'A'.repeat(22)}.${mark}`, ADA)).toBeNull();
  for (const nonsense of [
    '',
    '.',
    'a.b',
    `${'A'.repeat(22)}`,
    `${cookie}é`,
    `${cookie}.${'x'.repeat(5000)}`,
  ]) {
    expect(knownDevice(key, nonsense, ADA), nonsense).toBeNull();
    expect(knownDevice(key, rememberDevice(key, nonsense, ADA), ADA), nonsense).not.toBeNull();
  }
});
