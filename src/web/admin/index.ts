// The administrator's place: accounts, systems, teams, organisations that refer, settings. No records of people are here.
import type { Route } from '#web';
import { askEnding, doEnding, ENDING_NAMES, type EndingName } from './account-endings.tsx';
import {
  change,
  enable,
  invite,
  makeLink,
  searchAccounts,
  showAccount,
  showAccounts,
  showChange,
  showInvite,
} from './accounts.tsx';
import { addClient, revoke, showAddClient, showClients, showRevoke } from './clients.tsx';
import { saveReferrer, saveTeam, showAddReferrer, showAddTeam, showReferrers, showTeams } from './places.tsx';
import { saveSettings, showAdmin, showSettings } from './settings.tsx';

const who = ['administrator'] as const;
const COLLEAGUES = { none: 'shows colleagues, nobody we help' } as const;
const NOBODY = { none: 'shows nobody' } as const;

const ENDING_EVENTS: Record<EndingName, string> = {
  disable: 'account.disabled',
  'reset-code': 'account.code-reset',
  'sign-out': 'account.signed-out-everywhere',
};

const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/admin/accounts', who, audit: COLLEAGUES, handle: showAccounts },
  { method: 'POST', path: '/admin/accounts/search', who, audit: COLLEAGUES, handle: searchAccounts },
  { method: 'GET', path: '/admin/accounts/invite', who, audit: NOBODY, handle: showInvite },
  { method: 'POST', path: '/admin/accounts/invite', who, audit: 'account.invited', handle: invite },
  { method: 'GET', path: '/admin/accounts/:account', who, audit: 'account.viewed', handle: showAccount },
  { method: 'GET', path: '/admin/accounts/:account/change', who, audit: COLLEAGUES, handle: showChange },
  { method: 'POST', path: '/admin/accounts/:account/change', who, audit: 'account.changed', handle: change },
  {
    method: 'POST',
    path: '/admin/accounts/:account/link',
    who,
    audit: 'account.link-made',
    handle: makeLink,
  },
  { method: 'POST', path: '/admin/accounts/:account/enable', who, audit: 'account.enabled', handle: enable },
  ...ENDING_NAMES.flatMap((name): Route[] => [
    {
      method: 'GET',
      path: `/admin/accounts/:account/${name}`,
      who,
      audit: COLLEAGUES,
      handle: askEnding(name),
    },
    {
      method: 'POST',
      path: `/admin/accounts/:account/${name}`,
      who,
      audit: ENDING_EVENTS[name],
      handle: doEnding(name),
    },
  ]),
];

const referrers = '/admin/referring-organisations';

export const routes: readonly Route[] = [
  { method: 'GET', path: '/admin', who, audit: NOBODY, handle: showAdmin },
  ...accountRoutes,
  { method: 'GET', path: '/admin/clients', who, audit: NOBODY, handle: showClients },
  { method: 'GET', path: '/admin/clients/add', who, audit: NOBODY, handle: showAddClient },
  { method: 'POST', path: '/admin/clients/add', who, audit: 'api-client.made', handle: addClient },
  { method: 'GET', path: '/admin/clients/:client/revoke', who, audit: NOBODY, handle: showRevoke },
  { method: 'POST', path: '/admin/clients/:client/revoke', who, audit: 'api-client.revoked', handle: revoke },
  { method: 'GET', path: '/admin/teams', who, audit: NOBODY, handle: showTeams },
  { method: 'GET', path: '/admin/teams/add', who, audit: NOBODY, handle: showAddTeam },
  { method: 'POST', path: '/admin/teams/add', who, audit: 'team.added', handle: saveTeam },
  { method: 'GET', path: referrers, who, audit: NOBODY, handle: showReferrers },
  { method: 'GET', path: `${referrers}/add`, who, audit: NOBODY, handle: showAddReferrer },
  {
    method: 'POST',
    path: `${referrers}/add`,
    who,
    audit: 'referring-organisation.added',
    handle: saveReferrer,
  },
  { method: 'GET', path: '/admin/settings', who, audit: NOBODY, handle: showSettings },
  { method: 'POST', path: '/admin/settings', who, audit: 'organisation.changed', handle: saveSettings },
];
