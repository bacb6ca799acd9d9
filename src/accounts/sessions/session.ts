// A session: who is signed in on one device, until when.
import type { Temporal } from 'temporal-polyfill';
import type { OrganisationId, StaffActor } from '#kernel';

/** NHS login partners must end a session after 30 idle minutes and after 12 hours; `find_session` holds the same two. */
export const IDLE_MINUTES = 30;
export const LONGEST_HOURS = 12;

export type Session = {
  readonly actor: StaffActor;
  readonly organisation: {
    readonly id: OrganisationId;
    readonly name: string;
    readonly slug: string;
    readonly demonstration: boolean;
  };
  /** A password was given and the code from the phone not yet; nothing but the code pages may be shown. */
  readonly needsSecondFactor: boolean;
  /** False until the person has set up the app that makes codes. */
  readonly codeIsSetUp: boolean;
  readonly tokenHash: Buffer;
};

/** One line of "where you are signed in". */
export type OpenSession = {
  readonly tokenHash: Buffer;
  readonly device: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
};

export const endOf = (start: Temporal.Instant): Temporal.Instant => start.add({ hours: LONGEST_HOURS });

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, 'iPhone or iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'Chromebook'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** "Firefox on Windows": enough to recognise one's own device; the full text is not kept. */
export function deviceName(userAgent: string | undefined): string {
  const find = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const browser = find(BROWSERS) ?? 'A browser';
  const system = find(SYSTEMS);
  return system ? `${browser} on ${system}` : browser;
}
