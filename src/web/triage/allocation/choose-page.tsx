// Choosing a link worker: a ranked list with reasons, what speaks against each, and who was set apart by "only".
import type { ReactElement } from 'react';
import type { LinkWorker } from '#link-workers';
import type { ApartWorker, MatchReason, RankedWorker, Ranking } from '#matching';
import type { PersonRecord } from '#people';
import type { Referral } from '#referrals';
import {
  Bdi,
  ButtonGroup,
  CheckboxesField,
  type Choice,
  EmptyState,
  Form,
  InsetText,
  Layout,
  PageHeading,
  RadiosField,
  SubmitButton,
  SummaryList,
  Tag,
  TextAreaField,
} from '#ui';
import { type FieldErrors, type FormInput, StateTag } from '#web';
import { FACT_WORDS, factValue } from '../words.ts';

export type ChooseProps = {
  readonly referral: Referral;
  readonly person: PersonRecord;
  readonly ranking: Ranking;
  /** Who has the referral now; null when it waits. */
  readonly current: LinkWorker | null;
  readonly errors?: FieldErrors | undefined;
  readonly typed?: FormInput | undefined;
};

export const LONGEST_WHY = 1000;

export const ChoosePage = (props: ChooseProps): ReactElement => {
  const { referral, person, current, errors } = props;
  const title = current ? 'Change the link worker' : 'Choose a link worker';
  return (
    <Layout title={title} back={{ href: '/allocation', text: 'Waiting for a link worker' }} errors={errors}>
      <PageHeading
        caption={
          <>
            Referral {referral.reference}, <Bdi>{person.displayName}</Bdi>
          </>
        }
      >
        {title}
      </PageHeading>
      <p>
        <StateTag state={referral.state} />{' '}
        {referral.urgency === 'urgent' ? <Tag meaning="urgent">Urgent</Tag> : null}
      </p>
      {current ? (
        <InsetText>
          <p>
            <Bdi>{current.name}</Bdi> has this referral now. Its open tasks go to whom you choose.
          </p>
        </InsetText>
      ) : null}
      <Wishes person={person} />
      <ChooseForm {...props} />
    </Layout>
  );
};

const ASKED = [
  'interpreter',
  'preference_language',
  'preference_worker_sex',
  'preference_culture',
  'preference_format',
  'preference_depth',
] as const;

const Wishes = ({ person }: { person: PersonRecord }): ReactElement => {
  const spoken = person.languages.filter(language => language.use === 'speaks').map(each => each.label);
  return (
    <>
      <h2 className="nhsuk-heading-m">What the person asked for</h2>
      <SummaryList
        rows={[
          {
            key: 'Speaks',
            value: spoken.length > 0 ? <Bdi>{[...new Set(spoken)].join(', ')}</Bdi> : null,
            missing: 'Not known',
          },
          ...ASKED.map(kind => ({
            key: FACT_WORDS[kind]?.label ?? kind,
            value: factValue(person.facts, kind),
          })),
        ]}
      />
    </>
  );
};

const ChooseForm = ({ referral, ranking, current, errors, typed }: ChooseProps): ReactElement => {
  const none = ranking.offered.length + ranking.apart.length === 0;
  if (none)
    return (
      <EmptyState
        title={current ? 'There is no other link worker in this team' : 'This team has no link worker yet'}
      >
        <p>An administrator can add one, or move the referral’s practice to another team.</p>
      </EmptyState>
    );
  return (
    <Form action={`/allocation/${referral.id}`} errors={errors} values={typed}>
      <p>The list is a suggestion. Show the person the reasons and let them choose, where you can.</p>
      {ranking.offered.length === 0 ? (
        <InsetText>Nobody in this team keeps to “only”. Those below could, if the person agrees.</InsetText>
      ) : null}
      <RadiosField
        name="worker"
        label="Link worker"
        options={[
          ...ranking.offered.map(each => optionOf(each)),
          ...ranking.apart.map((each, index) => apartOption(each, index === 0)),
        ]}
      />
      <TextAreaField
        name="why"
        label="Why this link worker? (optional)"
        hint="Kept with the referral. The person may ask to read it."
        rows={2}
        maxLength={LONGEST_WHY}
      />
      <ButtonGroup>
        <SubmitButton>{current ? 'Change the link worker' : 'Allocate'}</SubmitButton>
        <a href="/allocation">Choose later</a>
      </ButtonGroup>
    </Form>
  );
};

const signed = (weight: number): string => (weight > 0 ? `+${weight}` : weight < 0 ? `−${-weight}` : '0');

/** Points beside the words, so that anybody can add them up. */
const Reasons = ({ reasons }: { reasons: readonly MatchReason[] }): ReactElement => (
  <ul className="nhsuk-list nhsuk-u-margin-bottom-0">
    {reasons.map(reason => (
      <li key={reason.text}>
        <Bdi>{reason.text}</Bdi>{' '}
        <span className="nhsuk-u-secondary-text-colour">({signed(reason.weight)})</span>
      </li>
    ))}
  </ul>
);

const points = (score: number): string =>
  `${score < 0 ? '−' : ''}${Math.abs(score)} ${Math.abs(score) === 1 ? 'point' : 'points'}`;

const optionOf = ({ worker, score, reasons }: RankedWorker): Choice => ({
  value: worker.id,
  label: `${worker.name}: ${points(score)}`,
  hint: <Reasons reasons={reasons} />,
});

const apartOption = ({ worker, score, reasons, wouldTake }: ApartWorker, first: boolean): Choice => ({
  value: worker.id,
  label: `${worker.name}: ${points(score)}`,
  ...(first ? { divider: 'Set apart, because the person said “only”' } : {}),
  hint: (
    <>
      <Reasons reasons={reasons} />
      <strong>What it would take:</strong>
      <ul className="nhsuk-list nhsuk-list--bullet nhsuk-u-margin-bottom-0">
        {wouldTake.map(each => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  ),
  conditional: (
    <CheckboxesField
      name={`agrees-${worker.id}`}
      label="Was the person asked?"
      small
      options={[{ value: 'yes', label: `The person was asked again and agrees to ${worker.name}` }]}
    />
  ),
});
