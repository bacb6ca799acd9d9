// When somebody may try again: waits that grow with each failure, counted so that nobody can lock somebody else out.
import { createHmac } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import type { Temporal } from 'temporal-polyfill';

export type Attempt = { readonly at: Temporal.Instant; readonly succeeded: boolean };

/** How one counter behaves. */
export type AttemptRule = {
  /** Failures that cost nothing. */
  readonly free: number;
  readonly firstWaitSeconds: number;
  /** The wait doubles with each failure up to this. */
  readonly longestWaitSeconds: number;
  /** Failures before this are forgotten. */
  readonly windowHours: number;
  /** Whether a success wipes the slate; not where a stranger could wipe it with an account of their own. */
  readonly clearedBySuccess: boolean;
};

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly waitSeconds: number };

/**
 * Counters follow the device-cookie pattern of OWASP. A device that signed in before has a counter of its own and no other,
 * so that whatever strangers do, its owner gets in. Devices not seen before share counters: of the account on that network,
 * of the network, and of the account everywhere (at most 100 failures, NIST SP 800-63B §5.2.2).
 */
export const RULES = {
  knownDevice: {
    free: 8,
    firstWaitSeconds: 60,
    longestWaitSeconds: 900,
    windowHours: 24,
    clearedBySuccess: true,
  },
  newDevice: {
    free: 5,
    firstWaitSeconds: 60,
    longestWaitSeconds: 1800,
    windowHours: 24,
    clearedBySuccess: true,
  },
  network: {
    free: 40,
    firstWaitSeconds: 60,
    longestWaitSeconds: 300,
    windowHours: 1,
    clearedBySuccess: false,
  },
  newDevices: {
    free: 100,
    firstWaitSeconds: 60,
    longestWaitSeconds: 300,
    windowHours: 24,
    clearedBySuccess: true,
  },
  code: { free: 5, firstWaitSeconds: 60, longestWaitSeconds: 1800, windowHours: 24, clearedBySuccess: true },
} as const satisfies Record<string, AttemptRule>;

/** The longest window of all: older attempts are deleted. */
export const FORGET_AFTER_HOURS = 24;

/** May another attempt be made now? `history` is of one counter, in any order. */
export function decideAttempt(
  history: readonly Attempt[],
  now: Temporal.Instant,
  rule: AttemptRule,
): Decision {
  const from = now.subtract({ hours: rule.windowHours }).epochMilliseconds;
  const times = (succeeded: boolean) =>
    history.filter(attempt => attempt.succeeded === succeeded).map(({ at }) => at.epochMilliseconds);
  const cleared = rule.clearedBySuccess ? Math.max(0, ...times(true)) : 0;
  const failures = times(false).filter(at => at > from && at > cleared);
  const over = failures.length - rule.free;
  if (over < 0) return { allowed: true };
  const wait = Math.min(rule.firstWaitSeconds * 2 ** Math.min(over, 20), rule.longestWaitSeconds);
  const remaining = Math.max(...failures) + wait * 1000 - now.epochMilliseconds;
  return remaining <= 0 ? { allowed: true } : { allowed: false, waitSeconds: Math.ceil(remaining / 1000) };
}

export type Counter = { readonly key: Buffer; readonly rule: AttemptRule };

/** What identifies a device that signed in before, from its cookie; null for one never seen. */
export type KnownDevice = { readonly id: string } | null;

/** The counters a password attempt falls under. Keys are HMACs: neither address nor account can be read from them. */
export function passwordCounters(
  key: Buffer,
  of: { email: string; address: string; device: KnownDevice },
): readonly Counter[] {
  const { email, address, device } = of;
  if (device) return [counter(key, RULES.knownDevice, 'password', email, device.id)];
  const network = networkPrefix(address);
  return [
    counter(key, RULES.newDevice, 'password', email, 'network', network),
    counter(key, RULES.newDevices, 'password', email, 'anywhere'),
    counter(key, RULES.network, 'password', 'network', network),
  ];
}

/** The counter of a second factor, or of one's own password asked again: whoever gets here has signed in halfway. */
export function ownCounters(
  key: Buffer,
  of: { what: 'code' | 'own-password'; accountId: string; device: KnownDevice },
): readonly Counter[] {
  return [counter(key, RULES.code, of.what, of.accountId, of.device?.id ?? 'new devices')];
}

function counter(key: Buffer, rule: AttemptRule, ...parts: string[]): Counter {
  // Each part is followed by its length, so that no two lists of parts make one text.
  const text = parts.map(part => `${part}\n${part.length}\n`).join('');
  return { key: createHmac('sha256', key).update(text).digest(), rule };
}

/** The network an address is in: the first 24 bits of IPv4, 48 of IPv6 (what one customer is usually given). */
export function networkPrefix(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (isIPv4(mapped)) return mapped.split('.').slice(0, 3).join('.');
  const bare = mapped.split('%')[0] ?? '';
  if (!isIPv6(bare)) return 'unknown';
  const [head = '', tail] = bare.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  while (tail !== undefined && groups.length + after.length < 8) groups.push('0');
  return [...groups, ...after]
    .slice(0, 3)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':');
}
