// One proposal: what it rests on, whether it is still true, and its lines.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { formatInstant, instantOf } from '#kernel';
import type { ProposalLine, ShownProposal, Staleness } from '#overviews';
import {
  Bdi,
  ButtonForm,
  Details,
  EmptyState,
  FilterLinks,
  Grid,
  Layout,
  PageHeading,
  Pagination,
  Stat,
  WarningCallout,
} from '#ui';
import type { FieldErrors, FormInput } from '#web';
import { NotPlacedLines, ProposedLines } from './lines.tsx';
import { changesInWords } from './words.ts';

export type ProposalProps = {
  readonly proposal: ShownProposal;
  readonly staleness: Staleness;
  readonly workerNames: ReadonlyMap<string, string>;
  readonly placed: boolean;
  readonly lines: readonly ProposalLine[];
  readonly page: number;
  readonly pageSize: number;
  readonly now: Temporal.Instant;
  readonly errors?: FieldErrors | undefined;
  readonly typed?: FormInput | undefined;
};

export const ProposalPage = (props: ProposalProps): ReactElement => {
  const { proposal, placed, lines, page, pageSize, now, errors } = props;
  const here = `/allocation/proposals/${proposal.id}`;
  const total = placed ? proposal.proposed : proposal.notPlaced;
  const left = proposal.waiting - proposal.proposed - proposal.notPlaced;
  return (
    <Layout
      title="Proposal for the waiting list"
      back={{ href: '/allocation/proposals', text: 'Proposals' }}
      errors={errors}
      wide
    >
      <PageHeading
        caption={
          <>
            <Bdi>{proposal.teamName}</Bdi>, {formatInstant(instantOf(proposal.madeAt))}, by{' '}
            <Bdi>{proposal.madeBy ?? 'somebody'}</Bdi>
          </>
        }
      >
        Proposal for the waiting list
      </PageHeading>
      <Old {...props} />
      <Grid narrow>
        <Stat value={proposal.proposed} of={proposal.waiting} label="A link worker is proposed" />
        <Stat value={proposal.notPlaced} of={proposal.waiting} label="Nobody could be proposed" />
        <Stat value={proposal.given} of={proposal.proposed} label="Given" />
      </Grid>
      {left > 0 ? <p>{left} more waited. The next proposal looks at them when these are given.</p> : null}
      <Halves {...props} />
      {lines.length === 0 && (total > 0 || placed) ? (
        <EmptyState
          title={total > 0 ? 'There is nothing on this page' : 'Nobody could be proposed'}
          action={
            <a href={total > 0 ? here : `${here}?show=not-placed`}>
              {total > 0 ? 'See the first page' : 'See why not'}
            </a>
          }
        />
      ) : placed ? (
        <ProposedLines {...props} proposalId={proposal.id} />
      ) : (
        <NotPlacedLines lines={lines} now={now} />
      )}
      <Pagination
        page={page}
        pageSize={pageSize}
        total={total}
        things="people"
        hrefFor={to => `${here}?${placed ? '' : 'show=not-placed&'}page=${to}`}
      />
      <OnePlaceMore {...props} />
    </Layout>
  );
};

const Halves = ({ proposal, placed }: ProposalProps): ReactElement => {
  const here = `/allocation/proposals/${proposal.id}`;
  return (
    <FilterLinks
      label="Which people"
      links={[
        { href: here, text: `Proposed (${proposal.proposed})`, current: placed },
        { href: `${here}?show=not-placed`, text: `Why not (${proposal.notPlaced})`, current: !placed },
      ]}
    />
  );
};

const Old = ({ proposal, staleness }: ProposalProps): ReactElement | null => {
  const changes = changesInWords(staleness);
  if (changes.length === 0) return null;
  return (
    <WarningCallout heading="This proposal is old">
      <p>Since it was made:</p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {changes.map(change => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <p>What still holds can be given. A new proposal may be better.</p>
      <ButtonForm action="/allocation/propose" variant="secondary" hidden={{ team: proposal.teamId }}>
        Make a new proposal
      </ButtonForm>
    </WarningCallout>
  );
};

const OnePlaceMore = ({ proposal, workerNames }: ProposalProps): ReactElement | null => {
  const known = proposal.onePlaceMore.filter(each => workerNames.has(each.workerId)).slice(0, 10);
  if (known.length === 0) return null;
  return (
    <Details summary="What one more place would change">
      <ul className="nhsuk-list nhsuk-list--bullet">
        {known.map(each => (
          <li key={each.workerId}>
            With <Bdi>{workerNames.get(each.workerId) ?? ''}</Bdi>:{' '}
            {each.placesSomebody
              ? 'one more person would have a link worker'
              : 'nobody more, but a better fit'}{' '}
            ({each.gain} points)
          </li>
        ))}
      </ul>
    </Details>
  );
};
