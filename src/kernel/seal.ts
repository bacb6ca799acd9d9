// Locks a text so that only this program can read it, and only in the place it was written for.
import { createCipheriv, createDecipheriv, hkdfSync, timingSafeEqual } from 'node:crypto';
import { randomChunk } from './random.ts';

/** One key of a purpose; `id` is a fingerprint that travels with what it sealed, so that keys can be changed. */
export type SealingKey = { readonly id: Buffer; readonly key: Buffer };

/** The first key seals; every key opens. */
export type SealingKeys = readonly [SealingKey, ...SealingKey[]];

/** Altered, moved to another place, or sealed with a key that is no longer kept. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
}

const FORMAT = 1;
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + ID_BYTES;
const FEWEST_SECRET_BYTES = 32;

/**
 * A 32-byte key for one purpose, made from the secret by HKDF-SHA-256 (RFC 5869): no purpose can read another's.
 * Throws when the secret is shorter than 32 bytes.
 */
export function deriveKey(secret: string, purpose: string): Buffer {
  if (Buffer.byteLength(secret) < FEWEST_SECRET_BYTES) {
    throw new Error(`a secret needs at least ${FEWEST_SECRET_BYTES} bytes`);
  }
  return Buffer.from(hkdfSync('sha256', secret, 'footbridge', purpose, 32));
}

/** Made once: deriving one takes longer than sealing with it, and a page may seal a hundred links. By purpose and secret, both few. */
const madeKeys = new Map<string, SealingKey>();

function sealingKey(purpose: string, secret: string): SealingKey {
  const name = JSON.stringify([purpose, secret]);
  const made = madeKeys.get(name) ?? {
    id: deriveKey(secret, `${purpose}/id`).subarray(0, ID_BYTES),
    key: deriveKey(secret, purpose),
  };
  madeKeys.set(name, made);
  return made;
}

/** Keys of a purpose from the secret in use and, while it is being changed, the ones before it. */
export const sealingKeys = (purpose: string, secret: string, ...olderSecrets: string[]): SealingKeys => [
  sealingKey(purpose, secret),
  ...olderSecrets.map(older => sealingKey(purpose, older)),
];

/**
 * Seals with AES-256-GCM: format byte, key id, nonce, ciphertext, tag. `context` names the place
 * (`organisation|table|column|row`) and is not kept, so that a sealed value copied to another row does not open there.
 */
export function seal(keys: SealingKeys, plaintext: string, context: string): Buffer {
  const [{ id, key }] = keys;
  const header = Buffer.concat([Buffer.of(FORMAT), id]);
  const nonce = randomChunk(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.concat([header, Buffer.from(context)]));
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return Buffer.concat([header, nonce, ciphertext, cipher.getAuthTag()]);
}

/** The text that was sealed for this very context. Throws `CannotOpen`. */
export function open(keys: SealingKeys, sealed: Uint8Array, context: string): string {
  const bytes = Buffer.from(sealed);
  if (bytes.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || bytes[0] !== FORMAT) {
    throw new CannotOpen('not a sealed value');
  }
  const header = bytes.subarray(0, HEADER_BYTES);
  const key = keys.find(({ id }) => timingSafeEqual(id, header.subarray(1)))?.key;
  if (!key) throw new CannotOpen('sealed with a key that is not kept');
  const body = bytes.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES);
  const decipher = createDecipheriv(
    'aes-256-gcm',
    key,
    bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES),
    {
      authTagLength: TAG_BYTES,
    },
  );
  decipher.setAAD(Buffer.concat([header, Buffer.from(context)]));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch {
    throw new CannotOpen('altered, or sealed for another place');
  }
}

/** True when the value was sealed with an older key and should be sealed again. */
export const isSealedWithOlderKey = (keys: SealingKeys, sealed: Uint8Array): boolean =>
  !timingSafeEqual(keys[0].id, Buffer.from(sealed).subarray(1, HEADER_BYTES));
