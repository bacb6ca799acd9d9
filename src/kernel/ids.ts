// Identifiers: version 7 UUIDs, branded by what they name so that one kind cannot be passed for another.
import { randomChunk } from './random.ts';

export type Id<Kind extends string> = string & { readonly kind?: Kind };

export type OrganisationId = Id<'organisation'>;
export type TeamId = Id<'team'>;
export type AccountId = Id<'account'>;
export type ReferringOrganisationId = Id<'referring-organisation'>;
export type PersonId = Id<'person'>;
export type ReferralId = Id<'referral'>;
export type ServiceId = Id<'service'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case UUID of any version; anything else in a path is a page that does not exist. */
export const isUuid = (text: string): boolean => UUID.test(text);

const last = { millisecond: 0, sequence: 0 };
const MOST_SEQUENCE = 0xfff;

/**
 * A UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, a 12-bit sequence (§6.2, method 1), then random bits. Ids made
 * by one process sort in the order of their making, also within a millisecond and when the clock steps back.
 */
export function uuidv7(): string {
  const now = Date.now();
  const bytes = randomChunk(10);
  if (now > last.millisecond) {
    last.millisecond = now;
    last.sequence = bytes.readUInt16BE(0) & 0x3ff;
  } else {
    last.sequence += 1;
    if (last.sequence > MOST_SEQUENCE) {
      last.millisecond += 1;
      last.sequence = 0;
    }
  }
  const time = last.millisecond.toString(16).padStart(12, '0');
  const sequence = last.sequence.toString(16).padStart(3, '0');
  const tail = bytes.toString('hex');
  const variant = ((bytes[2] ?? 0) & 0x3f) | 0x80;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${variant.toString(16)}${tail.slice(6, 8)}-${tail.slice(8)}`;
}
