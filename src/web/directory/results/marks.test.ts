// The drawing of where services are: what each mark says, and that all of it stays on the drawing at the width of a phone.
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { FoundServices } from '#directory';
import { ResultsMap } from './map.tsx';
import { linesOf } from './marks.ts';

describe('the numbers of a mark', () => {
  it.each([
    [[7], ['7']],
    [[2, 1], ['1, 2']],
    [[1, 2, 3, 7], ['1–3, 7']],
    [
      [1, 3, 5, 7, 9, 11],
      ['1, 3, 5, 7', '9, 11'],
    ],
  ])('%j: %j', (numbers, lines) => {
    expect(linesOf(numbers)).toEqual(lines);
  });
});

describe('a map of twenty services', () => {
  const at = (latitude: number, longitude: number, many: number) =>
    Array.from({ length: many }, () => ({ places: [{ latitude, longitude, exact: true }] }));
  const html = renderToStaticMarkup(
    ResultsMap({
      found: {
        // Every second one is far to the west, so that neither mark has a run of numbers.
        services: at(51.5, -0.1, 10).flatMap((one, index) => [one, ...at(51.5, -3 + index * 1e-6, 1)]),
        place: null,
      } as unknown as FoundServices,
      first: 1,
    }),
  );
  const numbersOf = (name: string) =>
    [...html.matchAll(new RegExp(`<rect[^>]* ${name}="([-\\d.]+)"`, 'g'))].map(m => Number(m[1]));

  it('keeps every mark on it', () => {
    const [xs, widths] = [numbersOf('x'), numbersOf('width')];
    const width = Number(/viewBox="0 0 (\d+)/.exec(html)?.[1]);
    expect(xs.length).toBe(2);
    xs.forEach((x, index) => {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + (widths[index + 1] ?? 0)).toBeLessThanOrEqual(width);
    });
  });

  it('can be read on a phone of 360 pixels: letters are at least 12 pixels there', () => {
    const width = Number(/viewBox="0 0 (\d+)/.exec(html)?.[1]);
    const sizes = [...html.matchAll(/font-size="(\d+)"/g)].map(match => (Number(match[1]) * 328) / width);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
  });
});
