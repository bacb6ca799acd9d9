// The evaluator's pages: protected numbers only.
import type { Route } from '#web';
import { download, show } from './handlers.tsx';

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/insights',
    who: ['evaluator'],
    audit: { none: 'protected counts only' },
    handle: show,
  },
  {
    method: 'GET',
    path: '/insights/numbers.csv',
    who: ['evaluator'],
    audit: 'insights.downloaded',
    handle: download,
  },
];
