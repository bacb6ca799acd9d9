// A signed-out visitor's drafts are found by a secret in their browser; the database holds only its hash.
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Config } from '#kernel';
import type { CookieChange } from '../route.ts';
import { cookieName } from './cookies.ts';

const THREE_DAYS = 3 * 24 * 60 * 60;

export const hashDraftToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export function draftTokenHash(request: FastifyRequest, config: Config): string | null {
  const token = request.cookies[cookieName(config, 'draft')];
  return token && /^[\w-]{43}$/.test(token) ? hashDraftToken(token) : null;
}

/** A new secret for a visitor who has none yet, and the cookie that hands it over. */
export function newDraftToken(): { hash: string; cookie: CookieChange } {
  const value = randomBytes(32).toString('base64url');
  return { hash: hashDraftToken(value), cookie: { name: 'draft', value, maxAgeSeconds: THREE_DAYS } };
}
