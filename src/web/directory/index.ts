// Rows of the route table for the directory of services.
import type { Role } from '#kernel';
import type { Route } from '#web';
import { search, showDirectory, showService } from './handlers.tsx';
import { recordNothingFits } from './nothing-fits.tsx';
import { changeShortlist, makeLink, revokeLink, showShared, showShortlist } from './shortlist/handlers.tsx';
import {
  keepCheck,
  keepWrong,
  showReports,
  showWrong,
  takeBackCheck,
  takeBackReport,
} from './trust/handlers.tsx';

const WHO: readonly Role[] = ['referrer', 'link_worker', 'manager'];
const CHECKERS: readonly Role[] = ['link_worker', 'manager'];
const AUDIT = {
  none: 'the directory holds nothing about people, and what was searched for is not kept',
} as const;

export const routes: readonly Route[] = [
  { method: 'GET', path: '/directory', who: WHO, audit: AUDIT, handle: showDirectory },
  { method: 'POST', path: '/directory/search', who: WHO, audit: AUDIT, handle: search },
  {
    method: 'POST',
    path: '/directory/nothing-fits',
    who: ['link_worker', 'manager'],
    audit: 'gap.recorded',
    handle: recordNothingFits,
  },
  { method: 'GET', path: '/directory/services/:service', who: WHO, audit: AUDIT, handle: showService },
  { method: 'GET', path: '/directory/services/:service/wrong', who: WHO, audit: AUDIT, handle: showWrong },
  {
    method: 'POST',
    path: '/directory/services/:service/wrong',
    who: WHO,
    audit: 'service.reported',
    handle: keepWrong,
  },
  {
    method: 'POST',
    path: '/directory/services/:service/check',
    who: CHECKERS,
    audit: 'service.checked',
    handle: keepCheck,
  },
  {
    method: 'POST',
    path: '/directory/checks/undo',
    who: CHECKERS,
    audit: 'service-check.undone',
    handle: takeBackCheck,
  },
  { method: 'GET', path: '/directory/reports', who: WHO, audit: AUDIT, handle: showReports },
  {
    method: 'POST',
    path: '/directory/reports/withdraw',
    who: WHO,
    audit: 'service-report.withdrawn',
    handle: takeBackReport,
  },
  { method: 'GET', path: '/directory/shortlist', who: WHO, audit: AUDIT, handle: showShortlist },
  { method: 'POST', path: '/directory/shortlist', who: WHO, audit: AUDIT, handle: changeShortlist },
  {
    method: 'POST',
    path: '/directory/shortlist/share',
    who: WHO,
    audit: 'shortlist.shared',
    handle: makeLink,
  },
  {
    method: 'POST',
    path: '/directory/shortlists/:shortlist/revoke',
    who: WHO,
    audit: 'shortlist.revoked',
    handle: revokeLink,
  },
  {
    method: 'GET',
    path: '/shortlist/:organisation/:token',
    who: 'organisation-public',
    audit: { none: 'services only, for whoever has the link; it does not say for whom they are' },
    handle: showShared,
    perMinute: 60,
  },
];
