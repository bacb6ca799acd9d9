// Our fields and tables against the HTML that nhsuk-frontend publishes for the same content.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import {
  CheckboxesField,
  Details,
  ErrorSummary,
  InsetText,
  Pagination,
  PartialDateField,
  RadiosField,
  SelectField,
  SummaryList,
  Table,
  Tag,
  TaskList,
  TextAreaField,
  TextField,
} from '../index.ts';
import { outline } from './outline.ts';

const components = join(
  dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/package.json')),
  'dist/nhsuk/components',
);

type Fixture = { readonly name: string; readonly html: string };

const published = (component: string, name: string, part = ''): string => {
  const file = readFileSync(join(components, component, 'fixtures.json'), 'utf8');
  const { fixtures } = JSON.parse(file) as { fixtures: readonly Fixture[] };
  const found = fixtures.find(fixture => fixture.name === name && fixture.html.includes(part));
  if (found === undefined) throw new Error(`nhsuk-frontend has no fixture ${component}: ${name}`);
  return found.html;
};

// Where the React library, or we, say the same in other words. Each is a decision; nothing else may differ.
const agreed = (line: string): string =>
  line
    // Kept by the library from before nhsuk-frontend renamed them; its style sheet knows both.
    .replaceAll('.nhsuk-error-summary__title', '.nhsuk-error-summary__heading')
    .replaceAll('.nhsuk-table-responsive', '')
    // A date's inner groups are marked as wrong too; it changes nothing that is seen or heard.
    .replaceAll(/^(\s{4,}div\.nhsuk-form-group)\.nhsuk-form-group--error/g, '$1')
    // Set by the library on each row without actions, by nhsuk-frontend only where another row has some.
    .replaceAll('.nhsuk-summary-list__row--no-actions', '')
    // Looks that the published examples choose.
    .replaceAll(/\.nhsuk-(link\b|u-width-[a-z-]+|u-text-align-[a-z]+|u-nowrap)/g, '')
    .replaceAll(/ (data-module=nhsuk-button|value=(?=$| ))/g, '');

const compare = (ours: ReactElement, theirs: string) => {
  const mine = outline(renderToStaticMarkup(ours)).map(agreed);
  expect(mine).toEqual(outline(theirs).map(agreed));
};

const contactChoices = [
  { value: 'email', label: 'Email' },
  { value: 'phone', label: 'Phone' },
  { value: 'text', label: 'Text message' },
];
const contactQuestion = 'How do you want to be contacted about this?';

describe('fields have the structure nhsuk-frontend publishes', () => {
  test('error summary', () => {
    compare(
      <ErrorSummary errors={{ 'example-day': 'Date of birth must be in the past' }} />,
      published('error-summary', 'default'),
    );
  });

  test('text input with an error', () => {
    compare(
      <TextField name="phone" label="Phone number" type="tel" error="Enter your phone number" />,
      published('input', 'example phone number with error message').replace(
        'class="nhsuk-label"',
        'class="nhsuk-label nhsuk-label--s"',
      ),
    );
  });

  test('longer text with hint and error', () => {
    compare(
      <TextAreaField
        name="example"
        label="Can you provide more detail?"
        pageHeading
        hint="Do not include personal information like your name, date of birth or NHS number"
        error="You must provide an explanation"
      />,
      published('textarea', 'with error message and hint'),
    );
  });

  test('select with hint and error', () => {
    const theirs = published('select', 'with error message and hint');
    const options = [...theirs.matchAll(/<option value="(\w+)">([^<]+)</g)].map(([, value, label]) => ({
      value: value ?? '',
      label: label ?? '',
    }));
    expect(options).toHaveLength(10);
    compare(
      <SelectField
        name="example"
        label="Choose location"
        pageHeading
        hint="This can be different to where you went before"
        error="Select a location"
        empty={null}
        options={options}
      />,
      theirs,
    );
  });

  test('radios with questions that belong to an answer', () => {
    compare(
      <RadiosField
        name="example"
        label={contactQuestion}
        pageHeading
        hint="Select 1 option"
        options={contactChoices.map(choice => ({ ...choice, conditional: <p>More</p> }))}
      />,
      published('radios', 'with conditional content').replace(
        /<div class="nhsuk-form-group">\s*<label class="nhsuk-label" for="contact-by[\s\S]*?<\/div>/g,
        '<p>More</p>',
      ),
    );
  });

  test('checkboxes with hint and error', () => {
    compare(
      <CheckboxesField
        name="example"
        label={contactQuestion}
        pageHeading
        hint="Select all options that are relevant to you"
        error="Select how you want to be contacted"
        options={[...contactChoices.slice(0, 2), { value: 'text message', label: 'Text message' }]}
      />,
      published('checkboxes', 'with error message and hint'),
    );
  });

  test('date with an error in one part, and a date without a day', () => {
    compare(
      <PartialDateField
        name="example"
        label="What is your date of birth?"
        pageHeading
        hint="For example, 31 3 1980"
        error="Date of birth must include a day"
        wrong={['day']}
        value={{ month: '3', year: '1980' }}
      />,
      published('date-input', 'with error on day input'),
    );
    compare(
      <PartialDateField
        name="example"
        label="When did you start your job?"
        pageHeading
        hint="For example, 11 2023"
        parts={['month', 'year']}
        value={{ month: '8', year: '2024' }}
      />,
      published('date-input', 'month and year with values'),
    );
  });
});

const symptoms = [
  { symptom: 'Blisters on lips or around the mouth', cause: 'Cold sores' },
  { symptom: 'Itchy, dry, cracked, sore', cause: 'Eczema' },
  { symptom: 'Itchy blisters', cause: 'Shingles, chickenpox' },
];

const symptomTable = (compact: boolean) => (
  <Table
    caption="Impetigo can look similar to other skin conditions"
    compact={compact}
    rows={symptoms}
    columns={[
      { heading: 'Skin symptoms', rowHeader: true, cell: row => row.symptom },
      { heading: 'Possible cause', cell: row => row.cause },
    ]}
  />
);

// Our cells wrap the value, so that a long one may break beside its heading on a phone.
const unwrapped = (html: string) => html.replaceAll(/<span class="fb-table__value">(.*?)<\/span>/g, '$1');

describe('content has the structure nhsuk-frontend publishes', () => {
  test('table that becomes a list on a phone', () => {
    const ours = outline(unwrapped(renderToStaticMarkup(symptomTable(false)))).map(agreed);
    expect(ours).toEqual(outline(published('tables', 'default', 'nhsuk-table--responsive')).map(agreed));
  });

  test('compact table', () => {
    const plain = published('tables', 'default').replace(
      '"nhsuk-table"',
      '"nhsuk-table nhsuk-table--compact"',
    );
    compare(symptomTable(true), plain);
  });

  test('headings that sort on the server', () => {
    const theirs = outline(published('tables', 'sortable server-side')).map(agreed);
    const ours = outline(
      renderToStaticMarkup(
        <Table
          compact
          caption="Appointments"
          rows={[]}
          columns={[
            { heading: 'Name', sort: { href: '#', order: 'descending' }, cell: () => '' },
            { heading: 'Last log in', sort: { href: '#', order: null }, cell: () => '' },
            { heading: 'Action', headingHidden: true, cell: () => '' },
          ]}
        />,
      ),
    ).map(agreed);
    const headOf = (lines: string[]) =>
      lines.slice(
        lines.findIndex(line => line.includes('thead')),
        lines.findIndex(line => line.includes('tbody')),
      );
    expect(headOf(ours).length).toBeGreaterThan(6);
    expect(headOf(ours)).toEqual(headOf(theirs));
  });

  test('pagination in the middle of many pages', () => {
    const whole = renderToStaticMarkup(
      <Pagination page={10} pageSize={1} total={40} hrefFor={page => `/${page}`} />,
    );
    const ours = outline(whole.slice(whole.indexOf('<nav'), -'</div>'.length)).map(agreed);
    // Ours shows one neighbour on each side, theirs two in this example.
    const theirs = published('pagination', 'numbered with many pages').replaceAll(
      /<li class="nhsuk-pagination__item">\s*<a class="nhsuk-pagination__link" href="#\/section\/(8|12)"[\s\S]*?<\/li>/g,
      '',
    );
    expect(ours).toEqual(outline(theirs.replaceAll('&ctdot;', '⋯')).map(agreed));
  });

  test('summary list with one action, several and none', () => {
    const theirs = published('summary-list', 'with multiple actions');
    const third = theirs.indexOf('<div class="nhsuk-summary-list__row">', theirs.indexOf('Change<span'));
    compare(
      <SummaryList
        rows={[
          { key: 'Name', value: 'Karen Francis' },
          { key: 'Date of birth', value: '15 March 1984', actions: [{ href: '#/change', text: 'Change' }] },
        ]}
      />,
      `${theirs.slice(0, third)}</dl>`,
    );
  });

  test('task list', () => {
    const theirs = published('task-list', 'default');
    const todo = { text: 'Incomplete', meaning: 'new' } as const;
    const ours = outline(
      renderToStaticMarkup(
        <TaskList
          tasks={[
            { id: 'a', text: 'Exercise', href: '#', status: { text: 'Completed' } },
            { id: 'b', text: 'Personal health', href: '#', status: { text: 'Completed' } },
            {
              id: 'c',
              text: 'Family health history',
              href: '#',
              hint: 'Details of your parents, brothers and sisters',
              status: todo,
            },
            { id: 'd', text: 'Smoking history', href: '#', status: todo },
            { id: 'e', text: 'Blood test', status: { text: 'Cannot start yet' } },
          ]}
        />,
      ),
    );
    // Finished states are plain words of ours, theirs a tag without colour or border.
    const plain = theirs.replaceAll(
      /<strong class="nhsuk-tag nhsuk-tag--no-colour[^>]*>([^<]*)<\/strong>/g,
      (_, words: string) => (words.includes('Cannot') ? `<span class="fb-missing">${words}</span>` : words),
    );
    expect(ours.map(agreed)).toEqual(outline(plain).map(agreed));
  });

  test('details, inset text and tag', () => {
    compare(
      <Details summary="How to find your NHS number">
        <>
          You can find your NHS number by logging in to the NHS App or on any document the NHS has sent you.
        </>
      </Details>,
      published('details', 'default'),
    );
    compare(
      <InsetText>You can report any suspected side effect using the Yellow Card safety scheme</InsetText>,
      published('inset-text', 'default'),
    );
    const blue = published('tag', 'default', 'nhsuk-tag--blue');
    compare(<Tag meaning="new">{/>\s*([^<]*?)\s*</.exec(blue)?.[1]}</Tag>, blue);
  });
});
