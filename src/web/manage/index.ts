// The manager's pages: overview with a download, caseloads, and the search for people.
import type { Role } from '#kernel';
import type { Route } from '#web';
import { list as listCaseloads, show as showCaseload } from './caseloads/handlers.tsx';
import { listGaps } from './gaps/handlers.tsx';
import { showGroupNumbers } from './groups/groups-page.tsx';
import { download, overview } from './overview/handlers.tsx';
import { found, search, show as showSearch } from './people/handlers.tsx';

const MANAGER: readonly Role[] = ['manager'];
const SEARCHERS: readonly Role[] = ['link_worker', 'manager', 'privacy_lead'];
const COUNTS = { none: 'shows counts and colleagues, no records of people' } as const;

export const routes: readonly Route[] = [
  { method: 'GET', path: '/overview', who: MANAGER, audit: COUNTS, handle: overview },
  {
    method: 'GET',
    path: '/overview/numbers.csv',
    who: MANAGER,
    audit: 'overview.downloaded',
    handle: download,
  },
  { method: 'GET', path: '/groups/numbers', who: MANAGER, audit: COUNTS, handle: showGroupNumbers },
  { method: 'GET', path: '/caseloads', who: MANAGER, audit: COUNTS, handle: listCaseloads },
  { method: 'GET', path: '/caseloads/:worker', who: MANAGER, audit: 'caseload.viewed', handle: showCaseload },
  { method: 'GET', path: '/gaps', who: MANAGER, audit: 'gap-list.viewed', handle: listGaps },
  { method: 'GET', path: '/people', who: SEARCHERS, audit: { none: 'an empty search' }, handle: showSearch },
  {
    method: 'POST',
    path: '/people/search',
    who: SEARCHERS,
    audit: { none: 'leads to what was found, which is recorded' },
    handle: search,
  },
  { method: 'GET', path: '/people/found', who: SEARCHERS, audit: 'people.searched', handle: found },
];
