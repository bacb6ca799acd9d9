// What the page of a group is made from.
import type { Attendance, ListedPlace, ListedSession } from '#groups';
import type { GroupScene } from '../scene.ts';

type Listed<Key extends string, Row> = Readonly<Record<Key, readonly Row[]>> & { readonly total: number };

export type GroupPageProps = GroupScene & {
  readonly next: Listed<'sessions', ListedSession>;
  readonly past: Listed<'sessions', ListedSession>;
  readonly members: Listed<'places', ListedPlace>;
  readonly waiting: Listed<'places', ListedPlace>;
  readonly attendance: Attendance;
  /** The page of members, from 1. */
  readonly at: number;
};
