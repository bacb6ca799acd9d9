// Tasks: which steps fit which state, which days may be planned, and how due dates read.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  decideDue,
  decideTaskStep,
  dueState,
  dueStateIn,
  dueWords,
  dueWordsIn,
  type TaskState,
  type TaskStep,
  titleOf,
} from './task.ts';

const TODAY = Temporal.PlainDate.from('2026-03-10');

describe('a task', () => {
  it.each<[TaskState, TaskStep, TaskState | 'not-in-this-state']>([
    ['open', 'complete', 'done'],
    ['open', 'cancel', 'cancelled'],
    ['open', 'reopen', 'not-in-this-state'],
    ['done', 'complete', 'not-in-this-state'],
    ['done', 'reopen', 'open'],
    ['cancelled', 'cancel', 'not-in-this-state'],
    ['cancelled', 'reopen', 'open'],
  ])('that is %s, on %s: %s', (state, step, wanted) => {
    const decided = decideTaskStep(state, step);
    expect(decided.ok ? decided.value : decided.reason).toBe(wanted);
  });

  it.each([
    ['2026-03-08', 'overdue', '2 days overdue'],
    ['2026-03-09', 'overdue', '1 day overdue'],
    ['2026-03-10', 'today', 'Due today'],
    ['2026-03-11', 'later', 'Due tomorrow'],
    ['2026-03-20', 'later', 'Due in 10 days'],
  ])('due on %s is %s: %s', (dueOn, state, words) => {
    expect(dueState(dueOn, TODAY)).toBe(state);
    expect(dueWords(dueOn, TODAY)).toBe(words);
    const days = TODAY.until(dueOn, { largestUnit: 'day' }).days;
    expect([dueStateIn(days), dueWordsIn(days)]).toEqual([state, words]);
  });

  it('may be planned from today to three years ahead', () => {
    expect(decideDue('2026-03-10', TODAY)).toEqual({ ok: true, value: '2026-03-10' });
    expect(decideDue('2029-03-09', TODAY).ok).toBe(true);
    expect(decideDue('2026-03-09', TODAY)).toEqual({ ok: false, reason: 'due-in-the-past' });
    expect(decideDue('2062-03-10', TODAY)).toEqual({ ok: false, reason: 'due-too-far' });
  });

  it('always has a title that fits', () => {
    expect(titleOf('follow_up', '  ')).toBe('Follow up');
    expect(titleOf('other', ' Ring the college ')).toBe('Ring the college');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 700 }), typed => {
        const title = titleOf('other', typed);
        expect(title.length).toBeGreaterThan(0);
        expect(title.length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
