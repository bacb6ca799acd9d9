// The administrator's view of where services come from, and of words in other lists that wait to be explained.
import type { Route } from '#web';
import { showSource, showSources } from './sources.tsx';
import { decideWord, showWord, showWords } from './words.tsx';

const who = ['administrator'] as const;
const audit = { none: 'shows published services and their sources, and nobody' } as const;

export const routes: readonly Route[] = [
  { method: 'GET', path: '/admin/directory', who, audit, handle: showSources },
  { method: 'GET', path: '/admin/directory/sources/:source', who, audit, handle: showSource },
  { method: 'GET', path: '/admin/directory/words', who, audit, handle: showWords },
  { method: 'GET', path: '/admin/directory/words/:word', who, audit, handle: showWord },
  {
    method: 'POST',
    path: '/admin/directory/words/:word',
    who,
    audit: 'directory-word.decided',
    handle: decideWord,
  },
];
