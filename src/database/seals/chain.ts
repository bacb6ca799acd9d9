// A link of the chain: what a seal holds and how its hash is made.
import { createHash } from 'node:crypto';
import type { OrganisationId } from '#kernel';

const HASH_BYTES = 32;

export type Seal = {
  readonly organisationId: OrganisationId;
  readonly number: number;
  /** ISO 8601, UTC, to the millisecond. */
  readonly sealedAt: string;
  readonly eventIds: readonly string[];
  /** Hex, in the order of `eventIds`. */
  readonly eventHashes: readonly string[];
  readonly previousHash: string;
  readonly hash: string;
};

export const FIRST_PREVIOUS_HASH = '0'.repeat(HASH_BYTES * 2);

/** The hash of a seal covers its place in the chain, its time, and each row's id and hash. */
export function hashOfSeal(seal: Omit<Seal, 'hash'>): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([seal.organisationId, seal.number, seal.sealedAt, seal.previousHash]));
  for (const [index, id] of seal.eventIds.entries()) hash.update(`${id} ${seal.eventHashes[index]}\n`);
  return hash.digest('hex');
}
