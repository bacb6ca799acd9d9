// What a process and its children have cost, read from /proc: seconds of CPU and peak of memory. Nothing on other systems.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100;
const KILOBYTES_A_MEGABYTE = 1024;

export const canMeasure = (): boolean => existsSync('/proc/self/stat');

/** The process itself and everything it has started that still runs; without a /proc, nothing. */
function family(pid: number): number[] {
  if (!canMeasure()) return [];
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = statOf(Number(name))?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found = [pid];
  for (let at = 0; at < found.length; at += 1) found.push(...(children.get(found[at] ?? 0) ?? []));
  return found;
}

/** Fields 4 and 14-17 of stat(5); null for a process that has gone. */
function statOf(pid: number): { parent: number; own: number; ended: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return { parent, own: user + system, ended: endedUser + endedSystem };
  } catch {
    return null;
  }
}

/** Seconds of CPU used so far by a process, its children, and those of them that have ended. */
export function cpuSeconds(pid: number): number {
  const stats = family(pid).map(statOf);
  return stats.reduce((sum, stat) => sum + (stat ? stat.own + stat.ended : 0), 0) / TICKS_A_SECOND;
}

function statusOf(pid: number, names: readonly string[]): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return names.map(name => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0));
  } catch {
    return names.map(() => 0);
  }
}

/** Megabytes a single process holds now, and the most it ever held. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const [now = 0, peak = 0] = statusOf(pid, ['VmRSS', 'VmHWM']);
  return { now: now / KILOBYTES_A_MEGABYTE, peak: peak / KILOBYTES_A_MEGABYTE };
}

/** Megabytes a family holds now: what each has for itself, and what they share once (the largest share of any). */
export function familyMemory(pid: number): number {
  const each = family(pid).map(member => statusOf(member, ['RssAnon', 'RssShmem', 'RssFile']));
  const own = each.reduce((sum, [anonymous = 0]) => sum + anonymous, 0);
  const shared = Math.max(0, ...each.map(([, memory = 0, file = 0]) => memory + file));
  return (own + shared) / KILOBYTES_A_MEGABYTE;
}
