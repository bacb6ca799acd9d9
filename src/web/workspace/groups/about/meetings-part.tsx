// When a group meets: the next meetings with what can be done with each, and the last ones with who came.
import type { ReactElement } from 'react';
import { Temporal } from 'temporal-polyfill';
import type { ListedSession } from '#groups';
import { Bdi, ButtonGroup, ButtonLink, EmptyState, Tag } from '#ui';
import { countOf } from '../../words.ts';
import { groupHref, sessionHref, timeWords } from '../words.ts';
import type { GroupPageProps } from './props.ts';

export const MeetingsPart = ({ group, runs, next, past }: GroupPageProps): ReactElement => (
  <section aria-labelledby="meetings">
    <h2 id="meetings">Next meetings</h2>
    {next.sessions.length === 0 ? (
      <EmptyState title="No date is planned">
        {runs ? <p>Add the dates on which it meets.</p> : null}
      </EmptyState>
    ) : (
      <ul className="nhsuk-list fb-plain-list">
        {next.sessions.map(session => (
          <Meeting key={session.id} session={session} runs={runs} past={false} />
        ))}
      </ul>
    )}
    <ButtonGroup>
      {runs && group.joining !== 'ended' ? (
        <ButtonLink href={groupHref(group, '/dates/new')} variant="secondary" small>
          Add dates
        </ButtonLink>
      ) : null}
      {next.total + past.total > 0 ? (
        <a href={groupHref(group, '/dates')}>
          {countOf(next.total + past.total, 'meeting')} in all, also those that are over
        </a>
      ) : null}
      {next.total > 0 ? <a href={groupHref(group, '/calendar.ics')}>Calendar file</a> : null}
    </ButtonGroup>
    {past.sessions.length > 0 && runs ? (
      <>
        <h3>Last meetings</h3>
        <ul className="nhsuk-list fb-plain-list">
          {past.sessions.map(session => (
            <Meeting key={session.id} session={session} runs={runs} past />
          ))}
        </ul>
      </>
    ) : null}
  </section>
);

type MeetingProps = {
  readonly session: ListedSession;
  readonly runs: boolean;
  readonly past: boolean;
};

/** One meeting with its state in words; links for those who run the group. */
export const Meeting = ({ session, runs, past }: MeetingProps): ReactElement => (
  <li>
    {runs ? <a href={sessionHref(session)}>{timeWords(session)}</a> : timeWords(session)}{' '}
    <Standing session={session} runs={runs} past={past} />
    {session.reason === '' ? null : (
      <div className="nhsuk-hint">
        <Bdi>{session.reason}</Bdi>
      </div>
    )}
  </li>
);

const Standing = ({ session, runs, past }: MeetingProps): ReactElement | null => {
  const { state, takenAt, plannedFor, startsAt, came, sentWord, didNotCome } = session;
  if (state === 'called_off') return <Tag meaning="stopped">Called off</Tag>;
  const moved = Temporal.Instant.compare(plannedFor, startsAt) !== 0;
  return (
    <>
      {moved ? <Tag meaning="attention">Moved</Tag> : null}
      {takenAt && runs ? (
        <span>
          Came: {came} of {came + sentWord + didNotCome} marked
        </span>
      ) : null}
      {past && runs && takenAt === null ? <Tag meaning="attention">Register not filled in</Tag> : null}
    </>
  );
};
