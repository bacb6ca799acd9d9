// Secrets handed to browsers, links and machines: 256 random bits, of which the database keeps only a hash.
import { createHash, randomBytes } from 'node:crypto';

const SHAPE = /^[\w-]{43}$/;
const CLIENT_SHAPE = /^fb_[\w-]{43}$/;

/** A new secret: 43 base64url characters. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** A new secret for a machine, recognisable to secret scanners by its prefix. */
export const newClientToken = (): string => `fb_${newToken()}`;

/** What is kept of a secret. Fast hashing is right here: nobody can guess 256 random bits. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The hash to look for, or null for a text that cannot be a secret of ours. */
export const tokenHash = (token: string): Buffer | null => (SHAPE.test(token) ? hashToken(token) : null);
export const clientTokenHash = (token: string): Buffer | null =>
  CLIENT_SHAPE.test(token) ? hashToken(token) : null;
