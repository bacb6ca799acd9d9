// What each role finds in the menu, in the order they use it.
import type { Role } from '#kernel';

type Place = { readonly href: string; readonly text: string };

const PLACES: Record<Role, readonly Place[]> = {
  referrer: [
    { href: '/referrals', text: 'Your referrals' },
    { href: '/refer', text: 'Refer someone' },
    { href: '/directory', text: 'Find a service' },
  ],
  link_worker: [
    { href: '/caseload', text: 'Your caseload' },
    { href: '/tasks', text: 'Tasks' },
    { href: '/interpreting', text: 'Interpreters' },
    { href: '/groups', text: 'Groups' },
    { href: '/triage', text: 'New referrals' },
    { href: '/allocation', text: 'Waiting' },
    { href: '/people', text: 'People' },
    { href: '/directory', text: 'Find a service' },
  ],
  manager: [
    { href: '/overview', text: 'Overview' },
    { href: '/triage', text: 'New referrals' },
    { href: '/allocation', text: 'Waiting' },
    { href: '/caseloads', text: 'Caseloads' },
    { href: '/groups', text: 'Groups' },
    { href: '/people', text: 'People' },
    { href: '/directory', text: 'Find a service' },
    { href: '/admin/directory/review', text: 'Check services' },
  ],
  administrator: [
    { href: '/admin', text: 'Accounts and settings' },
    { href: '/admin/directory/review', text: 'Check services' },
  ],
  privacy_lead: [
    { href: '/privacy', text: 'Who looked at what' },
    { href: '/people', text: 'People' },
  ],
  evaluator: [{ href: '/insights', text: 'Numbers' }],
};

const NAMES: Record<Role, string> = {
  referrer: 'Referrer',
  link_worker: 'Link worker',
  manager: 'Manager',
  administrator: 'Administrator',
  privacy_lead: 'Privacy lead',
  evaluator: 'Evaluator',
};

export const roleName = (role: Role): string => NAMES[role];

/** The first place of a role: where signing in leads. */
export const homeOf = (role: Role): string => PLACES[role][0]?.href ?? '/account';

/** The longest address that the page lies under: one place may lie within another. */
export const navigation = (role: Role, path: string): { href: string; text: string; current: boolean }[] => {
  const under = PLACES[role].filter(({ href }) => path === href || path.startsWith(`${href}/`));
  const longest = Math.max(0, ...under.map(({ href }) => href.length));
  return PLACES[role].map(place => ({
    ...place,
    current: under.includes(place) && place.href.length === longest,
  }));
};
