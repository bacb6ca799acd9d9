// The evaluator's pages: protected numbers only.
import type { Route } from '#web';
import { downloadGaps, printGaps, showGaps } from './gaps/handlers.tsx';
import { download, show } from './handlers.tsx';
import { downloadMet, showMet } from './preferences/handlers.tsx';

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
  {
    method: 'GET',
    path: '/insights/preferences',
    who: ['evaluator', 'manager'],
    audit: { none: 'protected counts only' },
    handle: showMet,
  },
  {
    method: 'GET',
    path: '/insights/preferences.csv',
    who: ['evaluator', 'manager'],
    audit: 'insights.downloaded',
    handle: downloadMet,
  },
  {
    method: 'GET',
    path: '/insights/gaps',
    who: ['evaluator', 'manager'],
    audit: { none: 'protected counts only' },
    handle: showGaps,
  },
  {
    method: 'GET',
    path: '/insights/gaps/print',
    who: ['evaluator', 'manager'],
    audit: { none: 'protected counts only' },
    handle: printGaps,
  },
  {
    method: 'GET',
    path: '/insights/gaps.csv',
    who: ['evaluator', 'manager'],
    audit: 'insights.downloaded',
    handle: downloadGaps,
  },
];
