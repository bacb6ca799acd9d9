// Letters on paper: the words come out as they went in, whatever they are, in every script that people here write.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPdf } from '../../test/read-pdf.ts';
import type { Letter } from './letter.ts';
import { messageBackOf } from './message-back.fixture.ts';
import { messageBackLetter } from './message-back-letter.ts';
import { addressLines, renderLetter } from './render-letter.ts';

const plain: Letter = { ...messageBackLetter(messageBackOf()), title: 'A letter', sections: [] };
const saying = (...paragraphs: string[]): Letter => ({
  ...plain,
  sections: [{ heading: 'Heading', paragraphs }],
});
const squeezed = (text: string): string => text.replace(/\s+/g, '');
const wordsOf = async (letter: Letter): Promise<string> => readPdf(await renderLetter(letter)).pages.join('');

describe('a letter as a PDF', () => {
  it('says everything, names itself, and carries name, NHS number, reference and page number on every page', async () => {
    const pdf = readPdf(await renderLetter(messageBackLetter(messageBackOf())));
    expect(pdf).toMatchObject({ title: 'Social prescribing has ended: what happened', language: 'en' });
    expect(pdf.pages.length).toBeGreaterThan(1);
    pdf.pages.forEach((page, place) => {
      for (const part of [
        'Selam Tesfay (ሰላም ተስፋይ)',
        '999 000 0018',
        '7K2M-QX4T',
        `Page ${place + 1} of ${pdf.pages.length}`,
      ]) {
        expect(page).toContain(squeezed(part));
      }
    });
    const words = pdf.pages.join('');
    for (const part of [
      'EM1 2AB',
      '3 June 2026',
      'Dear colleague',
      'We ask you to act on this',
      'Chose not to answer',
      '871731000000106',
      'Lena Marsh',
    ]) {
      expect(words).toContain(squeezed(part));
    }
    expect(words.indexOf('Planandrequestedactions')).toBeLessThan(words.indexOf('Ourworkwiththepersonended'));
  });

  it('is the same bytes for the same letter', async () => {
    expect(Buffer.from(await renderLetter(plain)).equals(Buffer.from(await renderLetter(plain)))).toBe(true);
  });

  it.each([
    ['Typst code', '#read("/etc/passwd") #set page(fill: red) #include "x.typ" #panic()'],
    [
      'Typst marks',
      '= Heading *bold* _thin_ $x^2$ <label> @reference [content] `raw` // note /* note */ \\u{41} ~ --- "quote"',
    ],
    ['JSON', '{"a": "b"}", "title": "other'],
    ['HTML and SQL', `<script>alert(1)</script> '; drop table letters; --`],
    ['a PDF string', '(BT /F1 12 Tf (x) Tj ET) endstream endobj'],
  ])('prints %s as it stands', async (_what, text) => {
    expect(await wordsOf(saying(text))).toContain(squeezed(text));
    expect(
      await wordsOf({
        ...plain,
        about: { ...plain.about, name: text },
        title: text,
        reference: text,
        to: [text],
        closing: [text],
      }),
    ).toContain(squeezed(text));
  });

  it('can be made of any text at all', async () => {
    const anything = fc.string({ unit: 'binary', maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(
        anything,
        anything,
        fc.constantFrom('en-GB', 'ar', 'x'),
        async (one, other, language) => {
          const rows = [{ label: one, value: other }];
          const table = { columns: [one, other], rows: [[other, one]] };
          const section = { heading: other, paragraphs: [one], bullets: [other], rows, table, remark: one };
          const letter = { ...plain, to: [one], title: other, sections: [section], closing: [one], language };
          expect(readPdf(await renderLetter(letter)).pages.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('takes out characters that would turn or break the line', async () => {
    expect(await wordsOf(saying('safe\u202Eevil\u2066 text\u0000 here'))).toContain('safeeviltexthere');
  });

  it('breaks a word that is longer than a line, and prints all of it', async () => {
    expect(await wordsOf(saying(`https://example.org/${'a'.repeat(900)}end`))).toMatch(
      /https:\/\/example\.org\/a{900}end/,
    );
  });

  it.each([
    ['Tigrinya', 'ሰላም ኣማኑኤል ተስፋይ'],
    ['Ukrainian', 'Олена Коваль'],
    ['Vietnamese', 'Nguyễn Trần'],
    ['Greek', 'Ελένη'],
  ])('has the letters of %s', async (_language, name) => {
    const pdf = readPdf(await renderLetter(saying(name)));
    expect(pdf.pages.join('')).toContain(squeezed(name));
    expect(pdf.boxes).toBe(0);
  });

  // Letters that join or reorder do not come out of a PDF one by one, so what is asked is that none is a box.
  it.each([
    ['Arabic', 'محمد عبد الرحمن الأحمد'],
    ['Pashto', 'ګلالۍ'],
    ['Persian', 'ژیلا پروین'],
    ['Sorani', 'شێرکۆ'],
    ['Urdu', 'فاطمہ ڈار'],
    ['Bengali', 'মোহাম্মদ রহমান'],
    ['Nepali', 'प्रकाश श्रेष्ठ'],
  ])('has the letters of %s in regular and bold', async (_language, name) => {
    const pdf = readPdf(
      await renderLetter({ ...saying(name), about: { ...plain.about, name }, title: name }),
    );
    expect(pdf.boxes).toBe(0);
    expect(pdf.pages.join('')).not.toContain('Aboxstands');
  });

  it('admits a letter that no font of ours has', async () => {
    const pdf = readPdf(await renderLetter(saying('王小明')));
    expect(pdf.boxes).toBe(3);
    expect(pdf.pages.join('')).toContain('Aboxstandsforaletterthatwecouldnotprint.');
  });

  it('keeps a phone number in its order in a right-to-left letter', async () => {
    const pdf = readPdf(
      await renderLetter({
        ...saying('الهاتف 01632 960123 أو 01632 960124'),
        language: 'ar',
        title: 'رسالة',
      }),
    );
    expect(pdf).toMatchObject({ language: 'ar', title: 'رسالة' });
    expect(pdf.pages[0]).toMatch(/01632960124.*01632960123/);
  });

  it('has no pages of nothing, and refuses a day that is none', async () => {
    expect(readPdf(await renderLetter({ ...plain, to: [], closing: [], greeting: '' })).pages).toHaveLength(
      1,
    );
    await expect(renderLetter({ ...plain, date: '2026-02-30' })).rejects.toThrow(RangeError);
  });

  // Tags come with Typst 0.14: the template makes tagged PDF (and PDF/UA-1) there without a change. Until the compiler is
  // raised, the page of the message is the accessible form. This test fails when tags arrive: then drop `.fails`.
  it.fails('is tagged for screen readers', async () => {
    expect(readPdf(await renderLetter(plain)).tagged).toBe(true);
  });
});

describe('the address in the window', () => {
  it('leaves seven lines as they are', () => {
    const seven = ['1', '2', '3', '4', '5', '6', '7'];
    expect(addressLines([' 1 ', '', ...seven.slice(1)])).toEqual(seven);
  });

  it('shares lines in the middle of a longer one, and keeps name, place and postcode', () => {
    const lines = [
      'Reception',
      'The Surgery',
      'Floor 3',
      'Unit 14',
      '123 Long Road',
      'Village',
      'Town',
      'County',
      'EM1 2AB',
    ];
    const shared = addressLines(lines);
    expect(shared).toEqual([
      'Reception',
      'The Surgery',
      'Floor 3, Unit 14',
      '123 Long Road',
      'Village',
      'Town, County',
      'EM1 2AB',
    ]);
    expect(addressLines(Array.from({ length: 40 }, (_, place) => `line ${place}`))).toHaveLength(7);
  });
});
