// What the referrer will read, shown before anything is sent; from here it is changed, or closed and sent.
import type { ReactElement } from 'react';
import { formatDay } from '#kernel';
import type { MeasuredValue, MessageBack } from '#messages';
import { MISSING } from '#outcomes';
import { GOAL_STATUSES } from '#plans';
import { CLOSE_REASONS } from '#referrals';
import {
  Bdi,
  ButtonGroup,
  Form,
  HiddenField,
  InsetText,
  Layout,
  PageHeading,
  SubmitButton,
  SummaryList,
  Table,
} from '#ui';
import { type FormInput, listOf, textOf } from '#web';
import { personHref } from '../scene.ts';
import { countOf } from '../words.ts';
import { CLOSE_REASON_KEYS } from './closing.ts';
import type { ClosingScene } from './scene.ts';

type PreviewPageProps = {
  readonly scene: ClosingScene;
  /** Null when there is nobody to tell. */
  readonly message: MessageBack | null;
  readonly input: FormInput;
};

export const PreviewPage = ({ scene, message, input }: PreviewPageProps): ReactElement => (
  <Layout
    title="Check before you close"
    back={{
      href: personHref(scene),
      text: 'Leave without closing: what you typed stays in the form',
    }}
  >
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>
      {message ? 'This is what the referrer will read' : 'Check before you close'}
    </PageHeading>
    {message ? <Message message={message} /> : <NoMessage input={input} />}
    <Form action={personHref(scene, '/close')}>
      {Object.keys(input).flatMap(name =>
        listOf(input, name).map(value => <HiddenField key={`${name} ${value}`} name={name} value={value} />),
      )}
      <ButtonGroup>
        <SubmitButton name="act" value="close">
          {message ? 'Close the referral and send this' : 'Close the referral'}
        </SubmitButton>
        <SubmitButton name="act" value="change" variant="secondary">
          Change something
        </SubmitButton>
      </ButtonGroup>
    </Form>
  </Layout>
);

const NoMessage = ({ input }: { input: FormInput }): ReactElement => {
  const reason = CLOSE_REASON_KEYS.find(key => key === textOf(input, 'reason'));
  const note = textOf(input, 'note').trim();
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Reason', value: reason ? CLOSE_REASONS[reason] : null },
          { key: 'Note for the record', value: note === '' ? null : <Bdi>{note}</Bdi>, missing: 'None' },
        ]}
      />
      <p>No message is sent, because the person asked for help themselves.</p>
    </>
  );
};

const Message = ({ message }: { message: MessageBack }): ReactElement => (
  <>
    {message.sharingAgreed === 'no' ? (
      <InsetText>
        The person did not agree that the referrer hears how the work went. They read only that it ended, why,
        and what they are asked to do.
      </InsetText>
    ) : null}
    <SummaryList
      rows={[
        { key: 'To', value: <Bdi>{message.to.join(', ')}</Bdi> },
        { key: 'Reason', value: message.reason },
        { key: 'Note', value: message.note === '' ? null : <Bdi>{message.note}</Bdi>, missing: 'None' },
        {
          key: 'For them to do',
          value: message.requestedActions.length === 0 ? null : <Lines lines={message.requestedActions} />,
          missing: 'No action is needed',
        },
        { key: 'Risks', value: risksOf(message) },
        {
          key: 'What happens next',
          value: message.plan.length === 0 ? null : <Lines lines={message.plan} />,
          missing: 'Nothing is planned',
        },
        { key: 'Contacts', value: contactsOf(message), missing: 'Not told' },
      ]}
    />
    <WhatHappened message={message} />
  </>
);

const Lines = ({ lines }: { lines: readonly string[] }): ReactElement => (
  <ul className="nhsuk-list nhsuk-list--bullet">
    {lines.map(line => (
      <li key={line}>
        <Bdi>{line}</Bdi>
      </li>
    ))}
  </ul>
);

const risksOf = ({ risks }: MessageBack): ReactElement | string => {
  if (risks === 'none_known') return 'No risks are known';
  return risks === 'not_recorded' ? 'We did not ask about risks' : <Lines lines={risks} />;
};

const contactsOf = ({ contacts }: MessageBack): string | null => {
  if (contacts === null) return null;
  const ways = contacts.ways.map(({ how, count }) => `${count} ${how}`).join(', ');
  const languages = contacts.interpreterLanguages.join(', ');
  const interpreted = `. ${contacts.interpreted} with interpreting${languages === '' ? '' : `: ${languages}`}`;
  return `${countOf(contacts.count, 'contact')}${ways === '' ? '' : `: ${ways}`}${contacts.interpreted === 0 ? '' : interpreted}`;
};

const Said = ({ text }: { text: string | null }): ReactElement =>
  text ? <Bdi>{text}</Bdi> : <span className="fb-missing">Not said</span>;

const HOW = { used: 'Used', referred: 'Referred', signposted: 'Told about' } as const;

const WhatHappened = ({ message }: { message: MessageBack }): ReactElement => (
  <>
    {message.goals.length === 0 ? null : (
      <Table
        caption="Goals"
        captionSize="s"
        rows={message.goals}
        columns={[
          { heading: 'Goal', rowHeader: true, cell: goal => <Bdi>{goal.description}</Bdi> },
          { heading: 'How it turned out', cell: goal => GOAL_STATUSES[goal.status] },
          { heading: 'What came of it', cell: goal => <Said text={goal.note} /> },
        ]}
      />
    )}
    {message.services.length === 0 ? null : (
      <Table
        caption="Services"
        captionSize="s"
        rows={message.services}
        columns={[
          { heading: 'Service', rowHeader: true, cell: service => <Bdi>{service.name}</Bdi> },
          { heading: 'How', cell: service => HOW[service.how] },
          { heading: 'What came of it', cell: service => <Said text={service.outcome} /> },
        ]}
      />
    )}
    {message.measures.map(measure => (
      <div key={measure.title}>
        <Table
          caption={measure.title}
          captionSize="s"
          rows={measure.items}
          columns={[
            { heading: 'Question', rowHeader: true, cell: item => item.wording },
            {
              heading: measure.startOn ? `Start, ${formatDay(measure.startOn)}` : 'Start',
              cell: item => measuredWords(item.start),
            },
            {
              heading: measure.endOn ? `End, ${formatDay(measure.endOn)}` : 'End',
              cell: item => measuredWords(item.end),
            },
          ]}
        />
        <p className="nhsuk-hint">
          {measure.scale}. {measure.asked}
        </p>
      </div>
    ))}
  </>
);

const measuredWords = (value: MeasuredValue): string => {
  if (value.status === 'answered') return String(value.value);
  if (value.status === 'not_taken') return 'Not taken';
  return value.status === 'not_now' ? 'Not now' : MISSING[value.status];
};
