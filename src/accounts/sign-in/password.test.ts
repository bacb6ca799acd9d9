// Which passwords are accepted, and that checking one is the same work for an account that does not exist.
import { describe, expect, test } from 'vitest';
import { openHashing, passwordFault, TooBusy } from './password.ts';

const NAMES = ['Ada Administrator', 'ada.administrator@north.example', 'North Sheffield Social Prescribing'];

describe('passwordFault', () => {
  test.each([
    ['short', 'too-short'],
    ['elevensigns', 'too-short'],
    ['x'.repeat(200), 'too-long'],
    ['aaaaaaaaaaaa', 'too-common'],
    ['abcabcabcabc', 'too-common'],
    ['abcdefghijklmnop', 'too-common'],
    ['123456789012', 'too-common'],
    ['qwertyuiop[]asdf', 'too-common'],
    ['1q2w3e4r5t6y', 'too-common'],
    ['passwordpassword', 'too-common'],
    ['P@ssw0rd2026!', 'too-common'],
    ['PasswordPassword2026', 'too-common'],
    ['correcthorsebatterystaple', 'too-common'],
    ['iloveyou123456', 'too-common'],
    ['Footbridge2026!!', 'too-common'],
    ['Administrator1234', 'too-common'],
    ['NorthSheffield26', 'holds-a-name'],
    ['n0rth-sh3ffield-26', 'holds-a-name'],
    ['ada.ada.ada.2026', 'holds-a-name'],
    ['gentle-kettle-harbour', null],
    ['Vk7#pq2LmZ9x', null],
    ['ሰላም ለሁሉም ይሁን ዛሬ', null],
    ['نهر هادئ بعيد أزرق', null],
    ['my password is silver kettles', null],
    ['Sheffield rain in the teapot', null],
  ])('%s: %s', (password, fault) => {
    expect(passwordFault(password, NAMES)).toBe(fault);
  });

  test('an empty name refuses nothing', () => {
    expect(passwordFault('gentle-kettle-harbour', ['', ' '])).toBeNull();
  });
});

describe('hashing', () => {
  const hashing = openHashing();

  test('argon2id at 19 MiB, two passes, one lane', async () => {
    expect(await hashing.hash('gentle-kettle-harbour')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('the right password only, however its accents are composed', async () => {
    const hash = await hashing.hash('caf\u00e9 harbour kettle');
    expect(await hashing.verify(hash, 'cafe\u0301 harbour kettle')).toBe(true);
    expect(await hashing.verify(hash, 'cafe harbour kettle')).toBe(false);
  });

  test('without an account it is never right, and costs the same hash', async () => {
    expect(await hashing.verify(null, 'gentle-kettle-harbour')).toBe(false);
    expect(await hashing.verify(null, '')).toBe(false);
  });

  test('beyond the line it says so at once instead of taking memory', async () => {
    const small = openHashing({ atOnce: 1, waiting: 1 });
    const results = await Promise.allSettled([small.hash('a'), small.hash('b'), small.hash('c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect((results[2] as PromiseRejectedResult).reason).toBeInstanceOf(TooBusy);
    await expect(small.hash('d')).resolves.toContain('argon2id');
  });
});
