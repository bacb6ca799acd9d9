// Waits grow with failures, are forgotten with time, and a stranger's failures never fall on a device that is known.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  type Attempt,
  decideAttempt,
  networkPrefix,
  ownCounters,
  passwordCounters,
  RULES,
} from './attempt.ts';

const NOW = Temporal.Instant.from('2026-03-10T12:00:00Z');
const ago = (seconds: number, succeeded = false): Attempt => ({ at: NOW.subtract({ seconds }), succeeded });
const failures = (count: number, seconds = 0): Attempt[] => Array.from({ length: count }, () => ago(seconds));

describe('decideAttempt', () => {
  test.each([
    ['nobody has tried', [], null],
    ['four failures just now', failures(4), null],
    ['five failures just now', failures(5), 60],
    ['six failures just now', failures(6), 120],
    ['seven, the last one a minute ago', failures(7, 60), 180],
    ['a hundred failures', failures(100), 1800],
    ['five failures, a minute ago', failures(5, 60), null],
    ['failures before a success', [...failures(50, 10), ago(5, true)], null],
    ['failures after a success', [ago(20, true), ...failures(5, 10)], 50],
    ['failures of the day before', failures(100, 86_400), null],
  ])('after %s', (_what, history, wait) => {
    const expected = wait === null ? { allowed: true } : { allowed: false, waitSeconds: wait };
    expect(decideAttempt(history, NOW, RULES.newDevice)).toEqual(expected);
  });

  test('a success on a network does not clear its counter: an attacker may have an account of their own', () => {
    const history = [...failures(RULES.network.free, 10), ago(5, true)];
    expect(decideAttempt(history, NOW, RULES.network)).toEqual({ allowed: false, waitSeconds: 50 });
  });

  test('every wait ends, is never longer than the longest, and whoever waits it out may try', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ seconds: fc.nat(200_000), succeeded: fc.boolean() }), { maxLength: 150 }),
        fc.constantFrom(...Object.values(RULES)),
        (entries, rule) => {
          const history = entries.map(({ seconds, succeeded }) => ago(seconds, succeeded));
          const decision = decideAttempt(history, NOW, rule);
          if (decision.allowed) return;
          expect(decision.waitSeconds).toBeGreaterThan(0);
          expect(decision.waitSeconds).toBeLessThanOrEqual(rule.longestWaitSeconds);
          const later = NOW.add({ seconds: decision.waitSeconds });
          expect(decideAttempt(history, later, rule)).toEqual({ allowed: true });
        },
      ),
    );
  });

  test('guessing all day from one network stays under 100 tries (NIST SP 800-63B §5.2.2)', () => {
    const history: Attempt[] = [];
    let now = NOW;
    const end = NOW.add({ hours: 24 });
    while (Temporal.Instant.compare(now, end) < 0) {
      const decision = decideAttempt(history, now, RULES.newDevice);
      if (decision.allowed) history.push({ at: now, succeeded: false });
      now = now.add({ seconds: decision.allowed ? 1 : decision.waitSeconds });
    }
    expect(history.length).toBeGreaterThan(20);
    expect(history.length).toBeLessThan(100);
  });
});

describe('counters', () => {
  const key = Buffer.alloc(32, 7);
  const of = { email: 'ada@north.example', address: '203.0.113.9', device: null };
  const keysOf = (counters: readonly { key: Buffer }[]) =>
    counters.map(counter => counter.key.toString('hex'));

  test('a device that is known shares no counter with strangers or with its network', () => {
    const known = keysOf(passwordCounters(key, { ...of, device: { id: 'mine' } }));
    const strangers = keysOf(passwordCounters(key, of));
    expect(known).toHaveLength(1);
    expect(strangers).toHaveLength(3);
    expect(strangers).not.toContain(known[0]);
    expect(known).not.toEqual(keysOf(passwordCounters(key, { ...of, device: { id: 'other' } })));
  });

  test('another account on the same network shares the counter of the network only', () => {
    const one = keysOf(passwordCounters(key, of));
    const other = keysOf(passwordCounters(key, { ...of, email: 'mona@north.example' }));
    expect(one.filter(each => other.includes(each))).toHaveLength(1);
  });

  test('from another network only the counter of the account anywhere is shared', () => {
    const one = keysOf(passwordCounters(key, of));
    const other = keysOf(passwordCounters(key, { ...of, address: '198.51.100.1' }));
    expect(one.filter(each => other.includes(each))).toEqual([one[1]]);
  });

  test('keys hide what they are made of, and need the secret', () => {
    const [first] = passwordCounters(key, of);
    const [other] = passwordCounters(Buffer.alloc(32, 8), of);
    expect(first?.key).toHaveLength(32);
    expect(first?.key.equals(other?.key ?? Buffer.alloc(0))).toBe(false);
  });

  test('codes and passwords asked again count apart, by account', () => {
    const keys = [
      ...ownCounters(key, { what: 'code', accountId: 'a', device: null }),
      ...ownCounters(key, { what: 'own-password', accountId: 'a', device: null }),
      ...ownCounters(key, { what: 'code', accountId: 'b', device: null }),
      ...ownCounters(key, { what: 'code', accountId: 'a', device: { id: 'mine' } }),
    ];
    expect(new Set(keysOf(keys)).size).toBe(4);
  });
});

test.each([
  ['203.0.113.9', '203.0.113'],
  ['::ffff:203.0.113.77', '203.0.113'],
  ['2001:db8:12:34::1', '2001:db8:12'],
  ['2001:0DB8:0012:ffff:1:2:3:4', '2001:db8:12'],
  ['2001:db8::1', '2001:db8:0'],
  ['::1', '0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0'],
  ['not an address', 'unknown'],
])('the network of %s', (address, prefix) => {
  expect(networkPrefix(address)).toBe(prefix);
});
