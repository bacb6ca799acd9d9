// The administrator's view of where services come from, and of words in other lists that wait to be explained.
import type { Route } from '#web';
import { showSource } from './source-page.tsx';
import { showSources } from './sources.tsx';
import { askRemove, pause, remove, resume, runNow } from './tending.tsx';
import { decideWord, showWord } from './word.tsx';
import { decideWords, findWords, showWords } from './words.tsx';

const who = ['administrator'] as const;
const audit = { none: 'shows published services and their sources, and nobody' } as const;

export const routes: readonly Route[] = [
  { method: 'GET', path: '/admin/directory', who, audit, handle: showSources },
  { method: 'GET', path: '/admin/directory/sources/:source', who, audit, handle: showSource },
  {
    method: 'POST',
    path: '/admin/directory/sources/:source/run',
    who,
    audit: 'directory-source.run-requested',
    handle: runNow,
  },
  {
    method: 'POST',
    path: '/admin/directory/sources/:source/pause',
    who,
    audit: 'directory-source.paused',
    handle: pause,
  },
  {
    method: 'POST',
    path: '/admin/directory/sources/:source/resume',
    who,
    audit: 'directory-source.resumed',
    handle: resume,
  },
  { method: 'GET', path: '/admin/directory/sources/:source/remove', who, audit, handle: askRemove },
  {
    method: 'POST',
    path: '/admin/directory/sources/:source/remove',
    who,
    audit: 'directory-source.services-removed',
    handle: remove,
  },
  { method: 'GET', path: '/admin/directory/words', who, audit, handle: showWords },
  {
    method: 'POST',
    path: '/admin/directory/words',
    who,
    audit: 'directory-word.decided',
    handle: decideWords,
  },
  {
    method: 'POST',
    path: '/admin/directory/words/find',
    who,
    audit: { none: 'leads to the words that were found' },
    handle: findWords,
  },
  { method: 'GET', path: '/admin/directory/words/:word', who, audit, handle: showWord },
  {
    method: 'POST',
    path: '/admin/directory/words/:word',
    who,
    audit: 'directory-word.decided',
    handle: decideWord,
  },
];
