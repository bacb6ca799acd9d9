// The privacy lead's pages: who looked at what, and who looked at one person's record.
import type { ReactElement } from 'react';
import { formatInstant, instantOf } from '#kernel';
import type { AccessLog, Colleague, SealState } from '#overviews';
import type { PersonRecord } from '#people';
import {
  Bdi,
  DateField,
  Details,
  EmptyState,
  Form,
  Grid,
  Layout,
  PageHeading,
  Pagination,
  SelectField,
  Stat,
  SubmitButton,
} from '#ui';
import { type AskedPeriod, periodQuery, periodWords, roleName } from '#web';
import { EVENT_WORDS, eventWords } from './event-words.ts';
import { EventsTable } from './events-table.tsx';

type Paged = { readonly page: number; readonly pageSize: number };

type LogProps = Paged & {
  readonly log: AccessLog;
  readonly asked: AskedPeriod;
  readonly colleague: Colleague | null;
  readonly event: string | null;
  readonly colleagues: readonly Colleague[];
  readonly seals: SealState;
};

export const LogPage = (props: LogProps): ReactElement => {
  const { log, asked, colleague, event, page, pageSize, seals } = props;
  const filtered = [
    periodQuery(asked.period),
    ...(colleague ? [`colleague=${colleague.id}`] : []),
    ...(event ? [`event=${event}`] : []),
  ].join('&');
  return (
    <Layout title="Who looked at what" wide errors={asked.errors ?? undefined}>
      <PageHeading caption={periodWords(asked.period)}>Who looked at what</PageHeading>
      <Seals seals={seals} />
      <Filters {...props} />
      <p>
        {colleague ? (
          <>
            Only <Bdi>{colleague.name}</Bdi>.{' '}
          </>
        ) : null}
        {event ? `Only: ${eventWords(event)}. ` : null}
        To see who opened one person’s record, <a href="/people">search for the person</a>.
      </p>
      <EventsTable
        caption="What was done and seen, the newest first"
        events={log.events}
        empty={
          <EmptyState
            title={log.total > 0 ? 'There is nothing on this page' : 'Nothing was recorded in these days'}
          >
            <p>Choose other days, or leave out the filters.</p>
          </EmptyState>
        }
      />
      <Pagination
        page={page}
        pageSize={pageSize}
        total={log.total}
        things="entries"
        hrefFor={to => `/privacy?${filtered}&page=${to}`}
      />
    </Layout>
  );
};

const Seals = ({ seals }: { seals: SealState }): ReactElement => (
  <Grid narrow>
    <Stat
      value={seals.seals}
      of={null}
      label="Seals"
      note={
        seals.lastSealedAt
          ? `The last on ${formatInstant(instantOf(seals.lastSealedAt))}`
          : 'Nothing is sealed yet'
      }
    />
    <Stat
      value={seals.unsealed}
      of={null}
      label="Entries not sealed yet"
      note="Those of the last seconds. If the number grows, tell whoever runs the system."
    />
  </Grid>
);

const Filters = ({ asked, colleague, event, colleagues }: LogProps): ReactElement => (
  <Details summary="Choose days, a colleague or what was done" open={asked.errors !== null}>
    <Form
      action="/privacy"
      method="get"
      label="Filter"
      errors={asked.errors ?? undefined}
      values={{ ...asked.typed, colleague: colleague?.id ?? '', event: event ?? '' }}
    >
      <DateField name="from" label="First day" />
      <DateField name="to" label="Last day" />
      <SelectField
        name="colleague"
        label="Colleague"
        empty="Everybody"
        options={colleagues.map(each => ({
          value: each.id,
          label: `${each.name} (${roleWords(each.role)})`,
        }))}
      />
      <SelectField
        name="event"
        label="What was done"
        empty="Everything"
        options={Object.entries(EVENT_WORDS).map(([value, label]) => ({ value, label }))}
      />
      <SubmitButton variant="secondary">Show</SubmitButton>
    </Form>
  </Details>
);

const roleWords = (role: string): string => roleName(role as Parameters<typeof roleName>[0]).toLowerCase();

type PersonProps = Paged & { readonly person: PersonRecord; readonly log: AccessLog };

export const PersonAccessPage = ({ person, log, page, pageSize }: PersonProps): ReactElement => (
  <Layout title="Who opened a record" wide back={{ href: '/privacy', text: 'Who looked at what' }}>
    <PageHeading caption="Who looked at or changed the record of">
      <Bdi>{person.displayName}</Bdi>
    </PageHeading>
    <p>
      With their referrals, the messages about these, and records joined to theirs.{' '}
      <a href={`/people/${person.id}`}>Open the record</a>
    </p>
    <EventsTable
      caption="What was done and seen, the newest first"
      events={log.events}
      onePerson
      empty={
        <EmptyState
          title={log.total > 0 ? 'There is nothing on this page' : 'Nobody has opened this record yet'}
        />
      }
    />
    <Pagination
      page={page}
      pageSize={pageSize}
      total={log.total}
      things="entries"
      hrefFor={to => `/privacy/people/${person.id}?page=${to}`}
    />
  </Layout>
);
