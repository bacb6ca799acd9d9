// Choosing a link worker: a ranked list with reasons, what speaks against each, and who was set apart by "only".
import type { ReactElement } from 'react';
import type { LinkWorker } from '#link-workers';
import type { ExplainedWorker, Ranking, TradeOff } from '#matching';
import type { PersonRecord } from '#people';
import type { Referral } from '#referrals';
import {
  Bdi,
  ButtonGroup,
  EmptyState,
  Form,
  InsetText,
  Layout,
  PageHeading,
  Pagination,
  RadiosField,
  SubmitButton,
  SummaryList,
  Tag,
  TextAreaField,
} from '#ui';
import { type FieldErrors, type FormInput, StateTag } from '#web';
import { FACT_WORDS, factValue } from '../words.ts';
import { optionOf } from './worker-options.tsx';

export type ChooseProps = {
  readonly referral: Referral;
  readonly person: PersonRecord;
  readonly ranking: Ranking;
  /** Those of this page, offered before set apart. */
  readonly shown: readonly ExplainedWorker[];
  readonly tradeOffs: readonly TradeOff[];
  /** The person's language, when nobody of the team speaks it. */
  readonly spokenByNobody: string | null;
  /** Counts from 1. */
  readonly page: number;
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
      <InShort {...props} />
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
  'preference_mix',
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

/** To be read out: what there is to choose between, with what each estimate rests on. */
const InShort = ({ tradeOffs, ranking, spokenByNobody }: ChooseProps): ReactElement | null =>
  tradeOffs.length === 0 ? null : (
    <>
      <h2 className="nhsuk-heading-m">In short</h2>
      {spokenByNobody ? (
        <>
          <p>
            <strong>Nobody in this team speaks {spokenByNobody}.</strong>
          </p>
          <p>You can offer:</p>
        </>
      ) : null}
      <ul className="nhsuk-list nhsuk-list--bullet">
        {tradeOffs.map(({ text, basis }) => (
          <li key={text}>
            {text}.{' '}
            <span className="nhsuk-u-secondary-text-colour">
              {/place now/.test(text) ? '' : `(${basis}.)`}
            </span>
          </li>
        ))}
        {ranking.offered.length > 0 && ranking.apart.length > 0 ? (
          <li>
            {ranking.apart.length} more set apart, because the person said “only”. The list says what it would
            take.
          </li>
        ) : null}
      </ul>
    </>
  );

export const WORKERS_A_PAGE = 15;

const ChooseForm = (props: ChooseProps): ReactElement => {
  const { referral, person, ranking, shown, current, errors, typed, page } = props;
  const total = ranking.offered.length + ranking.apart.length;
  if (total === 0)
    return (
      <EmptyState
        title={current ? 'There is no other link worker in this team' : 'This team has no link worker yet'}
      >
        <p>An administrator can add one, or move the referral’s practice to another team.</p>
      </EmptyState>
    );
  return (
    <>
      <Form action={`/allocation/${referral.id}`} errors={errors} values={typed}>
        <p>The list is a suggestion. Show the person the reasons and let them choose, where you can.</p>
        <p>Somebody who needs an interpreter, or help of many kinds, takes more than one place.</p>
        {ranking.offered.length === 0 ? (
          <InsetText>Nobody in this team keeps to “only”. Those below could, if the person agrees.</InsetText>
        ) : null}
        <RadiosField name="worker" label="Link worker" options={shown.map(optionOf)} />
        <WhoChose person={person} />
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
      <Pagination
        page={page}
        pageSize={WORKERS_A_PAGE}
        total={total}
        things="link workers"
        hrefFor={to => `/allocation/${referral.id}?page=${to}`}
      />
    </>
  );
};

/** Whose choice it was; and, where a background was asked for, whether the person says that this is one. */
const WhoChose = ({ person }: Pick<ChooseProps, 'person'>): ReactElement => {
  const culture = person.facts.find(fact => fact.kind === 'preference_culture')?.answer;
  const asked = culture?.status === 'answered' && (culture.value === 'same' || culture.value === 'different');
  return (
    <>
      <RadiosField
        name="chosen-by"
        label="Who chose?"
        small
        options={[
          { value: 'person', label: 'The person, after hearing who there is' },
          { value: 'staff', label: 'We did', hint: 'Say why below, if you can' },
          { value: 'not_said', label: 'Not said' },
        ]}
      />
      {asked ? (
        <RadiosField
          name="background-fits"
          label="Does the person say this is the background they asked for?"
          hint="Only they can say. A link worker shares what they choose to."
          small
          options={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
            { value: 'not_asked', label: 'Not asked yet' },
          ]}
        />
      ) : null}
    </>
  );
};
