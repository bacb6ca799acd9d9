// New referrals and whom they go to: the list, one referral and the decisions about it, who waits, and giving to a link worker.
import type { Role } from '#kernel';
import type { Route } from '#web';
import { allocate, show as chooseWorker, list as listWaiting } from './allocation/handlers.tsx';
import {
  beforePropose,
  giveLines,
  listProposals,
  propose,
  showProposal,
} from './allocation/proposals/handlers.tsx';
import {
  accept,
  answer,
  ask,
  beforeAsk,
  beforeDecline,
  beforeWithdraw,
  decline,
  list,
  show,
  withdraw,
} from './handlers.tsx';
import { compareAgain, differentPerson, samePerson, separate } from './same-person.ts';

const WHO: readonly Role[] = ['link_worker', 'manager'];

type Row = Omit<Route, 'who' | 'method'>;
const get = (row: Row): Route => ({ method: 'GET', who: WHO, ...row });
const post = (row: Row): Route => ({ method: 'POST', who: WHO, ...row });

export const routes: readonly Route[] = [
  get({ path: '/triage', audit: 'new-referrals.listed', handle: list }),
  get({ path: '/triage/:referral', audit: 'referral.viewed', handle: show }),
  post({ path: '/triage/:referral/accept', audit: 'referral.accepted', handle: accept }),
  get({ path: '/triage/:referral/ask', audit: 'referral.viewed', handle: beforeAsk }),
  post({ path: '/triage/:referral/ask', audit: 'referral.questioned', handle: ask }),
  post({ path: '/triage/:referral/answer', audit: 'referral.answered', handle: answer }),
  get({ path: '/triage/:referral/decline', audit: 'referral.viewed', handle: beforeDecline }),
  post({ path: '/triage/:referral/decline', audit: 'referral.declined', handle: decline }),
  get({ path: '/triage/:referral/withdraw', audit: 'referral.viewed', handle: beforeWithdraw }),
  post({ path: '/triage/:referral/withdraw', audit: 'referral.withdrawn', handle: withdraw }),
  post({ path: '/triage/:referral/same-person', audit: 'person.joined', handle: samePerson }),
  post({ path: '/triage/:referral/separate', audit: 'person.separated', handle: separate }),
  post({ path: '/triage/:referral/different-person', audit: 'person.told-apart', handle: differentPerson }),
  post({ path: '/triage/:referral/compare-again', audit: 'person.reconsidered', handle: compareAgain }),
  get({ path: '/allocation', audit: 'waiting-referrals.listed', handle: listWaiting }),
  get({
    path: '/allocation/propose',
    audit: { none: 'teams, and how many wait in each; nobody is named who waits' },
    handle: req => beforePropose(req),
  }),
  post({ path: '/allocation/propose', audit: 'allocation.proposed', handle: propose }),
  get({
    path: '/allocation/proposals',
    audit: { none: 'who made proposals, when, and how many were given; nobody is named who waits' },
    handle: listProposals,
  }),
  get({ path: '/allocation/proposals/:proposal', audit: 'allocation.viewed', handle: showProposal }),
  post({ path: '/allocation/proposals/:proposal', audit: 'allocation.accepted', handle: giveLines }),
  get({ path: '/allocation/:referral', audit: 'referral.viewed', handle: chooseWorker }),
  post({ path: '/allocation/:referral', audit: 'referral.allocated', handle: allocate }),
];
