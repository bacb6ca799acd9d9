// Rows of the route table for whoever runs a service and has the link to its entry.
import type { Route } from '#web';
import { answer, show, thank } from './entry.tsx';

const who = 'organisation-public' as const;
const audit = { none: 'a service and nobody; what its link is used for is recorded when it is' } as const;
const PATH = '/service-entry/:organisation/:token';

export const routes: readonly Route[] = [
  { method: 'GET', path: PATH, who, audit, handle: show, perMinute: 30 },
  {
    method: 'POST',
    path: PATH,
    who,
    audit: 'service.confirmed',
    handle: answer,
    perMinute: 10,
    ownTransactions: true,
  },
  { method: 'GET', path: `${PATH}/thanks`, who, audit, handle: thank, perMinute: 30 },
];
