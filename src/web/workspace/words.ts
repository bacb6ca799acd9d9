// Small words that several pages of the workspace share.
import { type Actor, formatInstant, instantOf } from '#kernel';

/** Whole days ago, in words: 'today', 'yesterday', '3 days ago'. */
export function agoWords(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** 5 March 2026 at 2:05pm. */
export const whenOf = (date: Date): string => formatInstant(instantOf(date));

/** A count with its noun: '1 task', '3 tasks'. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** The account of somebody signed in; pages of the workspace are for nobody else. */
export function accountIdOf(actor: Actor): string {
  if (actor.kind !== 'staff') throw new Error('the workspace is for people who signed in');
  return actor.accountId;
}
