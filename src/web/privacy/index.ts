// The privacy lead's pages: the access log, and who opened one person's record.
import type { Route } from '#web';
import { showLog, showPerson } from './handlers.tsx';

export const routes: readonly Route[] = [
  { method: 'GET', path: '/privacy', who: ['privacy_lead'], audit: 'privacy-log.viewed', handle: showLog },
  {
    method: 'GET',
    path: '/privacy/people/:person',
    who: ['privacy_lead'],
    audit: 'person-access.viewed',
    handle: showPerson,
  },
];
