// Making a referral: by staff, by any professional on a public page, or by a person for themselves.
import type { Role } from '#kernel';
import type { Route } from '#web';
import { discard, keepQuestion, send, showCheck, showQuestion, showSent } from './handlers.tsx';
import { beginPublic, beginStaff, startForProfessional, startForStaff, startPublic } from './start.tsx';

const MAY_REFER: readonly Role[] = ['referrer', 'link_worker', 'manager'];
const OWN_WORDS = { none: 'shows only what this reader has typed' } as const;
const NOBODY = { none: 'shows nobody' } as const;

/** The same pages under two addresses: staff at /refer, visitors at the organisation's own. */
const draftRoutes = (base: string, visitor: boolean): Route[] => {
  const who = visitor ? ('organisation-public' as const) : MAY_REFER;
  const perMinute = visitor ? { perMinute: 120 } : {};
  return [
    { method: 'GET', path: `${base}/draft/:draft/check`, who, audit: OWN_WORDS, handle: showCheck },
    {
      method: 'POST',
      path: `${base}/draft/:draft/check`,
      who,
      audit: 'referral.received',
      handle: send,
      ...(visitor ? { perMinute: 20 } : {}),
    },
    { method: 'GET', path: `${base}/draft/:draft/sent`, who, audit: OWN_WORDS, handle: showSent },
    {
      method: 'POST',
      path: `${base}/draft/:draft/discard`,
      who,
      audit: OWN_WORDS,
      handle: discard,
      ...perMinute,
    },
    { method: 'GET', path: `${base}/draft/:draft/:question`, who, audit: OWN_WORDS, handle: showQuestion },
    {
      method: 'POST',
      path: `${base}/draft/:draft/:question`,
      who,
      audit: OWN_WORDS,
      handle: keepQuestion,
      ...perMinute,
    },
  ];
};

export const routes: readonly Route[] = [
  { method: 'GET', path: '/refer', who: MAY_REFER, audit: OWN_WORDS, handle: startForStaff },
  { method: 'POST', path: '/refer/start', who: MAY_REFER, audit: NOBODY, handle: beginStaff },
  ...draftRoutes('/refer', false),
  {
    method: 'GET',
    path: '/refer-to/:organisation',
    who: 'organisation-public',
    audit: OWN_WORDS,
    handle: startPublic,
  },
  {
    method: 'GET',
    path: '/refer-to/:organisation/professional',
    who: 'organisation-public',
    audit: OWN_WORDS,
    handle: startForProfessional,
  },
  {
    method: 'POST',
    path: '/refer-to/:organisation/start',
    who: 'organisation-public',
    audit: NOBODY,
    handle: beginPublic,
    perMinute: 30,
  },
  ...draftRoutes('/refer-to/:organisation', true),
];
