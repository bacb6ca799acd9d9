// Choosing the team that link workers are proposed for.
import type { ReactElement } from 'react';
import type { TeamWaiting } from '#overviews';
import { ButtonGroup, EmptyState, Form, Layout, PageHeading, RadiosField, SubmitButton } from '#ui';
import type { FieldErrors, FormInput } from '#web';
import { counted } from './words.ts';

type Props = {
  readonly teams: readonly TeamWaiting[];
  readonly errors?: FieldErrors | undefined;
  readonly typed?: FormInput | undefined;
};

const hintOf = ({ waiting, workers, places }: TeamWaiting): string => {
  const waits = waiting === 0 ? 'Nobody waits' : counted(waiting, 'person waits', 'people wait');
  const free =
    places === 0
      ? 'no link worker has a free place'
      : `${counted(workers, 'link worker has', 'link workers have')} ${counted(places, 'free place', 'free places')}`;
  return `${waits}; ${free}`;
};

export const ProposePage = ({ teams, errors, typed }: Props): ReactElement => (
  <Layout
    title="Propose for everybody who waits"
    back={{ href: '/allocation', text: 'Waiting for a link worker' }}
    errors={errors}
  >
    <PageHeading>Propose for everybody who waits</PageHeading>
    <p>
      A proposal looks at everybody who waits in a team at once: how urgent it is, how long they have waited,
      what they asked for, and who has a place. It says for each person why, and why not.
    </p>
    <p>Nothing is given until somebody here has read the proposal and says so.</p>
    {teams.some(team => team.waiting > 0) ? (
      <Form
        action="/allocation/propose"
        errors={errors}
        values={typed ?? (teams.length === 1 ? { team: teams[0]?.id ?? '' } : undefined)}
      >
        <RadiosField
          name="team"
          label="Which team?"
          options={teams.map(team => ({ value: team.id, label: team.name, hint: hintOf(team) }))}
        />
        <ButtonGroup>
          <SubmitButton>Make a proposal</SubmitButton>
          <a href="/allocation/proposals">See earlier proposals</a>
        </ButtonGroup>
      </Form>
    ) : (
      <EmptyState title="Nobody waits for a link worker" action={<a href="/triage">See new referrals</a>}>
        <p>
          <a href="/allocation/proposals">See earlier proposals</a>
        </p>
      </EmptyState>
    )}
  </Layout>
);
