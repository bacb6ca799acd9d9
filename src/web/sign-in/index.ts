// Signing in and one's own account: every address of it, who may, and what is recorded.
import { PROVIDER_CALLBACK } from '#accounts';
import type { Route } from '#web';
import {
  finishProvider,
  giveCode,
  leave,
  showCode,
  showSetUpCode,
  showSetUpPicture,
  showSignIn,
  signIn,
  startProvider,
} from './handlers.tsx';
import {
  changePassword,
  leaveElsewhere,
  setPassword,
  showChangePassword,
  showOwnAccount,
  showSetPassword,
} from './own-account.tsx';

const NOBODY = { none: 'shows nobody' } as const;
const ONESELF = { none: 'shows only the reader themselves' } as const;

/** In front of the door. The actions record; they wait for hashes and other services, so they open their own transactions. */
const gate = { who: 'anyone', ownTransactions: true } as const;
const halfway = { who: 'signed-in', beforeSecondFactor: true, ownTransactions: true } as const;

export const routes: readonly Route[] = [
  { method: 'GET', path: '/sign-in', ...gate, audit: NOBODY, handle: showSignIn },
  { method: 'POST', path: '/sign-in', ...gate, audit: 'account.signed-in', perMinute: 60, handle: signIn },
  { method: 'GET', path: '/sign-in/oidc', ...gate, audit: NOBODY, perMinute: 60, handle: startProvider },
  { method: 'GET', path: PROVIDER_CALLBACK, ...gate, audit: NOBODY, perMinute: 60, handle: finishProvider },
  { method: 'GET', path: '/sign-in/code', ...halfway, audit: NOBODY, handle: showCode },
  {
    method: 'POST',
    path: '/sign-in/code',
    ...halfway,
    audit: 'account.signed-in',
    perMinute: 60,
    handle: giveCode,
  },
  { method: 'GET', path: '/sign-in/set-up-code', ...halfway, audit: ONESELF, handle: showSetUpCode },
  {
    method: 'GET',
    path: '/sign-in/set-up-code/picture',
    ...halfway,
    audit: ONESELF,
    handle: showSetUpPicture,
  },
  {
    method: 'POST',
    path: '/sign-in/set-up-code',
    ...halfway,
    audit: 'account.code-set-up',
    perMinute: 60,
    handle: giveCode,
  },
  {
    method: 'POST',
    path: '/sign-out',
    who: 'signed-in',
    beforeSecondFactor: true,
    audit: 'account.signed-out',
    handle: leave,
  },
  {
    method: 'GET',
    path: '/set-password/:token',
    ...gate,
    audit: ONESELF,
    perMinute: 60,
    handle: showSetPassword,
  },
  {
    method: 'POST',
    path: '/set-password/:token',
    ...gate,
    audit: 'account.password-set',
    perMinute: 60,
    handle: setPassword,
  },
  { method: 'GET', path: '/account', who: 'signed-in', audit: ONESELF, handle: showOwnAccount },
  {
    method: 'POST',
    path: '/account/sign-out-elsewhere',
    who: 'signed-in',
    audit: 'account.signed-out-elsewhere',
    handle: leaveElsewhere,
  },
  { method: 'GET', path: '/account/password', who: 'signed-in', audit: NOBODY, handle: showChangePassword },
  {
    method: 'POST',
    path: '/account/password',
    who: 'signed-in',
    ownTransactions: true,
    audit: 'account.password-changed',
    handle: changePassword,
  },
];
