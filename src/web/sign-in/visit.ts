// What the sign-in pages take from a request: the desk, what the browser brought along, and where to go afterwards.
import {
  DEVICE_COOKIE_DAYS,
  openDesk,
  type Session,
  type SignedIn,
  type SignInDesk,
  type Visit,
} from '#accounts';
import {
  type Answered,
  type CookieChange,
  cookieName,
  homeOf,
  type Req,
  redirect,
  type Services,
} from '#web';

/** One desk for each server: it keeps the line of those whose passwords are being checked. */
const desks = new WeakMap<Services, SignInDesk>();

export function deskOf({ services }: Req): SignInDesk {
  const known = desks.get(services);
  if (known) return known;
  const made = openDesk(services.database, services.config);
  desks.set(services, made);
  return made;
}

export const cookieOf = (req: Req, name: CookieChange['name']): string | undefined =>
  req.cookies[cookieName(req.services.config, name)];

export function visitOf(req: Req): Visit {
  const userAgent = req.headers['user-agent'];
  return {
    address: req.address,
    deviceCookie: cookieOf(req, 'device'),
    sessionToken: cookieOf(req, 'session'),
    userAgent: typeof userAgent === 'string' ? userAgent : undefined,
    requestId: req.requestId,
  };
}

/** The session of a route that only people who are signed in, or halfway, reach. */
export function sessionOf({ actor, organisation, session }: Req): Session {
  if (actor.kind !== 'staff' || !organisation || !session)
    throw new Error('this route is for people who signed in');
  return { actor, organisation, ...session };
}

/** Where somebody wanted to go: a path of ours without a query, or null. Anything else could lead to another site. */
export function wantedPath(text: string | undefined): string | null {
  if (!text || text.length > 200 || !/^\/[a-z0-9][a-z0-9/_-]*$/i.test(text)) return null;
  return text.startsWith('/sign-') ? null : text;
}

export const withNext = (path: string, next: string | null): string =>
  next ? `${path}?next=${encodeURIComponent(next)}` : path;

const SECONDS_A_DAY = 86_400;

export const deviceCookie = (value: string): CookieChange => ({
  name: 'device',
  value,
  maxAgeSeconds: DEVICE_COOKIE_DAYS * SECONDS_A_DAY,
});

/** Sets the cookies and leads on: to the code, or to where they wanted to go. */
export function goOn(signedIn: SignedIn, next: string | null, home: string): Answered {
  const cookies: CookieChange[] = [{ name: 'session', value: signedIn.token }];
  if (signedIn.deviceCookie) cookies.push(deviceCookie(signedIn.deviceCookie));
  switch (signedIn.next) {
    case 'in':
      return redirect(next ?? home, { cookies });
    case 'code':
      return redirect(withNext('/sign-in/code', next), { cookies });
    case 'set-up-code':
      return redirect(withNext('/sign-in/set-up-code', next), { cookies });
  }
}

export const homeFor = (req: Req): string => (req.actor.kind === 'staff' ? homeOf(req.actor.role) : '/');
