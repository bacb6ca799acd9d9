// The pages of making a referral: a question, checking the answers, and what happens next.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { formatInstant } from '#kernel';
import {
  Bdi,
  ButtonLink,
  Confirmation,
  Form,
  Layout,
  PageHeading,
  SubmitButton,
  SummaryList,
  WarningCallout,
} from '#ui';
import type { FieldErrors, FormInput } from '#web';
import { before, type Journey, questionsOf, say } from './journey.ts';
import { mayBeReached } from './questions/contact.tsx';
import { questionOf } from './questions/index.ts';
import type { Question } from './questions/question.ts';
import type { CheckedAnswers } from './to-arrival.ts';

type QuestionPageProps = {
  readonly question: Question;
  readonly journey: Journey;
  readonly draftPath: string;
  readonly startPath: string;
  readonly values: FormInput;
  readonly errors?: FieldErrors;
  /** True when the reader came from the check page and returns there. */
  readonly returning: boolean;
};

/** `Fields` sees its values and errors through the form. */
export const QuestionPage = ({
  question,
  journey,
  draftPath,
  startPath,
  values,
  errors,
  returning,
}: QuestionPageProps): ReactElement => {
  const earlier = before(journey, question.name);
  const back = returning ? `${draftPath}/check` : earlier ? `${draftPath}/${earlier}` : startPath;
  const order = questionsOf(journey);
  const heading = question.heading(journey);
  const { Fields } = question;
  return (
    <Layout title={heading} back={back} errors={errors}>
      <PageHeading caption={`Question ${order.indexOf(question.name) + 1} of ${order.length}`}>
        {heading}
      </PageHeading>
      <Form
        action={`${draftPath}/${question.name}${returning ? '?from=check' : ''}`}
        errors={errors}
        values={values}
      >
        <Fields journey={journey} />
        <SubmitButton>{returning ? 'Save and go back to your answers' : 'Continue'}</SubmitButton>
      </Form>
    </Layout>
  );
};

type CheckPageProps = {
  readonly journey: Journey;
  readonly draftPath: string;
  readonly answers: CheckedAnswers;
  readonly missing: readonly Question['name'][];
};

export const CheckPage = ({ journey, draftPath, answers, missing }: CheckPageProps): ReactElement => (
  <Layout
    title="Check the answers"
    back={`${draftPath}/${before(journey, 'check')}`}
    errors={missingErrors(missing, journey)}
  >
    <PageHeading>
      {say(journey, { self: 'Check your answers', other: 'Check the answers before you send' })}
    </PageHeading>
    {questionsOf(journey).map(name => (
      <section key={name} id={name} aria-labelledby={`${name}-heading`}>
        <h2 className="nhsuk-heading-s" id={`${name}-heading`}>
          {questionOf(name).heading(journey)}
        </h2>
        <SummaryList rows={rowsOf(name, journey, draftPath, answers)} />
      </section>
    ))}
    {journey === 'self' && answers.contact && !mayBeReached(answers.contact) ? (
      <WarningCallout heading="We have no safe way to reach you">
        <p>
          <a href={`${draftPath}/contact?from=check`}>Add a way to reach you</a>: a phone, an email address,
          or a place where we can ask for you. You can also send this without one, and call us yourself.
        </p>
      </WarningCallout>
    ) : null}
    {missing.length > 0 ? null : (
      <Form action={`${draftPath}/check`}>
        <SubmitButton>{say(journey, { self: 'Ask for help', other: 'Send the referral' })}</SubmitButton>
      </Form>
    )}
  </Layout>
);

const missingErrors = (missing: readonly Question['name'][], journey: Journey): FieldErrors | undefined =>
  missing.length === 0
    ? undefined
    : Object.fromEntries(
        missing.map(name => [name, `“${questionOf(name).heading(journey)}” still needs an answer`]),
      );

function rowsOf(name: Question['name'], journey: Journey, draftPath: string, answers: CheckedAnswers) {
  const change = {
    href: `${draftPath}/${name}?from=check`,
    text: 'Change',
    hiddenText: questionOf(name).heading(journey),
  };
  const value = answers[name];
  if (value === undefined)
    return [{ key: 'Answer', value: null, missing: 'Not answered yet', actions: [change] }];
  return questionOf(name)
    .readBack(value, journey)
    .map((line, index) => ({
      key: line.key,
      value: <Bdi>{line.value}</Bdi>,
      actions: index === 0 ? [change] : [],
    }));
}

type SentPageProps = {
  readonly journey: Journey;
  readonly organisation: string;
  readonly phone: string | null;
  readonly reference: string;
  readonly respondBy: Temporal.Instant;
  /** False for somebody who asks for themselves and gave no safe way to be reached. */
  readonly reachable: boolean;
};

export const SentPage = ({
  journey,
  organisation,
  phone,
  reference,
  respondBy,
  reachable,
}: SentPageProps): ReactElement => (
  <Layout title={say(journey, { self: 'We have your request', other: 'Referral sent' })}>
    <Confirmation title={say(journey, { self: 'We have your request', other: 'Referral sent' })}>
      The reference is
      <br />
      <strong className="fb-reference">{reference}</strong>
    </Confirmation>
    <p>Keep the reference: you can say it on the phone.</p>
    <h2 className="nhsuk-heading-m">What happens next</h2>
    <ol className="nhsuk-list nhsuk-list--number">
      {reachable ? (
        <li>
          {organisation} reads it and{' '}
          {say(journey, {
            self: 'contacts you in the way you said is safe',
            other: 'tells you whether it can help',
          })}
          , by {formatInstant(respondBy)} at the latest.
        </li>
      ) : (
        <li>
          {organisation} reads it by {formatInstant(respondBy)} at the latest. You gave no safe way to reach
          you: {phone ? `please call ${phone}` : 'please ask the service yourself'}, and say the reference.
        </li>
      )}
      <li>
        {say(journey, { self: 'You meet', other: 'The person meets' })} a link worker, with an interpreter if
        that helps.
      </li>
      <li>
        {say(journey, {
          self: 'You make a plan together about what matters to you.',
          other: 'They make a plan together about what matters to the person. You hear how it ended.',
        })}
      </li>
    </ol>
    {phone ? <p>Questions: call {phone}.</p> : null}
    {journey === 'referrer' ? <ButtonLink href="/referrals">See your referrals</ButtonLink> : null}
    {journey === 'self' ? (
      <WarningCallout heading="If you are in danger or very ill">
        <p>
          Call 999. For health advice at any time call 111. Both are free and do not ask about immigration.
        </p>
      </WarningCallout>
    ) : null}
  </Layout>
);
