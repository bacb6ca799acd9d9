// Cookies: names and flags in one place. `__Host-` wherever the service is reached over https.
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { Config } from '#kernel';
import type { CookieName } from '../route.ts';

const secure = (config: Config): boolean => config.origin.startsWith('https:');

/** Plain http is only for the demonstration on one's own machine, where some browsers refuse secure cookies. */
export const cookieName = (config: Config, name: CookieName | 'csrf'): string =>
  secure(config) ? `__Host-${name}` : name;

export const cookieFlags = (config: Config): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  // Lax, not strict: a link in an email must find the person still signed in. Every change is a POST with a token.
  sameSite: 'lax',
  secure: secure(config),
});
