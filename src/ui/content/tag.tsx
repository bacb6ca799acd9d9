// A small label for a state, coloured by what the state means to the reader.

import type { ReactNode } from 'react';
import { Tag as LibraryTag } from '../library.ts';

/** The meaning, not the colour: the words carry it, the colour only helps. */
export type TagMeaning =
  | 'new'
  | 'waiting'
  | 'active'
  | 'done'
  | 'stopped'
  | 'urgent'
  | 'attention'
  | 'information'
  | 'neutral';

const colours = {
  new: 'blue',
  waiting: 'yellow',
  active: 'aqua-green',
  done: 'green',
  stopped: 'grey',
  urgent: 'red',
  attention: 'orange',
  information: 'purple',
  neutral: 'white',
} as const satisfies Record<TagMeaning, string>;

export const Tag = ({ meaning = 'neutral', children }: { meaning?: TagMeaning; children: ReactNode }) => (
  <LibraryTag modifier={colours[meaning]}>{children}</LibraryTag>
);
