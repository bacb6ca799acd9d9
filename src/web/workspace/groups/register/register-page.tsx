// The register on one page, for a phone at the door: each person with four marks, and one button for "everybody was here".
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import {
  ABSENCE_REASON_KEYS,
  ABSENCE_REASONS,
  type Correction,
  type ExpectedPerson,
  hasDayCome,
  MARK_KEYS,
  MARKS,
} from '#groups';
import { formatInstant, instantOf } from '#kernel';
import {
  Bdi,
  ButtonForm,
  ButtonGroup,
  ButtonLink,
  Details,
  EmptyState,
  Form,
  HiddenField,
  InsetText,
  Layout,
  NumberField,
  PageHeading,
  RadiosField,
  SelectField,
  SubmitButton,
  Tag,
} from '#ui';
import type { FieldErrors, FormInput } from '#web';
import type { SessionScene } from '../scene.ts';
import { groupHref, sessionHref, timeWords } from '../words.ts';
import { markField, reasonField } from './fields.ts';

type Props = {
  readonly scene: SessionScene;
  readonly people: readonly ExpectedPerson[];
  readonly corrections: readonly Correction[];
  readonly values: FormInput;
  readonly errors: FieldErrors | undefined;
  readonly now: Temporal.Instant;
};

export const RegisterPage = (props: Props): ReactElement => {
  const { scene, corrections, errors, now } = props;
  const { group, session } = scene;
  const off = session.state === 'called_off';
  return (
    <Layout title="Register" back={groupHref(group)} errors={errors}>
      <PageHeading caption={timeWords(session)}>
        <Bdi>{group.name}</Bdi>
      </PageHeading>
      {hasDayCome(session, now) || off ? null : (
        <p className="nhsuk-hint">Before the day you can only mark who sent word.</p>
      )}
      {off ? <CalledOff scene={scene} /> : <Fill {...props} />}
      {off || session.takenAt !== null ? null : <Arrange scene={scene} people={props.people} />}
      {session.takenAt === null ? null : (
        <p className="nhsuk-hint">
          Filled in {formatInstant(session.takenAt)}
          {session.takenBy === null ? null : (
            <>
              {' '}
              by <Bdi>{session.takenBy}</Bdi>
            </>
          )}
          . You can correct it: what was marked before is kept.
        </p>
      )}
      <Corrections corrections={corrections} />
    </Layout>
  );
};

const CalledOff = ({ scene: { session } }: Pick<Props, 'scene'>): ReactElement => (
  <>
    <p>
      <Tag meaning="stopped">Called off</Tag> <Bdi>{session.reason}</Bdi>
    </p>
    <ButtonForm action={sessionHref(session, '/restore')} variant="secondary" small>
      This is wrong: it takes place
    </ButtonForm>
  </>
);

const Fill = ({ scene: { session }, people, values, errors, now }: Props): ReactElement => (
  <Form action={sessionHref(session)} values={values} errors={errors} label="Register">
    <HiddenField name="version" value={String(session.version)} />
    {people.length === 0 ? (
      <EmptyState title="Nobody has a place for this day">
        <p>Guests can be counted below.</p>
      </EmptyState>
    ) : (
      <>
        {hasDayCome(session, now) ? (
          <>
            <SubmitButton name="act" value="everybody" variant="secondary">
              Everybody was here
            </SubmitButton>
            <p className="nhsuk-hint">It marks those who are not marked yet, and keeps the register.</p>
          </>
        ) : null}
        {people.map(person => (
          <OnePerson key={person.personId} person={person} come={hasDayCome(session, now)} />
        ))}
      </>
    )}
    <NumberField
      name="guests"
      label="Guests who have no record here"
      hint="A number only. Do not write down who they are"
      width={3}
    />
    <SubmitButton name="act" value="save">
      Keep the register
    </SubmitButton>
  </Form>
);

type OneProps = { readonly person: ExpectedPerson; readonly come: boolean };

/** Before the day only those marks are offered that can be true already. */
const OnePerson = ({ person, come }: OneProps): ReactElement => (
  <>
    <RadiosField
      name={markField(person)}
      label={<Bdi>{person.personName}</Bdi>}
      small
      inline
      options={MARK_KEYS.filter(mark => come || mark === 'sent_word').map(mark => ({
        value: mark,
        label: MARKS[mark],
      }))}
    />
    <SelectField
      name={reasonField(person)}
      label={
        <>
          {come ? 'Why, if they were not here to the end' : 'Why, if they cannot come'}
          <span className="nhsuk-u-visually-hidden">: {person.personName}</span>
        </>
      }
      options={ABSENCE_REASON_KEYS.map(reason => ({ value: reason, label: ABSENCE_REASONS[reason] }))}
      empty="Nothing said"
    />
  </>
);

const Arrange = ({ scene: { session }, people }: Pick<Props, 'scene' | 'people'>): ReactElement => (
  <>
    <InsetText>
      <p>
        No phone at the door? <a href={sessionHref(session, '/print')}>Print a register</a> and copy it here
        afterwards.
      </p>
    </InsetText>
    <ButtonGroup>
      <ButtonLink href={sessionHref(session, '/move')} variant="secondary" small>
        Move this meeting
      </ButtonLink>
      <ButtonLink href={sessionHref(session, '/call-off')} variant="secondary" small>
        Call it off
      </ButtonLink>
    </ButtonGroup>
    <Interpreters session={session} people={people.filter(each => each.mayOpen && each.wantsInterpreter)} />
  </>
);

type InterpreterProps = Pick<Props, 'people'> & Pick<SessionScene, 'session'>;

/** A booking is of one person (decision 0026): it is filled in from the meeting. */
const Interpreters = ({ session, people }: InterpreterProps): ReactElement | null =>
  people.length === 0 ? null : (
    <Details summary="Interpreters for this meeting">
      <p>These people said that they want an interpreter. Ask for one if none is arranged for the group.</p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {people.map(({ personId, personName }) => (
          <li key={personId}>
            <a href={`/people/${personId}/interpreting/new?session=${session.id}`}>
              Ask for an interpreter for <Bdi>{personName}</Bdi>
            </a>
          </li>
        ))}
      </ul>
    </Details>
  );

const Corrections = ({ corrections }: Pick<Props, 'corrections'>): ReactElement | null =>
  corrections.length === 0 ? null : (
    <Details summary="What was corrected">
      <ul className="nhsuk-list nhsuk-list--bullet">
        {corrections.map(({ personName, mark, reason, recordedAt, recordedBy, replacedAt }) => (
          <li key={`${personName} ${recordedAt.toISOString()} ${mark}`}>
            <Bdi>{personName}</Bdi> was marked “{MARKS[mark]}”
            {reason === null ? '' : ` (${ABSENCE_REASONS[reason].toLowerCase()})`} by{' '}
            <Bdi>{recordedBy ?? 'somebody who has left'}</Bdi>, {formatInstant(instantOf(recordedAt))}
            {replacedAt === null ? '' : `; corrected ${formatInstant(instantOf(replacedAt))}`}
          </li>
        ))}
      </ul>
    </Details>
  );
