// One referral as its sender sees it: where it stands, what the service says, what was sent.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { formatDay, formatInstant, formatNhsNumber, formatPartialDate, instantOf } from '#kernel';
import type { KeptMessage } from '#messages';
import type { PersonRecord } from '#people';
import {
  CLOSE_REASONS,
  DECLINE_REASONS,
  interventionLabel,
  mayStep,
  type Question,
  type Referral,
  type ReferralEvent,
  STATE_NAMES,
} from '#referrals';
import {
  Bdi,
  ButtonGroup,
  ButtonLink,
  Form,
  InsetText,
  Layout,
  PageHeading,
  SubmitButton,
  SummaryList,
  TextAreaField,
  Timeline,
  WarningCallout,
} from '#ui';
import { type FieldErrors, type FormInput, NotKept, StateTag, textOf } from '#web';
import { Messages } from './message-part.tsx';

type Props = {
  readonly referral: Referral;
  readonly person: PersonRecord;
  readonly history: readonly ReferralEvent[];
  readonly questions: readonly Question[];
  readonly messages: readonly KeptMessage[];
  readonly typed: FormInput;
  readonly errors?: FieldErrors;
  readonly now: Temporal.Instant;
};

export const SentReferralPage = ({
  referral,
  person,
  history,
  questions,
  messages,
  typed,
  errors,
}: Props): ReactElement => {
  const open = questions.find(question => question.answer === null);
  return (
    <Layout title="Referral" back={{ href: '/referrals', text: 'Your referrals' }} errors={errors}>
      <PageHeading caption={`Reference ${referral.reference}`}>
        <Bdi>{person.displayName}</Bdi>
      </PageHeading>
      <p>
        <StateTag state={referral.state} />
      </p>
      {open && referral.state === 'waiting_for_referrer' ? (
        <OpenQuestion referral={referral} question={open} typed={typed} errors={errors} />
      ) : (
        <NotKept text={textOf(typed, 'answer')} />
      )}
      <Standing referral={referral} />
      <Messages referral={referral} messages={messages} />
      <WhatWasSent referral={referral} person={person} />
      <h2 className="nhsuk-heading-m">What happened so far</h2>
      <Timeline
        entries={history.map((event, index) => ({
          key: String(index),
          title: STATE_NAMES[event.to],
          when: formatInstant(instantOf(event.at)),
          dateTime: event.at.toISOString(),
        }))}
      />
      {mayStep(referral.state, 'withdraw') ? (
        <ButtonLink href={`/referrals/${referral.id}/withdraw`} variant="secondary">
          Withdraw this referral
        </ButtonLink>
      ) : null}
    </Layout>
  );
};

type OpenQuestionProps = {
  readonly referral: Referral;
  readonly question: Question;
  readonly typed: FormInput;
  readonly errors: FieldErrors | undefined;
};

const OpenQuestion = ({ referral, question, typed, errors }: OpenQuestionProps): ReactElement => (
  <WarningCallout heading="The service asks you something">
    <p>
      <Bdi>{question.question}</Bdi>
    </p>
    <Form action={`/referrals/${referral.id}/answer`} values={typed} errors={errors}>
      <TextAreaField
        name="answer"
        label="Your answer"
        hint="Please write nothing about immigration status"
        rows={4}
      />
      <SubmitButton>Send the answer</SubmitButton>
    </Form>
  </WarningCallout>
);

const Standing = ({ referral }: { referral: Referral }): ReactElement | null => {
  if (referral.state === 'received')
    return <p>The service answers by {formatInstant(instantOf(referral.respondBy))}.</p>;
  if (referral.state === 'declined' && referral.declineReason) {
    return (
      <InsetText>
        <p>
          <strong>{DECLINE_REASONS[referral.declineReason]}</strong>
        </p>
        {referral.declineNote ? (
          <p>
            <Bdi>{referral.declineNote}</Bdi>
          </p>
        ) : null}
      </InsetText>
    );
  }
  if (referral.state === 'closed' && referral.closeReason)
    return <InsetText>{CLOSE_REASONS[referral.closeReason]}</InsetText>;
  return null;
};

const WhatWasSent = ({ referral, person }: { referral: Referral; person: PersonRecord }): ReactElement => (
  <>
    <h2 className="nhsuk-heading-m">What you sent</h2>
    <SummaryList
      rows={[
        { key: 'Name', value: <Bdi>{person.names.map(name => name.fullName).join(' · ')}</Bdi> },
        {
          key: 'Date of birth',
          value:
            person.birthDate.status === 'answered' ? formatPartialDate(person.birthDate.value) : 'Not known',
        },
        { key: 'NHS number', value: person.nhsNumber ? formatNhsNumber(person.nhsNumber) : 'Not known' },
        {
          key: 'Languages',
          value: [...new Set(person.languages.map(language => language.label))].join(', ') || 'Not known',
        },
        {
          key: 'Help with',
          value: referral.interventions.map(interventionLabel).join(', ') || 'To talk about',
        },
        { key: 'Why now', value: <Bdi>{referral.reason || 'Nothing added'}</Bdi> },
        {
          key: 'Sent',
          value: formatDay(instantOf(referral.receivedAt).toZonedDateTimeISO('Europe/London').toPlainDate()),
        },
      ]}
    />
  </>
);

type WithdrawProps = {
  readonly referral: Referral;
  readonly name: string;
  readonly values?: FormInput;
  readonly errors?: FieldErrors;
};

export const WithdrawPage = ({ referral, name, values, errors }: WithdrawProps): ReactElement => (
  <Layout title="Withdraw this referral" back={`/referrals/${referral.id}`} errors={errors}>
    <PageHeading
      caption={
        <>
          Reference {referral.reference}, <Bdi>{name}</Bdi>
        </>
      }
    >
      Withdraw this referral
    </PageHeading>
    <p>The service stops working on it. You cannot undo this, but you can refer the person again.</p>
    <Form action={`/referrals/${referral.id}/withdraw`} values={values} errors={errors}>
      <TextAreaField name="reason" label="Why?" rows={3} />
      <ButtonGroup>
        <SubmitButton variant="warning">Withdraw the referral</SubmitButton>
        <a href={`/referrals/${referral.id}`}>Go back without changing anything</a>
      </ButtonGroup>
    </Form>
  </Layout>
);
