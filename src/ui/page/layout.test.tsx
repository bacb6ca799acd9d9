// The frame of a page: its name, language, direction, banners, who is signed in, and the hidden token.

import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { Form, Layout, type PageChrome, plainChrome, renderDocument } from '../index.ts';
import { arabicChrome, staffChrome } from '../testing/sample-pages.tsx';

const pageOf = (chrome: PageChrome, element = <Layout title="Plan">Words</Layout>) =>
  parseHTML(renderDocument(element, chrome)).document;

describe('the name of the page', () => {
  test('carries the service, and says so when something is wrong', () => {
    expect(pageOf(plainChrome).title).toBe('Plan – Footbridge');
    const wrong = pageOf(
      plainChrome,
      <Layout title="Plan" errors={{ goal: 'Enter a goal' }}>
        Words
      </Layout>,
    );
    expect(wrong.title).toBe('Error: Plan – Footbridge');
    expect(wrong.querySelector('.nhsuk-error-summary a')?.getAttribute('href')).toBe('#goal');
  });

  test('errors without a message are no errors', () => {
    const page = pageOf(
      plainChrome,
      <Layout title="Plan" errors={{ goal: undefined }}>
        Words
      </Layout>,
    );
    expect(page.title).toBe('Plan – Footbridge');
    expect(page.querySelector('.nhsuk-error-summary')).toBeNull();
  });

  test('an error of the whole form is said without a link', () => {
    const page = pageOf(
      plainChrome,
      <Layout title="Plan" errors={{ '': 'Someone else changed this' }}>
        Words
      </Layout>,
    );
    expect(page.querySelector('.nhsuk-error-summary li')?.textContent).toBe('Someone else changed this');
    expect(page.querySelector('.nhsuk-error-summary a')).toBeNull();
  });
});

describe('language and direction', () => {
  test('decide the attributes and the style sheet', () => {
    const english = pageOf(plainChrome);
    expect(english.documentElement.getAttribute('lang')).toBe('en');
    expect(english.documentElement.getAttribute('dir')).toBe('ltr');
    expect(english.querySelector('link[rel=stylesheet]')?.getAttribute('href')).toMatch(
      /^\/assets\/footbridge\.css\?v=[0-9a-f]{10}$/,
    );
    const arabic = pageOf(arabicChrome);
    expect(arabic.documentElement.getAttribute('dir')).toBe('rtl');
    expect(arabic.querySelector('link[rel=stylesheet]')?.getAttribute('href')).toContain(
      'footbridge.rtl.css',
    );
  });

  test('the furniture speaks the page’s language, and marks what it says in English', () => {
    const page = pageOf(
      arabicChrome,
      <Layout title="خطة" back="/start">
        Words
      </Layout>,
    );
    expect(page.querySelector('.nhsuk-back-link')?.innerHTML).toBe('رجوع');
    expect(page.querySelector('.nhsuk-skip-link')?.innerHTML).toBe(
      '<span lang="en" dir="ltr">Skip to main content</span>',
    );
    expect(pageOf(plainChrome).querySelector('.nhsuk-skip-link')?.innerHTML).toBe('Skip to main content');
  });

  test('other languages are named in themselves, the present one is not a link', () => {
    const page = pageOf(arabicChrome);
    const links = [...page.querySelectorAll('.fb-languages a')];
    expect(links.map(link => link.outerHTML)).toEqual([
      '<a href="?language=en" lang="en" hrefLang="en" dir="ltr">English</a>',
    ]);
    expect(page.querySelector('.fb-languages [aria-current]')?.textContent).toBe('العربية');
  });
});

describe('who is signed in', () => {
  test('is named, with a sign-out form that carries the token', () => {
    const page = pageOf(staffChrome);
    const account = page.querySelector('.nhsuk-header__account');
    expect(account?.textContent).toContain('Amina Okoro');
    expect(account?.textContent).toContain('Link worker, Southfield Primary Care Network');
    const form = account?.querySelector('form');
    expect([form?.getAttribute('action'), form?.getAttribute('method')]).toEqual(['/sign-out', 'post']);
    expect(form?.querySelector('[name=_csrf]')?.getAttribute('value')).toBe('token-1');
    const current = [...page.querySelectorAll('.nhsuk-header__navigation [aria-current=page]')];
    expect(current.map(link => link.textContent)).toEqual(['My people']);
  });

  test('nobody: no account menu, or a way to sign in', () => {
    expect(pageOf(plainChrome).querySelector('.nhsuk-header__account')).toBeNull();
    const page = pageOf({ ...plainChrome, signInHref: '/sign-in' });
    expect(page.querySelector('.nhsuk-header__account a')?.getAttribute('href')).toBe('/sign-in');
  });
});

describe('banners', () => {
  test('what was done is said once, from the page or from the chrome', () => {
    const fromPage = pageOf(
      { ...plainChrome, success: 'Older' },
      <Layout title="Plan" success="Saved">
        Words
      </Layout>,
    );
    const said = (page: typeof fromPage) =>
      [...page.querySelectorAll('.nhsuk-notification-banner__content')].map(each => each.textContent);
    expect(said(fromPage)).toEqual(['Saved']);
    expect(said(pageOf({ ...plainChrome, success: 'Sent' }))).toEqual(['Sent']);
    expect(said(pageOf(plainChrome))).toEqual([]);
  });

  test('the demonstration says that it is one, and only then', () => {
    expect(pageOf(staffChrome).querySelector('.fb-demonstration')?.textContent).toContain('fictional');
    expect(pageOf(plainChrome).querySelector('.fb-demonstration')).toBeNull();
  });

  test('leaving quickly is a plain link that passes no address on', () => {
    const link = pageOf(arabicChrome).querySelector('[data-quick-exit]');
    expect(link?.getAttribute('href')).toBe('https://www.bbc.co.uk/weather');
    expect(link?.getAttribute('rel')).toContain('noreferrer');
    expect(pageOf(plainChrome).querySelector('[data-quick-exit]')).toBeNull();
  });
});

describe('forms', () => {
  const formOf = (chrome: PageChrome, method: 'post' | 'get') =>
    pageOf(
      chrome,
      <Layout title="Plan">
        <Form action="/plan" method={method}>
          Words
        </Form>
      </Layout>,
    ).querySelector('main form');

  test('carry the token when they change something, never in an address', () => {
    expect(formOf(staffChrome, 'post')?.querySelector('[name=_csrf]')?.getAttribute('value')).toBe('token-1');
    expect(formOf(staffChrome, 'get')?.querySelector('[name=_csrf]')).toBeNull();
    expect(formOf(plainChrome, 'post')?.querySelector('[name=_csrf]')).toBeNull();
  });
});

test('hostile words stay words', () => {
  const hostile = '</title><script>alert(1)</script>"><img src=x onerror=alert(1)>';
  const html = renderDocument(
    <Layout
      title={hostile}
      errors={{ [hostile]: hostile }}
      success={hostile}
      back={{ href: '/', text: hostile }}
    >
      {hostile}
    </Layout>,
    { ...staffChrome, actorName: hostile, organisationName: hostile, csrfToken: hostile },
  );
  expect(html).not.toContain('<script>alert');
  expect(html).not.toContain('<img src=x');
});
