// Identifiers: their form, and that they sort as they were made.
import { describe, expect, it } from 'vitest';
import { isUuid, uuidv7 } from './ids.ts';

describe('a UUID version 7', () => {
  it('has its form, differs from every other, and sorts after those made before', () => {
    const made = Array.from({ length: 20_000 }, () => uuidv7());
    expect(made.every(isUuid)).toBe(true);
    expect(made.every(id => /^.{14}7.{4}[89ab]/.test(id))).toBe(true);
    expect(new Set(made).size).toBe(made.length);
    expect([...made].sort()).toEqual(made);
  });

  it.each([
    '',
    'x',
    'A0000000-0000-4000-8000-000000000000',
    '00000000-0000-4000-8000-0000000000000',
    "' or 1=1",
  ])('is not %j', text => {
    expect(isUuid(text)).toBe(false);
  });
});
