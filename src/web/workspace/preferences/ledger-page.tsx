// The ledger of one person's preferences: asked for, offered, given and why not, now and over time (guidance M4, P1).
import type { ReactElement } from 'react';
import {
  askedOf,
  FACT_OF,
  isWish,
  type KeptChoice,
  type KeptFact,
  LEDGER_PAGE,
  type LedgerEntry,
  PREFERENCE_KINDS,
  type PreferenceKind,
  type PreferenceOutcome,
} from '#people';
import {
  Bdi,
  ButtonLink,
  type Column,
  EmptyState,
  Layout,
  PageHeading,
  Pagination,
  SummaryList,
  type SummaryRow,
  Table,
  Tag,
} from '#ui';
import { isOpen, type PersonScene, personHref } from '../scene.ts';
import {
  askedWords,
  FIT_WORDS,
  KIND_WORDS,
  outcomeWords,
  STEP_WORDS,
  sourceWords,
  whenWords,
  whyWords,
} from './words.ts';

export type LedgerProps = {
  readonly scene: PersonScene;
  /** The newest of each kind and step, of the referral in hand. */
  readonly newest: readonly PreferenceOutcome[];
  readonly choices: readonly KeptChoice[];
  readonly history: { readonly entries: readonly LedgerEntry[]; readonly total: number };
  readonly page: number;
};

export const LedgerPage = (props: LedgerProps): ReactElement => {
  const { scene, history, page } = props;
  return (
    <Layout title="Preferences" wide back={personHref(scene)}>
      <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Preferences</PageHeading>
      <p>What they asked for, what was offered, what was given, and why not.</p>
      {scene.mayWork ? (
        <ButtonLink href={personHref(scene, '/preferences')} variant="secondary" small>
          Ask again
        </ButtonLink>
      ) : null}
      {PREFERENCE_KINDS.map(kind => (
        <Kind key={kind} kind={kind} {...props} />
      ))}
      <Choices choices={props.choices} />
      <h2>History</h2>
      <Table
        caption="Everything that was asked, offered and given, newest first"
        captionHidden
        columns={HISTORY}
        rows={history.entries}
        rowKey={entry => `${entry.step} ${entry.id}`}
        empty={<EmptyState title={page > 1 ? 'There is nothing on this page' : 'Nothing was asked yet'} />}
      />
      <Pagination
        page={page}
        pageSize={LEDGER_PAGE}
        total={history.total}
        things="lines"
        hrefFor={to => {
          const href = personHref(scene, '/ledger');
          return `${href}${href.includes('?') ? '&' : '?'}page=${to}`;
        }}
      />
    </Layout>
  );
};

const HISTORY: readonly Column<LedgerEntry>[] = [
  { heading: 'When and who', cell: entry => <Bdi>{whenWords(entry.at, entry.by)}</Bdi> },
  { heading: 'About', rowHeader: true, cell: entry => KIND_WORDS[entry.kind] },
  { heading: 'Line', cell: entry => STEP_WORDS[entry.step] },
  {
    heading: 'What',
    cell: ({ kind, asked, outcome }) =>
      outcome ? <Bdi>{outcomeWords(kind, outcome)}</Bdi> : askedWords(kind, asked),
  },
  {
    heading: 'Held against',
    cell: ({ kind, asked, outcome, step }) =>
      outcome && step === 'given' ? `${askedWords(kind, asked)}: ${FIT_WORDS[outcome.fit].text}` : '',
  },
  {
    heading: 'Why, and how we know',
    cell: ({ outcome }) =>
      outcome ? <Bdi>{[whyWords(outcome), sourceWords(outcome.source)].filter(Boolean).join('; ')}</Bdi> : '',
  },
];

type KindProps = LedgerProps & { readonly kind: PreferenceKind };

const Kind = ({ kind, scene, newest }: KindProps): ReactElement => {
  const asked = askedOf(scene.person.facts, kind);
  const facts: readonly KeptFact[] = scene.person.facts;
  const fact = facts.find(each => each.kind === FACT_OF[kind]);
  const offered = newest.find(each => each.kind === kind && each.step === 'offered');
  const given = newest.find(each => each.kind === kind && each.step === 'given');
  const said: readonly SummaryRow[] = [
    {
      key: 'Asked for',
      value: fact ? `${askedWords(kind, asked)} (${whenWords(fact.recordedAt, null)})` : null,
      missing: 'Not asked yet',
    },
    {
      key: 'Offered',
      value: offered ? (
        <Bdi>
          {outcomeWords(kind, offered)}. {offered.note} ({whenWords(offered.recordedAt, offered.recordedBy)})
        </Bdi>
      ) : null,
      missing: 'Nothing is written down',
    },
    givenRow(kind, given),
    ...(given && isWish(kind, asked) && (given.fit === 'not_met' || given.fit === 'partly')
      ? [{ key: 'Why not', value: whyWords(given), missing: 'Not said yet' }]
      : []),
  ];
  return (
    <section aria-labelledby={`kind-${kind}`}>
      <h2 id={`kind-${kind}`}>{KIND_WORDS[kind]}</h2>
      <SummaryList rows={said} />
      {scene.mayWork && isOpen(scene.referral) ? (
        <p>
          <a href={personHref(scene, `/ledger/${kind}`)}>
            Say what was given<span className="nhsuk-u-visually-hidden">: {KIND_WORDS[kind]}</span>
          </a>
        </p>
      ) : null}
    </section>
  );
};

const givenRow = (kind: PreferenceKind, given: PreferenceOutcome | undefined): SummaryRow => ({
  key: 'Given',
  value: given ? (
    <>
      <Bdi>
        {outcomeWords(kind, given)}
        {given.workerName ? `, ${given.workerName}` : ''} ({whenWords(given.recordedAt, given.recordedBy)})
      </Bdi>{' '}
      <Tag meaning={FIT_WORDS[given.fit].meaning}>{FIT_WORDS[given.fit].text}</Tag>
    </>
  ) : null,
  missing: 'Nothing is written down',
});

const CHOSEN_BY = {
  person: 'The person chose',
  staff: 'Staff chose',
  not_said: 'Nobody said who chose',
} as const;

const Choices = ({ choices }: Pick<LedgerProps, 'choices'>): ReactElement | null =>
  choices.length === 0 ? null : (
    <>
      <h2>Who chose the link worker</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {choices.map(({ workerId, workerName, chosenBy, why, offeredCount, at, by }) => (
          <li key={`${workerId} ${at.toISOString()}`}>
            {CHOSEN_BY[chosenBy]}: <Bdi>{workerName ?? 'somebody who has left'}</Bdi>, of {offeredCount} shown
            (<Bdi>{whenWords(at, by)}</Bdi>){why ? <Bdi>. {why}</Bdi> : null}
          </li>
        ))}
      </ul>
    </>
  );
