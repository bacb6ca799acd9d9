// Pages for trouble: right for who reads them, and they give nothing away.

import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import {
  ExpiredFormPage,
  ForbiddenPage,
  NotFoundPage,
  ProblemPage,
  plainChrome,
  renderDocument,
  TooLargePage,
  TooManyRequestsPage,
} from '../index.ts';

const main = (page: Parameters<typeof renderDocument>[0]) =>
  parseHTML(renderDocument(page, plainChrome)).document.querySelector('main')?.textContent ?? '';

describe('public readers', () => {
  test('learn how to get a new link, staff about other organisations', () => {
    expect(main(<NotFoundPage scope="public" />)).toContain('Ask whoever sent it for a new one');
    expect(main(<NotFoundPage scope="public" />)).not.toContain('organisation');
    expect(main(<NotFoundPage scope="staff" />)).toContain('another organisation');
  });

  test('always see what to do in danger when we cannot help', () => {
    expect(main(<ProblemPage scope="public" reference="r1" />)).toContain('999');
    expect(main(<TooManyRequestsPage scope="public" />)).toContain('999');
    expect(main(<ProblemPage scope="staff" reference="r1" />)).not.toContain('999');
  });

  test('are sent to the person with the link, staff to their administrator', () => {
    expect(main(<ForbiddenPage scope="public" />)).not.toContain('role');
    expect(main(<ForbiddenPage scope="staff" />)).toContain('ask an administrator');
  });
});

test.each([
  ['too many tries', TooManyRequestsPage],
  ['too much', TooLargePage],
  ['a problem', (props: { scope: 'public' }) => <ProblemPage {...props} reference="r1" />],
])('%s is no dead end: it leads to the start', (_, Page) => {
  const page = parseHTML(renderDocument(<Page scope="public" homeHref="/refer-to/north" />, plainChrome));
  expect(page.document.querySelector('main a[role=button]')?.getAttribute('href')).toBe('/refer-to/north');
});

test('a problem shows its reference', () => {
  expect(main(<ProblemPage scope="staff" reference="req-8f31" />)).toContain('req-8f31');
});

test.each([
  [undefined, 'in about a minute'],
  [1, 'in about a minute'],
  [60, 'in about a minute'],
  [61, 'in about 2 minutes'],
  [900, 'in about 15 minutes'],
])('after %s seconds of waiting: %s', (retryAfterSeconds, words) => {
  expect(main(<TooManyRequestsPage scope="staff" retryAfterSeconds={retryAfterSeconds} />)).toContain(words);
});

test('an old form leads back to the form, or to the start', () => {
  const hrefOf = (backHref?: string) =>
    parseHTML(renderDocument(<ExpiredFormPage scope="public" backHref={backHref} />, plainChrome))
      .document.querySelector('main a')
      ?.getAttribute('href');
  expect([hrefOf('/refer/2'), hrefOf()]).toEqual(['/refer/2', '/']);
});
