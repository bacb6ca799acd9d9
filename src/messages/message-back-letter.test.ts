// The message back as a letter: PRSB order, nothing left to be guessed, nothing printed that was not given.
import { describe, expect, it } from 'vitest';
import type { Letter, LetterSection } from './letter.ts';
import { messageBackOf, NOTHING_YET } from './message-back.fixture.ts';
import { messageBackLetter } from './message-back-letter.ts';

const sectionOf = (letter: Letter, heading: string): LetterSection | undefined =>
  letter.sections.find(section => section.heading === heading);
const headings = (letter: Letter): string[] => letter.sections.map(section => section.heading);

describe('a letter about a referral that has ended', () => {
  const letter = messageBackLetter(messageBackOf());

  it('has plan and requested actions on top, then what happened', () => {
    expect(headings(letter)).toEqual([
      'Plan and requested actions',
      'What happened',
      'What mattered to the person',
      'Services and support',
      'Wellbeing (ONS4)',
      'Contacts',
      'Risks',
      'For your record',
      'About this referral',
    ]);
    expect(letter.sections[0]?.bullets).toEqual([
      'Please book a Tigrinya interpreter for every appointment.',
    ]);
  });

  it('says who it is about, and that only the year of birth is known', () => {
    expect(letter.about).toEqual({
      name: 'Selam Tesfay (ሰላም ተስፋይ)',
      birthDate: '1990 (only the year is known)',
      nhsNumber: '999 000 0018',
    });
  });

  it('shows measures as pairs, in words where one is missing, and claims no cause', () => {
    const measure = sectionOf(letter, 'Wellbeing (ONS4)');
    expect(measure?.table?.columns).toEqual([
      'Question',
      'At the start\n20 January 2026',
      'At the end\n2 June 2026',
    ]);
    expect(measure?.table?.rows.map(row => row.slice(1))).toEqual([
      ['3', '7'],
      ['0', 'Chose not to answer'],
      ['Not asked', '3'],
    ]);
    expect(measure?.remark).toMatch(/^1 of 3 answers can be compared\..*no comparison group/);
    expect(measure?.paragraphs).toEqual([
      '0 to 10. For anxiety, lower is better. Asked in Tigrinya, through an interpreter.',
    ]);
  });

  it('tells signposting from use', () => {
    expect(sectionOf(letter, 'Services and support')?.table?.rows).toEqual([
      ['Eastmouth College: English classes', 'Used', 'Attends weekly'],
      ['Harbour Law Centre', 'Told about it (signposted)', 'Not recorded'],
    ]);
  });

  it('sums up the contacts', () => {
    expect(sectionOf(letter, 'Contacts')?.paragraphs).toEqual([
      '9 contacts from 20 January 2026 to 2 June 2026: 5 face to face, 4 by telephone. An interpreter helped in 8 of them (Tigrinya).',
    ]);
  });

  it('suggests the national code as a suggestion', () => {
    expect(sectionOf(letter, 'For your record')).toMatchObject({
      paragraphs: [expect.stringMatching(/^You may want to record/)],
      rows: [{ label: '871731000000106', value: 'Referral to social prescribing service (procedure)' }],
    });
  });

  it('prints nothing that a message back may not carry, even when it is there', () => {
    const sneaked = {
      ...messageBackOf(),
      immigrationStatus: 'seeking asylum',
      person: { ...messageBackOf().person, countryOfBirth: 'Eritrea' },
    };
    expect(JSON.stringify(messageBackLetter(sneaked))).not.toMatch(/asylum|Eritrea/);
  });
});

describe('what must be said although it is nothing', () => {
  const letter = messageBackLetter(
    messageBackOf({
      ...NOTHING_YET,
      kind: 'declined',
      reasonCode: 'no-capacity',
      reason: 'We have no capacity at present',
      person: { name: 'Amanuel', birthDate: null, nhsNumber: null, gpPractice: 'not_registered' },
    }),
  );

  it('says that no actions are needed', () => {
    expect(letter.sections[0]).toMatchObject({
      heading: 'Plan and requested actions',
      paragraphs: ['No actions needed.'],
      bullets: [],
    });
  });

  it('says that risks are not recorded, which is not the same as none', () => {
    expect(sectionOf(letter, 'Risks')?.paragraphs?.[0]).toMatch(/^No risk assessment is recorded/);
    expect(sectionOf(messageBackLetter(messageBackOf()), 'Risks')?.paragraphs).toEqual([
      'We know of no risks.',
    ]);
  });

  it('says what is not known of the person', () => {
    expect(letter.about).toMatchObject({ birthDate: 'Not known', nhsNumber: 'Not known' });
    expect(sectionOf(letter, 'About this referral')?.rows).toContainEqual({
      label: 'GP practice',
      value: 'Not registered with a GP practice',
    });
  });

  it('leaves out empty parts and the code that a decline by the service must not have', () => {
    expect(headings(letter)).toEqual([
      'Plan and requested actions',
      'Why we could not take this referral',
      'Risks',
      'About this referral',
    ]);
    expect(sectionOf(letter, 'Why we could not take this referral')?.paragraphs?.[0]).toBe(
      'We have no capacity at present.',
    );
  });
});

describe('a question to the referrer', () => {
  const letter = messageBackLetter(
    messageBackOf({
      ...NOTHING_YET,
      kind: 'question',
      reason: null,
      question: 'Which number is safe to call?',
    }),
  );

  it('asks for an answer as the action', () => {
    expect(letter.sections[0]?.bullets).toEqual(['Please answer our question below.']);
    expect(sectionOf(letter, 'Our question')?.paragraphs).toEqual([
      'Which number is safe to call?',
      'The referral waits for your answer.',
    ]);
  });
});
