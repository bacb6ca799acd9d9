// For those who keep the directory true: what to check next, disputes, corrections, links for services, and entries that may be the same.
import type { Route } from '#web';
import { showDuplicates } from './duplicates.tsx';
import {
  keepCheck,
  keepCorrections,
  makeLink,
  settle,
  showCorrect,
  showEntry,
  showReview,
  stopLink,
  takeBack,
  takeBackCheck,
} from './handlers.tsx';
import { decide, showPair, undo } from './pair.tsx';

const who = ['administrator'] as const;
/** Managers record checks; what an entry says is changed by administrators. */
const checkers = ['administrator', 'manager'] as const;
const audit = { none: 'shows services and nobody' } as const;
const ENTRY = '/admin/directory/services/:service';

export const routes: readonly Route[] = [
  { method: 'GET', path: '/admin/directory/review', who: checkers, audit, handle: showReview },
  { method: 'POST', path: `${ENTRY}/check`, who: checkers, audit: 'service.checked', handle: keepCheck },
  { method: 'GET', path: ENTRY, who, audit, handle: showEntry },
  { method: 'POST', path: `${ENTRY}/undo-check`, who, audit: 'service-check.undone', handle: takeBackCheck },
  { method: 'POST', path: `${ENTRY}/settle`, who, audit: 'service-dispute.settled', handle: settle },
  { method: 'GET', path: `${ENTRY}/correct`, who, audit, handle: showCorrect },
  { method: 'POST', path: `${ENTRY}/correct`, who, audit: 'service.corrected', handle: keepCorrections },
  {
    method: 'POST',
    path: `${ENTRY}/take-back`,
    who,
    audit: 'service-correction.taken-back',
    handle: takeBack,
  },
  { method: 'POST', path: `${ENTRY}/links`, who, audit: 'provider-link.made', handle: makeLink },
  { method: 'POST', path: `${ENTRY}/links/stop`, who, audit: 'provider-link.revoked', handle: stopLink },
  { method: 'GET', path: '/admin/directory/duplicates', who, audit, handle: showDuplicates },
  { method: 'GET', path: '/admin/directory/duplicates/:pair', who, audit, handle: showPair },
  {
    method: 'POST',
    path: '/admin/directory/duplicates/:pair',
    who,
    audit: 'duplicate.decided',
    handle: decide,
  },
  {
    method: 'POST',
    path: '/admin/directory/duplicates/:pair/undo',
    who,
    audit: 'duplicate.reopened',
    handle: undo,
  },
];
