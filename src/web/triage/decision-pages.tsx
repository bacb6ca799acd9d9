// The pages of a decision that needs words: a question, declining, withdrawing. Each says who will read it.
import type { ReactElement, ReactNode } from 'react';
import type { Booking } from '#contacts';
import type { PersonRecord } from '#people';
import { DECLINE_REASONS, type Referral } from '#referrals';
import {
  Bdi,
  ButtonGroup,
  Form,
  InsetText,
  Layout,
  PageHeading,
  RadiosField,
  SubmitButton,
  TextAreaField,
} from '#ui';
import { BookingsLeft, type FieldErrors, type FormInput } from '#web';
import { isToldInSystem, whoIsTold } from './words.ts';

export type DecisionProps = {
  readonly referral: Referral;
  readonly person: PersonRecord;
  /** Interpreting for them that is still open. */
  readonly bookings: readonly Booking[];
  readonly errors?: FieldErrors | undefined;
  readonly typed?: FormInput | undefined;
};

export const LONGEST_NOTE = 2000;

type FrameProps = DecisionProps & {
  readonly title: string;
  readonly step: 'ask' | 'decline' | 'withdraw';
  readonly button: string;
  readonly children: ReactNode;
};

const Frame = ({
  referral,
  person,
  errors,
  typed,
  title,
  step,
  button,
  children,
}: FrameProps): ReactElement => (
  <Layout title={title} back={`/triage/${referral.id}`} errors={errors}>
    <PageHeading
      caption={
        <>
          Referral {referral.reference}, <Bdi>{person.displayName}</Bdi>
        </>
      }
    >
      {title}
    </PageHeading>
    <Form action={`/triage/${referral.id}/${step}`} errors={errors} values={typed}>
      {children}
      <ButtonGroup>
        <SubmitButton variant={step === 'ask' ? 'primary' : 'warning'}>{button}</SubmitButton>
        <a href={`/triage/${referral.id}`}>Go back without changing anything</a>
      </ButtonGroup>
    </Form>
  </Layout>
);

export const AskPage = (props: DecisionProps): ReactElement => {
  const { referral } = props;
  const who = referral.source === 'self' ? 'the person' : 'the referrer';
  return (
    <Frame
      {...props}
      title={`Ask ${who}`}
      step="ask"
      button={isToldInSystem(referral) ? 'Send the question' : 'Keep the question'}
    >
      {isToldInSystem(referral) ? null : (
        <InsetText>
          {referral.source === 'self'
            ? 'The person cannot see it here. Contact them in a way marked as safe, then write down what they said.'
            : 'This referrer cannot see it here. Ring or write to them, then write down what they said.'}
        </InsetText>
      )}
      <TextAreaField
        name="question"
        label="Your question"
        hint={`Only what is needed to decide. ${referral.source === 'self' ? '' : 'Nothing about immigration status. '}The time to answer runs on.`}
        rows={4}
        maxLength={LONGEST_NOTE}
      />
    </Frame>
  );
};

export const DeclinePage = (props: DecisionProps): ReactElement => {
  const { referral } = props;
  return (
    <Frame {...props} title="Decline this referral" step="decline" button="Decline">
      <p>
        {isToldInSystem(referral)
          ? 'The referrer reads the reason and what you write. '
          : `Nobody is told automatically: please tell ${whoIsTold(referral)} yourself. `}
        You cannot undo this, but the person can be referred again.
      </p>
      <BookingsLeft bookings={props.bookings} ending="Declining the referral" />
      <RadiosField
        name="reason"
        label="Why?"
        options={Object.entries(DECLINE_REASONS).map(([value, label]) => ({ value, label }))}
      />
      <TextAreaField
        name="note"
        label={isToldInSystem(referral) ? 'What the referrer should know' : 'What to remember'}
        hint="Where else the person could find help, and what you have done. Needed for “Another reason” and “Another service fits better”."
        rows={4}
        maxLength={LONGEST_NOTE}
      />
    </Frame>
  );
};

export const WithdrawPage = (props: DecisionProps): ReactElement => (
  <Frame {...props} title="Mark this referral as withdrawn" step="withdraw" button="Mark as withdrawn">
    <p>
      For a referral that the referrer or the person took back. Work on it stops and open tasks for it are
      cancelled. You cannot undo this, but the person can be referred again.
    </p>
    <BookingsLeft bookings={props.bookings} ending="Marking the referral as withdrawn" />
    <TextAreaField name="note" label="Who said so, and why" rows={3} maxLength={LONGEST_NOTE} />
  </Frame>
);
