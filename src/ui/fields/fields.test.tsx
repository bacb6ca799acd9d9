// Fields keep what was sent, show what is wrong, and can be reached from the error summary.

import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import type { ReactElement } from 'react';
import { describe, expect, test } from 'vitest';
import {
  CheckboxesField,
  Form,
  NumberField,
  PartialDateField,
  PasswordField,
  plainChrome,
  RadiosField,
  renderDocument,
  SelectField,
  TextAreaField,
  TextField,
} from '../index.ts';
import { parsed } from '../testing/parse.ts';
import { errors, FormPage, values } from '../testing/sample-form.tsx';
import { staffChrome } from '../testing/sample-pages.tsx';

const inForm = (field: ReactElement, given: { errors?: Record<string, string>; values?: object } = {}) =>
  parsed(
    <Form action="/x" errors={given.errors} values={{ ...given.values }}>
      {field}
    </Form>,
  );

describe('what was sent is kept', () => {
  const page = parseHTML(renderDocument(<FormPage />, staffChrome)).document;

  test('texts, as they were typed', () => {
    expect(page.querySelector('#full-name')?.getAttribute('value')).toBe(values['full-name']);
    expect(page.querySelector('#story')?.textContent).toBe(values.story);
  });

  test('parts of a date, also an impossible one', () => {
    const parts = ['day', 'month', 'year'].map(part => page.querySelector(`[name=born-${part}]`));
    expect(parts.map(part => part?.getAttribute('value'))).toEqual(['31', '2', '1988']);
  });

  test('choices', () => {
    const chosen = (name: string) =>
      [...page.querySelectorAll(`input[name="${name}"]`)]
        .filter(input => input.hasAttribute('checked'))
        .map(input => input.getAttribute('value'));
    expect(chosen('contact')).toEqual(['text']);
    expect(chosen('needs')).toEqual(['gp', 'english']);
    expect(page.querySelector('#language option[selected]')?.getAttribute('value')).toBe('prs');
  });

  test('but never a password', () => {
    expect(page.querySelector('#password')?.getAttribute('value')).toBeFalsy();
    expect(page.documentElement.outerHTML).not.toContain(values.password);
    const told = { errors: {}, values: { password: 'secret' } };
    const alone = inForm(<PasswordField name="password" label="Password" />, told);
    expect(alone.body.innerHTML).not.toContain('secret');
  });

  test('any text at all comes back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const kept = inForm(<TextField name="any" label="Any" />, { values: { any: text } });
        // An HTML parser normalises these itself.
        const same = text.replaceAll('\u0000', '\uFFFD').replaceAll('\r', '\n');
        expect(kept.querySelector('#any')?.getAttribute('value')?.replaceAll('\r', '\n')).toBe(same);
      }),
    );
  });

  test('what is no text counts as empty, and a field’s own value wins', () => {
    const odd = { values: { name: { nested: 'x' } } };
    expect(
      inForm(<TextField name="name" label="Name" />, odd)
        .querySelector('#name')
        ?.getAttribute('value'),
    ).toBe('');
    const own = inForm(<TextField name="name" label="Name" value="own" />, { values: { name: 'form' } });
    expect(own.querySelector('#name')?.getAttribute('value')).toBe('own');
  });
});

describe('what is wrong is shown at its field', () => {
  const page = parseHTML(renderDocument(<FormPage />, staffChrome)).document;

  test.each(Object.entries(errors))(
    '%s: the summary leads to the field, the field says it',
    (name, message) => {
      const line = [...page.querySelectorAll('.nhsuk-error-summary a')].find(
        link => link.textContent === message,
      );
      expect(line?.getAttribute('href')).toBe(`#${name}`);
      const field = page.getElementById(name);
      expect(field).not.toBeNull();
      const group = field?.closest('.nhsuk-form-group--error');
      expect(group?.querySelector('.nhsuk-error-message')?.textContent).toBe(`Error: ${message}`);
    },
  );

  test('only the wrong part of a date is marked', () => {
    const marked = [...page.querySelectorAll('#born input')].map(input =>
      input.className.includes('nhsuk-input--error'),
    );
    expect(marked).toEqual([true, false, false]);
  });

  test('a date without a marked part marks all of them', () => {
    const date = inForm(<PartialDateField name="born" label="Born" />, { errors: { born: 'Wrong' } });
    expect(date.querySelectorAll('.nhsuk-input--error')).toHaveLength(3);
  });

  test('hint and error are read with the field', () => {
    const field = inForm(<NumberField name="n" label="How many?" hint="Whole" error="Enter a number" />);
    const described = field.querySelector('#n')?.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id: string) => field.getElementById(id)?.textContent)).toEqual([
      'Whole',
      'Error: Enter a number',
    ]);
  });
});

describe('choices', () => {
  const options = [
    { value: 'a', label: 'A', conditional: <TextField name="more" label="More" /> },
    { value: 'b', label: 'B' },
  ];

  test('more questions are hidden by the style sheet only until their answer is chosen', () => {
    const hidden = (value: string) =>
      parsed(<RadiosField name="r" label="R" options={options} value={value} />)
        .querySelector('.nhsuk-radios__conditional')
        ?.className.includes('--hidden');
    expect([hidden('a'), hidden('b')]).toEqual([false, true]);
  });

  test('checkboxes under headings are one field: one name, ids in order, each group named', () => {
    const field = parsed(
      <CheckboxesField
        name="needs"
        label="Needs"
        value="c"
        groups={[
          { heading: 'First', options },
          { heading: 'Second', options: [{ value: 'c', label: 'C', exclusive: true }] },
        ]}
      />,
    );
    const boxes = [...field.querySelectorAll('input[type=checkbox]')];
    expect(boxes.map(box => [box.id, box.getAttribute('name'), box.hasAttribute('checked')])).toEqual([
      ['needs', 'needs', false],
      ['needs-2', 'needs', false],
      ['needs-3', 'needs', true],
    ]);
    expect(boxes.every(box => box.getAttribute('data-checkbox-exclusive-group') === 'needs')).toBe(true);
    expect([...field.querySelectorAll('legend')].map(legend => legend.textContent)).toEqual([
      'Needs',
      'First',
      'Second',
    ]);
  });

  test('a list starts with an empty choice, unless it must not', () => {
    const first = (empty?: null) =>
      parsed(<SelectField name="s" label="S" options={options} empty={empty} />).querySelector('option');
    expect([first()?.getAttribute('value'), first()?.textContent]).toEqual(['', 'Choose one']);
    expect(first(null)?.getAttribute('value')).toBe('a');
  });
});

describe('text runs the right way', () => {
  const directions = (direction: 'ltr' | 'rtl') => {
    const page = renderDocument(
      <html lang="en">
        <body>
          <TextField name="name" label="Name" />
          <TextField name="tel" label="Phone" type="tel" />
          <TextAreaField name="story" label="Story" />
        </body>
      </html>,
      { ...plainChrome, direction },
    );
    const { document } = parseHTML(page);
    return ['name', 'tel', 'story'].map(id => document.getElementById(id)?.getAttribute('dir') ?? null);
  };

  test('by what is typed on an English page, with the page on a right-to-left one', () => {
    expect(directions('ltr')).toEqual(['auto', 'auto', 'auto']);
    expect(directions('rtl')).toEqual([null, 'ltr', null]);
  });
});
