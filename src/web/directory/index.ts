// Rows of the route table for the directory of services.
import type { Role } from '#kernel';
import type { Route } from '#web';
import { search, showDirectory, showService } from './handlers.tsx';

const WHO: readonly Role[] = ['referrer', 'link_worker', 'manager'];
const AUDIT = {
  none: 'the directory holds nothing about people, and what was searched for is not kept',
} as const;

export const routes: readonly Route[] = [
  { method: 'GET', path: '/directory', who: WHO, audit: AUDIT, handle: showDirectory },
  { method: 'POST', path: '/directory/search', who: WHO, audit: AUDIT, handle: search },
  { method: 'GET', path: '/directory/services/:service', who: WHO, audit: AUDIT, handle: showService },
];
