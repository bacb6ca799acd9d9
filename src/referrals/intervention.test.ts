// The kinds of help as people read them.
import { expect, it } from 'vitest';
import { INTERVENTIONS } from './intervention.ts';

it('names whose group it is with an apostrophe', () => {
  const labels = INTERVENTIONS.map(({ label }) => label);
  expect(labels).toContain('Women’s group');
  expect(labels.filter(label => /\b(wo)?mens\b|\bpeoples\b|\bchildrens\b/i.test(label))).toEqual([]);
});
