// The document lists exactly the rules there are, with their weights.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RULES, type Rule, weigh } from './rules.ts';

test('docs/open-referral-check.md has every rule, its weights and what it asks', () => {
  const lines = readFileSync('docs/open-referral-check.md', 'utf8').split('\n');
  const told = lines.filter(line => /^\| `[a-z0-9.-]+` \|.*\|.*\|.*\|$/.test(line));
  const are = Object.entries(RULES).map(([rule, { official, ours, asks }]) => {
    const officially = official === 'as-endpoint' ? 'error or warning' : official;
    const cells = [`\`${rule}\``, officially ?? '', ours ?? '', asks];
    return `|${cells.map(cell => (cell ? ` ${cell} ` : ' ')).join('|')}|`;
  });
  expect(told).toEqual(are);
});

test.each<[Rule, boolean, unknown]>([
  ['schema', true, { official: 'error', ours: 'error' }],
  ['schema', false, { official: 'warning', ours: 'error' }],
  ['cors', true, { official: null, ours: 'error' }],
  ['organization-page', false, { official: 'warning', ours: null }],
])('%s, required %s', (rule, required, weight) => {
  expect(weigh(rule, required)).toEqual(weight);
});
