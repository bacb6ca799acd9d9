// What a referrer sent and what became of it: the list, one referral, answering a question, withdrawing, the letter.
import type { Role } from '#kernel';
import type { Route } from '#web';
import { answer, confirmWithdraw, letter, list, show, withdraw } from './handlers.tsx';

const REFERRER: readonly Role[] = ['referrer'];

export const routes: readonly Route[] = [
  { method: 'GET', path: '/referrals', who: REFERRER, audit: 'sent-referrals.listed', handle: list },
  { method: 'GET', path: '/referrals/:referral', who: REFERRER, audit: 'sent-referral.viewed', handle: show },
  {
    method: 'POST',
    path: '/referrals/:referral/answer',
    who: REFERRER,
    audit: 'referral.answered',
    handle: answer,
  },
  {
    method: 'GET',
    path: '/referrals/:referral/withdraw',
    who: REFERRER,
    audit: 'sent-referral.viewed',
    handle: confirmWithdraw,
  },
  {
    method: 'POST',
    path: '/referrals/:referral/withdraw',
    who: REFERRER,
    audit: 'referral.withdrawn',
    handle: withdraw,
  },
  {
    method: 'GET',
    path: '/referrals/:referral/messages/:message/letter.pdf',
    who: REFERRER,
    audit: 'letter.downloaded',
    handle: letter,
  },
];
