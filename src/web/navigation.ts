// What each role finds in the menu, in the order they use it.
import type { Role } from '#kernel';

type Place = {
  readonly href: string;
  readonly text: string;
  /** Where else its pages lie. */
  readonly also?: string;
};

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
    { href: '/admin/directory/review', text: 'Check services', also: '/admin/directory/services' },
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

/** How much of a page's address a place takes; 0: the page does not lie under it. */
const depthOf = (href: string | undefined, path: string): number =>
  href !== undefined && (path === href || path.startsWith(`${href}/`)) ? href.length : 0;

/** The longest address that the page lies under: one place may lie within another. */
export const navigation = (role: Role, path: string): { href: string; text: string; current: boolean }[] => {
  const depths = PLACES[role].map(({ href, also }) => Math.max(depthOf(href, path), depthOf(also, path)));
  const deepest = Math.max(1, ...depths);
  return PLACES[role].map(({ href, text }, index) => ({ href, text, current: depths[index] === deepest }));
};
