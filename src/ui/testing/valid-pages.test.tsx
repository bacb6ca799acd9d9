// Every part, in whole pages: valid HTML, one heading of the first level, nothing our content policy would block.

import { HtmlValidate } from 'html-validate';
import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { renderDocument } from '../index.ts';
import { samplePages } from './sample-pages.tsx';

const rules = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // Roles said twice are for tables laid out as blocks and for old screen readers, after nhsuk-frontend.
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    // The library's menu button: outside every form, so that its type does nothing.
    'no-implicit-button-type': 'off',
    // Ticked boxes of one question share its name.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
  },
});

const html = Object.entries(samplePages).map(
  ([name, [page, chrome]]) => [name, () => renderDocument(page, chrome)] as const,
);

describe.each(html)('%s', (_name, rendered) => {
  const complaints = vi.spyOn(console, 'error');
  beforeEach(() => {
    complaints.mockReset();
  });
  afterEach(() => {
    expect(complaints, 'React has nothing to complain about').not.toHaveBeenCalled();
  });

  test('is valid HTML', () => {
    const report = rules.validateStringSync(rendered());
    const messages = report.results.flatMap(result => result.messages);
    expect(messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} at ${selector}`)).toEqual(
      [],
    );
  });

  test('has one main heading and headings in order', () => {
    const { document } = parseHTML(rendered());
    const levels = [...document.querySelectorAll('main h1, main h2, main h3, main h4')].map(heading =>
      Number(heading.tagName.slice(1)),
    );
    expect(levels.filter(level => level === 1)).toEqual([1]);
    // What went wrong and what was just done stand before it, as second level.
    const below = levels.slice(levels.indexOf(1));
    below.forEach((level, index) => {
      expect(level - (below[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  test('keeps to the content security policy', () => {
    const page = rendered();
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:|href="data:/i);
    const { document } = parseHTML(page);
    for (const script of document.querySelectorAll('script')) {
      expect(script.getAttribute('src')).toMatch(/^\/assets\//);
      expect(script.textContent).toBe('');
    }
  });

  test('shows nothing of the NHS’s own identity', () => {
    expect(rendered()).not.toMatch(/frutiger|NHS England|nhsuk-header__logo|nhs\.uk/i);
  });

  test('every id is used once and every reference finds its target', () => {
    const { document } = parseHTML(rendered());
    const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
    expect(ids.length).toBe(new Set(ids).size);
    const references = ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'list'];
    for (const name of references)
      for (const element of document.querySelectorAll(`[${name}]`))
        for (const id of (element.getAttribute(name) ?? '').split(' ')) expect(ids).toContain(id);
    for (const link of document.querySelectorAll('a[href^="#"]'))
      expect(ids).toContain(link.getAttribute('href')?.slice(1));
  });
});
