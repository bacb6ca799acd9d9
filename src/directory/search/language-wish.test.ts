// Languages of a service in a search: the very one, one named in general, a near one, and none, at the door and by interpreter (guidance P1a).
import { describe, expect, it } from 'vitest';
import { NOTHING_KNOWN } from './facts.fixture.ts';
import type { ServiceFacts } from './facts.ts';
import { type LanguageHow, languageWish } from './language-wish.ts';

const judge = (tag: string, how: LanguageHow, facts: Partial<ServiceFacts>) => {
  const { verdict, words } = languageWish(tag, how).judge({ ...NOTHING_KNOWN, ...facts });
  return `${verdict}: ${words}`;
};

describe('what a service says it speaks', () => {
  it.each([
    ['apd', ['apd'], 'yes: Arabic (Sudanese) spoken there'],
    ['apd', ['en', 'ar'], 'yes: Arabic spoken there: ask which'],
    ['ar-SY', ['ar'], 'yes: Arabic spoken there: ask which'],
    ['ar', ['apd'], 'yes: Arabic (Sudanese) spoken there: ask which'],
    ['ckb', ['ku'], 'yes: Kurdish spoken there: ask which'],
    ['prs', ['fa'], 'unknown: Farsi (Persian) spoken there: ask whether they understand each other'],
    ['yue', ['zh'], 'unknown: Chinese spoken there: ask whether they understand each other'],
    ['ar-MA', ['apd'], 'no: Arabic is not spoken there'],
    ['ckb', ['kmr'], 'no: Kurdish (Sorani) is not spoken there'],
    ['ti', ['am', 'ar'], 'no: Tigrinya is not spoken there'],
    ['ti', [], 'unknown: Tigrinya spoken there: not known, ask them'],
    ['en', [], 'yes: English spoken there'],
  ])('%s where %j is spoken: %s', (tag, door, expected) => {
    expect(judge(tag, 'door', { door })).toBe(expected);
  });

  it('an interpreter of a language named in general will do, and one of a near language is asked about', () => {
    expect(judge('apd', 'interpreter', { byInterpreter: ['ar'] })).toBe(
      'yes: Arabic by interpreter: ask which',
    );
    expect(judge('prs', 'interpreter', { byInterpreter: ['fa'] })).toBe(
      'unknown: Farsi (Persian) by interpreter: ask whether they understand each other',
    );
  });

  it('one of the two ways will do, and what says most is told', () => {
    expect(judge('prs', 'either', { door: ['fa'], byInterpreter: ['prs'] })).toBe('yes: Dari by interpreter');
    expect(judge('prs', 'either', { door: ['fa'] })).toMatch(/^unknown: Farsi \(Persian\) spoken there/);
    expect(judge('prs', 'either', { door: ['am'] })).toBe('unknown: Dari interpreter: not known, ask them');
    expect(judge('prs', 'either', { door: ['am'], byInterpreter: ['ti'] })).toBe('no: No Dari interpreter');
  });
});
