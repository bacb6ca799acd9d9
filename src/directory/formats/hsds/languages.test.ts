// Languages as real lists write them, to ISO 639; what nobody can read waits for a person.
import { describe, expect, it } from 'vitest';
import { readLanguages } from './languages.ts';

const codes = (written: string) => readLanguages(written).languages.map(({ code }) => code);

describe('languages of real lists', () => {
  it.each<[string, readonly string[]]>([
    // Sample data of the Ohana API.
    ['Chinese (Mandarin)', ['zh']],
    ['Chinese (Cantonese)', ['yue']],
    ['Cantonese', ['yue']],
    // A list of San Francisco: several in one cell, and remarks.
    ['Chinese Spanish', ['zh', 'es']],
    ['English only', ['en']],
    ['None', []],
    // Of a directory for asylum seekers.
    ['Arabic, French, Farsi and Tigrinya', ['ar', 'fr', 'fa', 'ti']],
    ['Pashto/Amharic & Somali', ['ps', 'am', 'so']],
    ['Kurdish (Sorani)', ['ckb']],
    // Code lists of the NHS.
    ['q4', ['bfi']],
    ['British Sign Language', ['bfi']],
    ['Makaton', ['en-x-makaton']],
    // Codes in other forms.
    ['eng', ['en']],
    ['en-GB', ['en']],
    ['zh-Hans', ['zh']],
    ['N/A', []],
    ['-1', []],
  ])('%s', (written, expected) => {
    expect(codes(written)).toEqual(expected);
    expect(readLanguages(written).unknown).toEqual([]);
  });

  it.each(['Taiwanese', 'Roma', 'Gondorian'])('%s waits for a person', written => {
    expect(readLanguages(written)).toMatchObject({ languages: [], unknown: [written] });
    expect(readLanguages(written, () => ['nan']).unknown).toEqual([]);
  });

  it('tells a remark from a language', () => {
    const written = 'interpreters may be available, but bring your own';
    expect(readLanguages(written)).toEqual({ languages: [], unknown: [], remark: written });
    expect(readLanguages('Arabic (by interpreter)').languages).toMatchObject([
      { code: 'ar', byInterpreter: true },
    ]);
  });
});
