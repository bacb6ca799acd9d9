import { expect, test } from 'vitest';
import { randomChunk } from './random.ts';

test('gives no bytes twice, also where one filling ends and the next begins', () => {
  const chunks = Array.from({ length: 3000 }, (_, at) => randomChunk(12 + (at % 5)));
  expect(new Set(chunks.map(chunk => chunk.toString('hex').slice(0, 24))).size).toBe(3000);
  expect(chunks.map(({ length }) => length)).toEqual(chunks.map((_, at) => 12 + (at % 5)));
});

test('what was given out stays as it is', () => {
  const first = randomChunk(16);
  const before = first.toString('hex');
  for (let more = 0; more < 1000; more++) randomChunk(16);
  expect(first.toString('hex')).toBe(before);
  expect(before).not.toBe('0'.repeat(32));
});
