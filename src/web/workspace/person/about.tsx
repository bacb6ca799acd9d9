// Who a person is and what they would prefer; what was not asked yet is said to be so.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import {
  type Answer,
  ageOn,
  formatNhsNumber,
  formatPartialDate,
  languageName,
  type PartialDate,
} from '#kernel';
import {
  FACT_OF,
  type PersonLanguage,
  type PersonRecord,
  PREFERENCE_KINDS,
  type PreferenceOutcome,
} from '#people';
import { Bdi, ButtonGroup, ButtonLink, SummaryList, type SummaryRow } from '#ui';
import { FIT_WORDS, outcomeWords } from '../preferences/words.ts';
import { type PersonScene, personHref } from '../scene.ts';
import {
  factOf,
  GP_WORDS,
  INTERPRETER_WORDS,
  PREFERENCES,
  SEX_WORDS,
  sayAnswer,
  UNANSWERED_WORDS,
} from './words.ts';

type Props = {
  readonly scene: PersonScene;
  /** The newest lines of the ledger, of the referral in hand. */
  readonly given: readonly PreferenceOutcome[];
};

export const About = ({ scene, given }: Props): ReactElement => {
  const { person, today, mayWork } = scene;
  return (
    <section aria-labelledby="about">
      <h2 id="about">About them</h2>
      <SummaryList rows={[...languageRows(person), ...identityRows(person, today)]} />
      <h3>What they would prefer</h3>
      <SummaryList rows={preferenceRows(person, given)} />
      <ButtonGroup>
        {mayWork ? (
          <ButtonLink href={personHref(scene, '/preferences')} variant="secondary" small>
            Ask or change
          </ButtonLink>
        ) : null}
        <a href={personHref(scene, '/ledger')}>Asked, offered, given and why not</a>
      </ButtonGroup>
    </section>
  );
};

function languageRows(person: PersonRecord): SummaryRow[] {
  const of = (use: PersonLanguage['use']) => person.languages.filter(language => language.use === use);
  return [
    { key: 'Speaks', value: languagesOf(of('speaks')) },
    { key: 'Reads', value: languagesOf(of('reads')) },
    { key: 'Interpreter', ...sayAnswer(factOf(person, 'interpreter'), INTERPRETER_WORDS) },
  ];
}

/** As it was given; the tag's own name beside it where the two differ. */
const languagesOf = (languages: readonly PersonLanguage[]): ReactElement | null =>
  languages.length === 0 ? null : (
    <span>
      {languages.map(({ language, label }, index) => (
        <span key={`${language} ${label}`}>
          {index > 0 ? ', ' : ''}
          <Bdi>{label}</Bdi>
          {sameName(language, label) ? '' : ` (${languageName(language)})`}
        </span>
      ))}
    </span>
  );

const sameName = (tag: string, label: string): boolean =>
  tag === 'und' || languageName(tag).toLowerCase() === label.trim().toLowerCase();

function identityRows(person: PersonRecord, today: Temporal.PlainDate): SummaryRow[] {
  const needs = sayAnswer(factOf(person, 'communication_needs'));
  const others = person.names.filter(name => name.fullName !== person.displayName).map(name => name.fullName);
  return [
    ...(others.length > 0 ? [{ key: 'Other names', value: <Bdi>{others.join(', ')}</Bdi> }] : []),
    { key: 'Date of birth', ...bornOf(person.birthDate, today) },
    { key: 'Sex', ...sayAnswer(factOf(person, 'sex'), SEX_WORDS) },
    {
      key: 'NHS number',
      value: person.nhsNumber === null ? null : formatNhsNumber(person.nhsNumber),
      missing: 'Not known',
    },
    { key: 'GP', value: GP_WORDS[person.gpRegistration] },
    ...(needs.value === null ? [] : [{ key: 'Communication', value: <Bdi>{needs.value}</Bdi> }]),
  ];
}

function bornOf(
  birth: Answer<PartialDate>,
  today: Temporal.PlainDate,
): Pick<SummaryRow, 'value' | 'missing'> {
  if (birth.status !== 'answered') return { value: null, missing: UNANSWERED_WORDS[birth.status] };
  const { least, most } = ageOn(birth.value, today);
  const age = least === most ? `${least} years old` : `${least} or ${most} years old`;
  return { value: `${formatPartialDate(birth.value)} (${age})` };
}

/** What was asked; and what was given, where anything is written down. */
const preferenceRows = (person: PersonRecord, given: readonly PreferenceOutcome[]): SummaryRow[] =>
  PREFERENCES.map(({ kind, label, words }) => {
    const about = PREFERENCE_KINDS.find(each => FACT_OF[each] === kind);
    const line = given.find(each => each.kind === about && each.step === 'given');
    const said = sayAnswer(factOf(person, kind), words);
    if (!line || !about || line.fit === 'not_known') return { key: label, ...said };
    const fit = line.fit === 'not_asked' || line.fit === 'no_wish' ? '' : `. ${FIT_WORDS[line.fit].text}`;
    return {
      key: label,
      value: (
        <>
          {said.value ?? said.missing}
          <br />
          <span className="nhsuk-u-secondary-text-colour">
            Given: <Bdi>{outcomeWords(about, line)}</Bdi>
            {fit}
          </span>
        </>
      ),
    };
  });
