// What was sent, as it was sent: how to reach the person safely, what would help, who they are, who sent it.
import type { ReactElement, ReactNode } from 'react';
import { formatInstant, formatNhsNumber, formatPartialDate, instantOf } from '#kernel';
import type { ContactPoint, FactKind, PersonRecord } from '#people';
import { interventionLabel, type Referral } from '#referrals';
import { Bdi, SummaryList, type SummaryRow, Tag } from '#ui';
import {
  CONSENT_WORDS,
  FACT_WORDS,
  factValue,
  hasAgreed,
  NHS_NUMBER_WORDS,
  ownerWords,
  SOURCE_WORDS,
  safeWords,
  UNANSWERED_WORDS,
  URGENCY_WORDS,
} from './words.ts';

const Part = ({ heading, children }: { heading: string; children: ReactNode }): ReactElement => (
  <section>
    <h2 className="nhsuk-heading-m">{heading}</h2>
    {children}
  </section>
);

const CONTACT_KINDS = { phone: 'Phone', email: 'Email', address: 'Address', other: 'Other' } as const;

const withPostcode = ({ value, postcode }: ContactPoint): string =>
  postcode && !value.includes(postcode) ? `${value}, ${postcode}` : value;

const ContactValue = ({ point }: { point: ContactPoint }): ReactElement => (
  <>
    <Bdi>{withPostcode(point)}</Bdi>{' '}
    <Tag meaning={point.safeToUse === 'yes' ? 'done' : point.safeToUse === 'no' ? 'urgent' : 'attention'}>
      {safeWords(point)}
    </Tag>
    <br />
    {ownerWords(point)}
    {point.preferred ? ', preferred' : ''}
    {point.safeNote ? (
      <>
        <br />
        <strong>Know before you call or write: </strong>
        <Bdi>{point.safeNote}</Bdi>
      </>
    ) : null}
  </>
);

type SafeContactProps = { readonly person: PersonRecord; readonly source: Referral['source'] };

/** First on the page: a call to the wrong number can put somebody in danger. */
export const SafeContact = ({ person, source }: SafeContactProps): ReactElement => (
  <Part heading="How to reach them safely">
    {person.contactPoints.length === 0 ? (
      <p>
        No way to reach them was given.{' '}
        {source === 'self'
          ? 'They were asked to call and say the reference; be ready for it.'
          : 'Ask the referrer.'}
      </p>
    ) : (
      <SummaryList
        rows={person.contactPoints.map((point, index) => ({
          key: keyOf(person.contactPoints, point, index),
          value: <ContactValue point={point} />,
        }))}
      />
    )}
  </Part>
);

/** Two phones are "Phone" and "Phone 2": keys of a list differ. */
const keyOf = (points: readonly ContactPoint[], point: ContactPoint, index: number): string => {
  const before = points.slice(0, index).filter(other => other.kind === point.kind).length;
  return before === 0 ? CONTACT_KINDS[point.kind] : `${CONTACT_KINDS[point.kind]} ${before + 1}`;
};

export const WhatWouldHelp = ({ referral }: { referral: Referral }): ReactElement => (
  <Part heading="What would help">
    {referral.interventions.length === 0 ? (
      <p>Nothing was ticked: to talk about with the person.</p>
    ) : (
      <ul className="nhsuk-list nhsuk-list--bullet">
        {referral.interventions.map(code => (
          <li key={code}>{interventionLabel(code)}</li>
        ))}
      </ul>
    )}
    <SummaryList
      rows={[
        { key: 'In their own words', value: written(referral.whatMatters), missing: 'Not asked yet' },
        { key: 'Why now', value: written(referral.reason), missing: 'Nothing was written' },
        { key: 'Urgency', value: URGENCY_WORDS[referral.urgency] },
      ]}
    />
  </Part>
);

const written = (text: string): ReactNode => (text === '' ? null : <Bdi>{text}</Bdi>);

const WISHES = Object.keys(FACT_WORDS) as FactKind[];

export const LanguagesAndWishes = ({ person }: { person: PersonRecord }): ReactElement => (
  <Part heading="Languages and preferences">
    <SummaryList
      rows={[
        { key: 'Speaks', value: languagesOf(person, 'speaks'), missing: 'Not known' },
        { key: 'Reads', value: languagesOf(person, 'reads'), missing: 'Not known' },
        ...WISHES.map(
          (kind): SummaryRow => ({
            key: FACT_WORDS[kind]?.label ?? kind,
            value: factValue(person.facts, kind),
          }),
        ),
        ...(factValue(person.facts, 'communication_needs')
          ? [
              {
                key: 'To communicate well',
                value: <Bdi>{factValue(person.facts, 'communication_needs')}</Bdi>,
              },
            ]
          : []),
      ]}
    />
  </Part>
);

function languagesOf({ languages }: PersonRecord, use: 'speaks' | 'reads'): ReactNode {
  const labels = [...new Set(languages.filter(each => each.use === use).map(each => each.label))];
  return labels.length === 0 ? null : <Bdi>{labels.join(', ')}</Bdi>;
}

const NAME_USES = {
  legal: 'Name',
  known_as: 'Known as',
  other_script: 'In their script',
  previous: 'Earlier name',
  from_merge: 'Other name',
} as const;

const GP_WORDS: Readonly<Record<string, string>> = {
  registered: 'Registered',
  not_registered: 'Not registered, or was turned away',
  ...UNANSWERED_WORDS,
};

export const WhoTheyAre = ({ person }: { person: PersonRecord }): ReactElement => (
  <Part heading="Who they are">
    <SummaryList
      rows={[
        ...namesByUse(person),
        {
          key: 'Date of birth',
          value:
            person.birthDate.status === 'answered'
              ? formatPartialDate(person.birthDate.value)
              : UNANSWERED_WORDS[person.birthDate.status],
        },
        {
          key: 'NHS number',
          value: person.nhsNumber
            ? `${formatNhsNumber(person.nhsNumber)} (${NHS_NUMBER_WORDS[person.nhsNumberStatus]})`
            : `None here: ${NHS_NUMBER_WORDS[person.nhsNumberStatus]}`,
        },
        { key: 'GP', value: GP_WORDS[person.gpRegistration] },
      ]}
    />
  </Part>
);

function namesByUse({ names }: PersonRecord): SummaryRow[] {
  const uses = [...new Set(names.map(name => name.use))];
  return uses.map(use => ({
    key: NAME_USES[use],
    value: (
      <Bdi>{[...new Set(names.filter(name => name.use === use).map(name => name.fullName))].join(' · ')}</Bdi>
    ),
  }));
}

export const WhoSentIt = ({ referral }: { referral: Referral }): ReactElement => {
  const { referrer } = referral;
  return (
    <Part heading="Who sent it">
      <SummaryList
        rows={[
          { key: 'Came from', value: SOURCE_WORDS[referral.source] },
          ...given('Name', referrer.name),
          ...given('Role', referrer.role),
          ...given('Organisation', referrer.organisation),
          ...given('How to reach them', referrer.contact),
          { key: 'Received', value: formatInstant(instantOf(referral.receivedAt)) },
          { key: 'Answer due', value: formatInstant(instantOf(referral.respondBy)) },
          { key: 'Agreement', value: CONSENT_WORDS[referral.consent] },
          ...given(hasAgreed(referral.consent) ? 'Agreed to' : 'Asked to agree to', referral.consentWording),
        ]}
      />
      {referral.source === 'message' ? (
        <p>The whole message is kept sealed. The privacy lead can have it opened.</p>
      ) : null}
    </Part>
  );
};

const given = (key: string, value: string | null): SummaryRow[] =>
  value ? [{ key, value: <Bdi>{value}</Bdi> }] : [];
