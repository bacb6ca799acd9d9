// Lists, figures and states say what they count, what is missing, and where the reader stands.

import fc from 'fast-check';
import type { ReactElement } from 'react';
import { describe, expect, test } from 'vitest';
import { Pagination, Stat, SummaryList, sortBy, Table, Tag, Timeline } from '../index.ts';
import { parsed } from '../testing/parse.ts';
import { pageNumbers, showing } from './pagination.tsx';

const text = (element: ReactElement) => parsed(element).body.textContent;

describe('pagination', () => {
  test.each([
    { page: 1, pageSize: 20, total: 214, says: 'Showing 1 to 20 of 214' },
    { page: 11, pageSize: 20, total: 214, says: 'Showing 201 to 214 of 214' },
    { page: 1, pageSize: 20, total: 3, says: 'Showing 1 to 3 of 3' },
    { page: 3, pageSize: 20, total: 40, says: 'Nothing on page 3 of 40' },
    { page: 2, pageSize: 1000, total: 2500, says: 'Showing 1,001 to 2,000 of 2,500' },
  ])('$says', ({ says, ...list }) => {
    expect(showing(list)).toBe(says);
  });

  test.each([
    { page: 1, pages: 2, shown: [1, 2] },
    { page: 1, pages: 9, shown: [1, 2, 'gap', 9] },
    { page: 5, pages: 9, shown: [1, 'gap', 4, 5, 6, 'gap', 9] },
    { page: 4, pages: 9, shown: [1, 2, 3, 4, 5, 'gap', 9] },
    { page: 9, pages: 9, shown: [1, 'gap', 8, 9] },
  ])('page $page of $pages', ({ page, pages, shown }) => {
    expect(pageNumbers(page, pages)).toEqual(shown);
  });

  const place = fc
    .integer({ min: 1, max: 500 })
    .chain(pages => fc.record({ pages: fc.constant(pages), page: fc.integer({ min: 1, max: pages }) }));

  test('always leads to the first, the last and this page, in order, and no gap hides a single page', () => {
    fc.assert(
      fc.property(place, ({ page, pages }) => {
        const shown = pageNumbers(page, pages);
        const numbers = shown.filter(each => each !== 'gap');
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(numbers).toEqual(expect.arrayContaining([1, page, pages]));
        shown.forEach((each, index) => {
          if (each !== 'gap') return;
          const [before, after] = [shown[index - 1], shown[index + 1]];
          expect(Number(after) - Number(before)).toBeGreaterThan(2);
        });
      }),
    );
  });

  test('nothing for nothing, only the count for one page, no way before the first or after the last', () => {
    const of = (page: number, total: number) =>
      parsed(<Pagination page={page} pageSize={10} total={total} hrefFor={to => `?page=${to}`} />);
    expect(of(1, 0).body.innerHTML).toBe('');
    expect(of(1, 10).querySelector('nav')).toBeNull();
    expect(of(1, 10).body.textContent).toBe('Showing 1 to 10 of 10');
    const rels = (page: number) =>
      [...of(page, 30).querySelectorAll('[rel]')].map(link => link.getAttribute('rel'));
    expect([rels(1), rels(2), rels(3)]).toEqual([['next'], ['prev', 'next'], ['prev']]);
    expect(of(2, 30).querySelector('[aria-current=page]')?.getAttribute('href')).toBe('?page=2');
  });
});

describe('table', () => {
  const columns = [{ heading: 'Name', rowHeader: true, cell: (row: string) => row }];

  test('without rows says why, in its place', () => {
    expect(text(<Table caption="People" columns={columns} rows={[]} empty="Nobody yet" />)).toBe(
      'Nobody yet',
    );
  });

  test('repeats the heading at each value for phones, hidden from screen readers', () => {
    const table = parsed(<Table caption="People" columns={columns} rows={['Nour', 'Tesfay']} />);
    const repeated = [...table.querySelectorAll('tbody .nhsuk-table__heading')];
    expect(repeated.map(each => [each.textContent, each.getAttribute('aria-hidden')])).toEqual([
      ['Name ', 'true'],
      ['Name ', 'true'],
    ]);
  });

  test('a second press on a heading turns the order round', () => {
    const href = (sort: string) => `?sort=${sort}`;
    expect(sortBy('name', { by: 'name', order: 'ascending' }, href)).toEqual({
      order: 'ascending',
      href: '?sort=-name',
    });
    expect(sortBy('name', { by: 'name', order: 'descending' }, href).href).toBe('?sort=name');
    expect(sortBy('name', { by: 'days', order: 'ascending' }, href)).toEqual({
      order: null,
      href: '?sort=name',
    });
  });
});

describe('figures', () => {
  test('stand with their denominator', () => {
    expect(text(<Stat label="Seen" value={23} of={41} />)).toBe('Seen23 of 41');
    expect(text(<Stat label="Seen" value={1214} of={null} />)).toBe('Seen1,214');
  });

  test('that may not be shown show neither part, and why', () => {
    expect(text(<Stat label="Seen" value={null} of={4} note="Too few people" />)).toBe(
      'SeenNot shownToo few people',
    );
  });

  test('nought is a figure', () => {
    expect(text(<Stat label="Seen" value={0} of={4} />)).toBe('Seen0 of 4');
  });
});

test('a summary says what is missing, and tells its links apart', () => {
  const list = parsed(
    <SummaryList
      rows={[
        { key: 'Language', value: null, actions: [{ href: '/l', text: 'Add' }] },
        { key: 'Born', value: '', missing: 'Not known' },
        { key: 'Children', value: 0 },
      ]}
    />,
  );
  expect([...list.querySelectorAll('dd')].map(each => each.textContent)).toEqual([
    'Not asked yet',
    'Add language',
    'Not known',
    '0',
  ]);
});

test('every meaning of a tag has a colour of its own', () => {
  const meanings = [
    'new',
    'waiting',
    'active',
    'done',
    'stopped',
    'urgent',
    'attention',
    'information',
  ] as const;
  const colours = meanings.map(
    meaning => parsed(<Tag meaning={meaning}>x</Tag>).querySelector('strong')?.className,
  );
  expect(new Set(colours).size).toBe(meanings.length);
});

test('a timeline keeps the machine’s time beside the reader’s', () => {
  const line = parsed(
    <Timeline entries={[{ key: 'a', title: 'Received', when: '3 March 2026', dateTime: '2026-03-03' }]} />,
  );
  expect(line.querySelector('time')?.outerHTML.toLowerCase()).toContain('datetime="2026-03-03"');
});
