// The device cookie: a browser in which somebody signed in before is known again, without saying who that was.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KnownDevice } from './attempt.ts';

/** A shared desk computer knows this many people; the one who was away longest is forgotten. */
const MOST_PEOPLE = 8;
export const DEVICE_COOKIE_DAYS = 365;

const SHAPE = /^[\w-]{22}(\.[\w-]{22}){1,8}$/;

const markOf = (key: Buffer, nonce: string, email: string): string =>
  createHmac('sha256', key).update(`${nonce}\n${email}`).digest().subarray(0, 16).toString('base64url');

/** The device, if this cookie shows that this person signed in with it before (OWASP device cookies). */
export function knownDevice(key: Buffer, cookie: string | undefined, email: string): KnownDevice {
  if (!cookie || !SHAPE.test(cookie)) return null;
  const [nonce = '', ...marks] = cookie.split('.');
  const wanted = Buffer.from(markOf(key, nonce, email));
  return marks.some(mark => timingSafeEqual(Buffer.from(mark), wanted)) ? { id: nonce } : null;
}

/** The cookie to set once somebody has wholly signed in; it keeps the others who use the same device. */
export function rememberDevice(key: Buffer, cookie: string | undefined, email: string): string {
  const [nonce, ...marks] =
    cookie && SHAPE.test(cookie) ? cookie.split('.') : [randomBytes(16).toString('base64url')];
  const mark = markOf(key, nonce ?? '', email);
  return [nonce, mark, ...marks.filter(other => other !== mark)].slice(0, MOST_PEOPLE + 1).join('.');
}
