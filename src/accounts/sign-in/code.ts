// The second factor: a six-digit code from an app on the phone (TOTP, RFC 6238), each usable once.
import { generateSecret, generateURI, verify } from 'otplib';
import type { Temporal } from 'temporal-polyfill';
import { asciiDigits } from '#kernel';

/** Seconds that a phone's clock may be off, either way: one step. */
const TOLERANCE_SECONDS = 30;

/** A new secret of 160 bits in base32, to be sealed before it is kept. */
export const newCodeSecret = (): string => generateSecret();

/** What the QR code says: `otpauth://totp/…`. */
export const codeAddress = (of: { organisation: string; email: string; secret: string }): string =>
  generateURI({ issuer: `Footbridge ${of.organisation}`, label: of.email, secret: of.secret });

/** The secret in groups of four, for typing it into a phone. */
export const secretInGroups = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ');

/** The step (30 seconds since 1970) that a code belongs to, or null if it is wrong, too old, or was used before. */
export async function stepOfCode(of: {
  secret: string;
  typed: string;
  now: Temporal.Instant;
  lastStep: number | null;
}): Promise<number | null> {
  const token = asciiDigits(of.typed).replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const epoch = Math.floor(of.now.epochMilliseconds / 1000);
  const result = await verify({ secret: of.secret, token, epoch, epochTolerance: TOLERANCE_SECONDS });
  if (!result.valid || !('timeStep' in result)) return null;
  return of.lastStep === null || result.timeStep > of.lastStep ? result.timeStep : null;
}
