// One referral to decide about: what was sent, who it may be, what was asked, and the choices beside it.
import type { ReactElement } from 'react';
import { formatInstant, instantOf } from '#kernel';
import { CLOSE_REASONS, DECLINE_REASONS, mayStep, OPEN_STATES, STATE_NAMES } from '#referrals';
import {
  Bdi,
  ButtonForm,
  ButtonGroup,
  ButtonLink,
  Columns,
  Form,
  InsetText,
  Layout,
  PageHeading,
  SubmitButton,
  Tag,
  TextAreaField,
  Timeline,
  WarningCallout,
} from '#ui';
import { type FieldErrors, type FormInput, NotKept, StateTag } from '#web';
import { DuplicatesPart } from './duplicates-part.tsx';
import { ClockTag } from './queue-page.tsx';
import type { TriageScene } from './scene.ts';
import { LanguagesAndWishes, SafeContact, WhatWouldHelp, WhoSentIt, WhoTheyAre } from './sent-part.tsx';
import { hasAgreed, isToldInSystem } from './words.ts';

type Props = {
  readonly scene: TriageScene;
  readonly errors?: FieldErrors | undefined;
  readonly typed?: FormInput | undefined;
  readonly notKept?: string;
};

export const ReferralPage = ({ scene, errors, typed, notKept = '' }: Props): ReactElement => {
  const { referral, person } = scene;
  const open = OPEN_STATES.includes(referral.state);
  return (
    <Layout title="Referral" wide back={{ href: '/triage', text: 'New referrals' }} errors={errors}>
      <PageHeading caption={`Referral ${referral.reference}`}>
        <Bdi>{person.displayName}</Bdi>
      </PageHeading>
      <NotKept text={notKept} />
      <Standing scene={scene} />
      <Columns side={<Decide scene={scene} />} sideLabel="What to do">
        {hasAgreed(referral.consent) || !open ? null : (
          <WarningCallout heading="Talk with the person first">
            The person has not agreed yet, or nobody knows. Contact them only in the ways marked as safe, say
            who you are and what this is, and ask whether they would like it.
          </WarningCallout>
        )}
        <OpenQuestion scene={scene} errors={errors} typed={typed} />
        <SafeContact person={person} source={referral.source} />
        <WhatWouldHelp referral={referral} />
        <LanguagesAndWishes person={person} />
        <WhoTheyAre person={person} />
        <DuplicatesPart scene={scene} open={open} />
        <WhoSentIt referral={referral} />
        <Asked scene={scene} />
        <History scene={scene} />
      </Columns>
    </Layout>
  );
};

/** Above everything, also on a phone, where the choices come last. */
const Standing = ({ scene }: { scene: TriageScene }): ReactElement => {
  const { referral, lookalikes, now } = scene;
  return (
    <>
      <p>
        <StateTag state={referral.state} />{' '}
        {referral.urgency === 'urgent' ? <Tag meaning="urgent">Urgent</Tag> : null}{' '}
        {mayStep(referral.state, 'accept') ? (
          <>
            Answer: <ClockTag respondBy={referral.respondBy} now={now} />
          </>
        ) : null}
      </p>
      {lookalikes.length > 0 ? (
        <p>
          <Tag meaning="attention">Known already?</Tag>{' '}
          <a href="#known-already">
            {lookalikes.length === 1 ? '1 record is like this' : `${lookalikes.length} records are like this`}
          </a>
        </p>
      ) : null}
    </>
  );
};

const Decide = ({ scene }: { scene: TriageScene }): ReactElement => {
  const { referral } = scene;
  const at = `/triage/${referral.id}`;
  const undecided = mayStep(referral.state, 'accept');
  return (
    <>
      {undecided ? null : <Decided scene={scene} />}
      <ButtonGroup>
        {undecided ? <ButtonForm action={`${at}/accept`}>Accept</ButtonForm> : null}
        {referral.state === 'accepted' ? (
          <ButtonLink href={`/allocation/${referral.id}`}>Choose a link worker</ButtonLink>
        ) : null}
        {mayStep(referral.state, 'ask-referrer') ? (
          <ButtonLink href={`${at}/ask`} variant="secondary">
            {referral.source === 'self' ? 'Ask the person' : 'Ask the referrer'}
          </ButtonLink>
        ) : null}
        {mayStep(referral.state, 'decline') ? (
          <ButtonLink href={`${at}/decline`} variant="secondary">
            Decline
          </ButtonLink>
        ) : null}
      </ButtonGroup>
      {mayStep(referral.state, 'withdraw') ? (
        <p>
          <a href={`${at}/withdraw`}>Mark as withdrawn</a>
        </p>
      ) : null}
      <p>
        <a href={`/people/${referral.personId}`}>Open the person’s record</a>
      </p>
    </>
  );
};

const Decided = ({ scene: { referral } }: { scene: TriageScene }): ReactElement | null => {
  const note = referral.declineNote ?? referral.closingNote;
  const reason = referral.declineReason
    ? DECLINE_REASONS[referral.declineReason]
    : referral.closeReason
      ? CLOSE_REASONS[referral.closeReason]
      : null;
  if (!reason) return null;
  return (
    <>
      <p>{reason}</p>
      {note ? (
        <p>
          <Bdi>{note}</Bdi>
        </p>
      ) : null}
    </>
  );
};

/** A referrer without a sign-in answers on the phone: what they said is written down here. */
const OpenQuestion = ({ scene, errors, typed }: Props): ReactElement | null => {
  const { referral, questions } = scene;
  const open = questions.find(question => question.answer === null);
  if (referral.state !== 'waiting_for_referrer' || !open) return null;
  return (
    <InsetText>
      <p>
        <strong>Asked on {formatInstant(instantOf(open.askedAt))}: </strong>
        <Bdi>{open.question}</Bdi>
      </p>
      <p>
        {isToldInSystem(referral)
          ? 'The referrer can answer here themselves. If they told you, write it down.'
          : 'Nobody is asked automatically: ring or write, then write down what you heard.'}
      </p>
      <Form action={`/triage/${referral.id}/answer`} errors={errors} values={typed}>
        <TextAreaField name="answer" label="What they answered" rows={3} />
        <SubmitButton variant="secondary">Keep the answer</SubmitButton>
      </Form>
    </InsetText>
  );
};

const Asked = ({ scene: { questions } }: { scene: TriageScene }): ReactElement | null => {
  const answered = questions.filter(question => question.answer !== null);
  if (answered.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Questions and answers</h2>
      <Timeline
        entries={answered.map(question => ({
          key: question.id,
          title: <Bdi>{question.question}</Bdi>,
          when: question.answeredAt ? formatInstant(instantOf(question.answeredAt)) : '',
          dateTime: question.answeredAt?.toISOString(),
          by: question.answeredBy,
          children: (
            <p>
              <Bdi>{question.answer}</Bdi>
            </p>
          ),
        }))}
      />
    </section>
  );
};

const History = ({ scene: { history } }: { scene: TriageScene }): ReactElement => (
  <section>
    <h2 className="nhsuk-heading-m">What happened so far</h2>
    <Timeline
      entries={history.map((event, index) => ({
        key: String(index),
        title: event.from === event.to ? 'The person’s record was chosen' : STATE_NAMES[event.to],
        when: formatInstant(instantOf(event.at)),
        dateTime: event.at.toISOString(),
        by: event.by,
        children: event.note ? (
          <p>
            <Bdi>{event.note}</Bdi>
          </p>
        ) : null,
      }))}
    />
  </section>
);
