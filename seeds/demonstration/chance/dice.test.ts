// Dice: the same seed and path throw the same, chances are about right, and ids are proper.
import { describe, expect, it } from 'vitest';
import { isUuid } from '#kernel';
import { diceFor } from './dice.ts';

const throws = (seed: number, ...path: string[]) => {
  const dice = diceFor(seed, ...path);
  return Array.from({ length: 50 }, () => dice.int(0, 1_000_000));
};

describe('dice', () => {
  it('fall the same for the same seed and path, and otherwise not', () => {
    expect(throws(7, 'a', 'b')).toEqual(throws(7, 'a', 'b'));
    expect(throws(7, 'a', 'b')).not.toEqual(throws(8, 'a', 'b'));
    expect(throws(7, 'a', 'b')).not.toEqual(throws(7, 'a', 'c'));
  });

  it('reach both ends and about the share that was asked for', () => {
    const dice = diceFor(1, 'ends');
    const thrown = Array.from({ length: 2000 }, () => dice.int(1, 6));
    expect([...new Set(thrown)].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const heads = Array.from({ length: 4000 }, () => dice.chance(0.25)).filter(Boolean).length;
    expect(heads).toBeGreaterThan(850);
    expect(heads).toBeLessThan(1150);
    const drawn = Array.from({ length: 4000 }, () => dice.weighted({ often: 3, seldom: 1, never: 0 }));
    expect(drawn.filter(key => key === 'often').length).toBeGreaterThan(2800);
    expect(drawn).not.toContain('never');
  });

  it('shuffle without losing anything, and refuse to pick from nothing', () => {
    const dice = diceFor(3, 'shuffle');
    expect(dice.shuffle([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(dice.some([1, 2, 3, 4, 5], 3)).size).toBe(3);
    expect(() => dice.pick([])).toThrow('nothing to pick from');
  });

  it('make version 7 ids that carry the time and do not repeat', () => {
    const dice = diceFor(5, 'ids');
    const ids = Array.from({ length: 5000 }, () => dice.uuid(1_772_000_000_123));
    expect(new Set(ids).size).toBe(5000);
    for (const id of ids.slice(0, 100)) {
      expect(isUuid(id)).toBe(true);
      expect(id[14]).toBe('7');
      expect('89ab').toContain(id[19]);
      expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(1_772_000_000_123);
    }
  });
});
