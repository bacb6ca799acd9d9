import { describe, expect, test } from 'vitest';
import { COUNTRIES, countryName, findCountry, isCountryCode } from './country.ts';
import {
  direction,
  findLanguage,
  languageEndonym,
  languageName,
  spokenLanguage,
  ukCoreLanguageCode,
} from './language.ts';
import { LANGUAGES, parseLanguageTable, UK_CORE_CODES } from './language-table.ts';

describe('finding the language that was meant', () => {
  test.each([
    ['Farsi', 'fa'],
    ['persian', 'fa'],
    ['Dari', 'prs'],
    ['fa-AF', 'prs'],
    ['Sorani', 'ckb'],
    ['Kurdish (Sorani)', 'ckb'],
    ['Sorani Kurdish', 'ckb'],
    ['Kurmanji', 'kmr'],
    ['Kurdish', 'ku'],
    ['Mandarin', 'zh-Hans'],
    ['cmn', 'zh-Hans'],
    ['Cantonese', 'yue-Hant'],
    ['Tigrinya', 'ti'],
    ['tir', 'ti'],
    ['ትግርኛ', 'ti'],
    ['Soomaali', 'so'],
    ['som', 'so'],
    ['العربية', 'ar'],
    ['Arabic', 'ar'],
    ['ar-SY', 'ar'],
    ['Sudanese Arabic', 'apd'],
    ['Punjabi', 'pa'],
    ['Portuguese', 'pt'],
    ['Brazilian Portuguese', 'pt-BR'],
    ['pt-br', 'pt-BR'],
    ['Rohingya', 'rhg'],
    ['rhg', 'rhg'],
    ['Hazaragi', 'haz'],
    ['per', 'fa'],
    ['alb', 'sq'],
    ['en_GB', 'en'],
    ['English', 'en'],
    ['q4', 'bfi'],
    ['BSL', 'bfi'],
    ['swh', 'sw'],
    ['mo', 'ro'],
    ['tl', 'fil'],
    ['Bilen', 'byn'],
    ['Ga', 'gaa'],
    ['ga', 'ga'],
    ['Main spoken language Somali (finding)', 'so'],
    ['Polish language', 'pl'],
    ['  русский ', 'ru'],
  ])('%s is %s', (text, tag) => {
    expect(findLanguage(text)?.tag).toBe(tag);
  });

  test.each(['', 'Klingonish', 'English and French', 'x', 'zzz', '<script>'])('%s is none', text => {
    expect(findLanguage(text)).toBeNull();
  });

  test('a text too long to be a name is none', () => {
    expect(findLanguage(`Polish${' '.repeat(200)}x`)).toBeNull();
  });

  test('each language is found by its own tag and its own name', () => {
    for (const language of LANGUAGES) {
      expect(findLanguage(language.tag)).toBe(language);
      const byName = findLanguage(language.name);
      expect(byName?.name, language.name).toBe(language.name);
    }
  });

  test('each UK Core code names a language', () => {
    for (const code of [...UK_CORE_CODES, 'q1', 'q2', 'q3', 'q4', 'q5'])
      expect(findLanguage(code), code).not.toBeNull();
  });
});

test('no two languages share a tag or a name', () => {
  expect(new Set(LANGUAGES.map(language => language.tag)).size).toBe(LANGUAGES.length);
  expect(new Set(LANGUAGES.map(language => language.name)).size).toBe(LANGUAGES.length);
  expect(LANGUAGES.length).toBeGreaterThan(240);
});

test('names, endonyms and direction', () => {
  expect(languageName('rhg')).toBe('Rohingya');
  expect(languageName('fa-IR')).toBe('Farsi (Persian)');
  expect(languageName('not a tag!')).toBe('not a tag!');
  expect(languageEndonym('am')).toBe('አማርኛ');
  for (const tag of [
    'ar',
    'fa',
    'prs',
    'ps',
    'ur',
    'ckb',
    'he',
    'rhg',
    'aii',
    'pa-Arab',
    'kmr-Arab',
    'az-Arab',
    'ug',
  ])
    expect(direction(tag), tag).toBe('rtl');
  for (const tag of ['en', 'ti', 'am', 'so', 'kmr', 'pa', 'bfi', 'uz-Latn', 'ar-Latn', 'nonsense'])
    expect(direction(tag), tag).toBe('ltr');
});

test('speech is compared without script or country', () => {
  expect(spokenLanguage('pa-Arab')).toBe(spokenLanguage('pa'));
  expect(spokenLanguage('pt-BR')).toBe('pt');
  expect(spokenLanguage('fa-IR')).toBe('fa');
  expect(spokenLanguage('prs')).not.toBe(spokenLanguage('fa'));
});

test('UK Core codes: the group where there is one, nothing where there is none', () => {
  expect(ukCoreLanguageCode('ti')).toBe('ti');
  expect(ukCoreLanguageCode('prs')).toBe('fa');
  expect(ukCoreLanguageCode('ckb')).toBe('ku');
  expect(ukCoreLanguageCode('yue-Hant')).toBe('zh');
  expect(ukCoreLanguageCode('bfi')).toBe('q4');
  expect(ukCoreLanguageCode('fil')).toBe('tl');
  expect(ukCoreLanguageCode('rhg')).toBeNull();
});

test('a table without its columns is refused', () => {
  expect(() => parseLanguageTable('name,tag\nPolish,pl\n')).toThrow('column is missing');
});

test('countries: codes, names as staff know them, and other names', () => {
  expect(COUNTRIES.length).toBe(250);
  expect(countryName('ER')).toBe('Eritrea');
  expect(countryName('sy')).toBe('Syria');
  expect(countryName('QQ')).toBe('QQ');
  expect(findCountry('Burma')?.code).toBe('MM');
  expect(findCountry('uk')?.code).toBe('GB');
  expect(findCountry('DRC')?.code).toBe('CD');
  expect(findCountry('Sudan')?.code).toBe('SD');
  expect(findCountry('Congo')).toBeNull();
  expect(isCountryCode('XK')).toBe(true);
  expect(isCountryCode('xx')).toBe(false);
  for (const country of COUNTRIES) expect(findCountry(country.name)?.code).toBe(country.code);
});
