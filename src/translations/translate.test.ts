// What a reader is shown: a checked translation, a marked one where that is allowed, and otherwise English that says it is English.
import { describe, expect, it } from 'vitest';
import {
  type Catalogue,
  isOffered,
  type MadeText,
  OFFERED_LANGUAGES,
  type Source,
  type SourceText,
  sourceHash,
} from './catalogue.ts';
import { pageWords, translator, translatorFrom, unreviewedMark } from './translate.ts';

const english = (text: string, kind: SourceText['kind'] = 'text'): SourceText => ({
  kind,
  text,
  date: '2026-01-01',
});
const made = (from: string, text: string, reviewer: string | null = null): MadeText => ({
  text,
  translator: 'machine draft',
  reviewer,
  date: '2026-01-01',
  source_hash: sourceHash(from),
});

const source: Source = {
  hello: english('Hello {name}'),
  bye: english('Goodbye'),
  changed: english('New words'),
  notice: english('We keep this private', 'notice'),
  consent: english('I agree', 'consent'),
  measure: english('How satisfied are you?', 'measure'),
  'checked-notice': english('Checked notice', 'notice'),
};
const catalogue: Catalogue = {
  hello: made('Hello {name}', 'مرحبًا {name}'),
  changed: made('Old words', 'كلمات قديمة', 'R. Reviewer'),
  notice: made('We keep this private', 'نبقي هذا سريًا'),
  consent: made('I agree', 'أوافق'),
  measure: made('How satisfied are you?', 'ما مدى رضاك؟'),
  'checked-notice': made('Checked notice', 'إشعار مراجَع', 'R. Reviewer'),
};
const shown = translatorFrom(source, catalogue, 'ar', { unreviewed: 'marked' });
const careful = translatorFrom(source, catalogue, 'ar', {});

describe('what is shown', () => {
  it.each([
    [
      'an unreviewed text, marked, where the page allows it',
      shown,
      'hello',
      { lang: 'ar', state: 'unreviewed', marked: true },
    ],
    [
      'English for an unreviewed text where the page does not',
      careful,
      'hello',
      { lang: 'en', state: 'unreviewed', marked: false, text: 'Hello Sara' },
    ],
    [
      'English for a missing text',
      shown,
      'bye',
      { lang: 'en', state: 'missing', marked: false, text: 'Goodbye' },
    ],
    [
      'English for a stale text, although it was checked once',
      shown,
      'changed',
      { lang: 'en', state: 'stale', text: 'New words' },
    ],
    [
      'English for an unreviewed notice, always',
      shown,
      'notice',
      { lang: 'en', state: 'unreviewed', marked: false, text: 'We keep this private' },
    ],
    ['English for unreviewed consent, always', shown, 'consent', { lang: 'en', text: 'I agree' }],
    [
      'English for an unreviewed measure, always',
      shown,
      'measure',
      { lang: 'en', text: 'How satisfied are you?' },
    ],
    [
      'a notice that a person has checked',
      careful,
      'checked-notice',
      { lang: 'ar', state: 'reviewed', marked: false, text: 'إشعار مراجَع' },
    ],
  ])('is %s', (_what, t, key, expected) => {
    expect(t(key, { name: 'Sara' })).toMatchObject(expected);
  });

  it('is English in its own state for English readers, and for a language without a catalogue', () => {
    expect(translatorFrom(source, {}, 'en', {})('bye')).toEqual({
      text: 'Goodbye',
      lang: 'en',
      state: 'source',
      marked: false,
    });
    expect(translator('ti', { unreviewed: 'marked' })('start.title')).toMatchObject({
      text: 'Ask for help',
      lang: 'en',
      state: 'missing',
    });
  });

  it('keeps a name or number apart from the right-to-left words around it, and leaves English alone', () => {
    expect(shown('hello', { name: '01632 960123' }).text).toBe('مرحبًا \u206801632 960123\u2069');
    expect(careful('hello', { name: 'Sara' }).text).toBe('Hello Sara');
  });

  it('takes a value as text and nothing else', () => {
    expect(careful('hello', { name: '{name} <b>{x, plural, other {#}}</b> #' }).text).toBe(
      'Hello {name} <b>{x, plural, other {#}}</b> #',
    );
  });

  it('throws for a text that does not exist or a value that nobody gave', () => {
    expect(() => careful('nothing')).toThrow('no such text: nothing');
    expect(() => careful('hello')).toThrow(/name/);
  });
});

describe('Arabic', () => {
  const t = translator('ar', { unreviewed: 'marked' });

  it.each([
    [1, 'يوم عمل واحد'],
    [2, 'يومي عمل'],
    [3, '3 أيام عمل'],
    [10, '10 أيام عمل'],
    [11, '11 يوم عمل'],
    [60, '60 يوم عمل'],
  ])('counts %i working days in its own form', (days, words) => {
    expect(t('start.next-contact', { days }).text).toContain(`خلال ${words}،`);
  });

  it.each([
    ['female', 'مترجمة'],
    ['male', 'مترجم'],
    ['not_asked', 'مترجمة أو مترجم'],
  ])('chooses words for an interpreter who is %s', (sex, words) => {
    expect(t('answer.interpreter', { sex }).text).toBe(words);
  });

  it('shows every notice and consent in English until somebody has checked it', () => {
    const values = { organisation: 'Northgate' };
    for (const key of [
      'notice.immigration',
      'notice.who-sees',
      'notice.sharing',
      'consent.self',
      'consent.agree',
    ] as const) {
      expect(t(key, values)).toMatchObject({ lang: 'en', state: 'unreviewed' });
    }
  });

  it('says of itself that no translator has checked it', () => {
    expect(unreviewedMark('ar')).toMatchObject({
      text: 'لم يراجع أي مترجم هذه الترجمة بعد.',
      lang: 'ar',
      marked: true,
    });
    expect(unreviewedMark('en')).toBeNull();
  });

  it('has words for the page furniture where unreviewed words are allowed, and none where not', () => {
    expect(pageWords('ar', { unreviewed: 'marked' })).toMatchObject({
      back: 'رجوع',
      leaveQuickly: 'مغادرة هذه الصفحة بسرعة',
    });
    expect(pageWords('ar')).toEqual({});
    expect(pageWords('en').back).toBe('Back');
  });
});

describe('English', () => {
  const t = translator('en');
  it.each([
    [1, '1 working day'],
    [5, '5 working days'],
  ])('counts %i', (days, words) =>
    expect(t('start.next-contact', { days }).text).toContain(`within ${words},`),
  );
});

describe('the languages on offer', () => {
  it('are English and those with a catalogue, by their own names', () => {
    expect(OFFERED_LANGUAGES).toEqual([
      { language: 'en', name: 'English', direction: 'ltr' },
      { language: 'ar', name: 'العربية', direction: 'rtl' },
    ]);
    expect(['en', 'ar', 'ti', '', 'constructor', '__proto__'].map(isOffered)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
