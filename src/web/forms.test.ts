// Forms as they arrive: whatever somebody typed comes back whole.
import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseForm, requiredText } from './forms.ts';

it('brings back whole what is too long, to be shortened', () => {
  const note = `${'word '.repeat(20_000)}end`;
  const parsed = parseForm(z.object({ note: requiredText('Write a note', { max: 300 }) }), { note });
  expect(parsed).toEqual({ ok: false, errors: { note: 'Use 300 characters or fewer' }, input: { note } });
});
