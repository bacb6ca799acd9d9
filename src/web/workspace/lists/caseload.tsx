// The caseload: handler and page. The most opened page of all, so one query and little markup.
import type { ReactElement } from 'react';
import { dueStateIn, dueWordsIn } from '#link-workers';
import {
  CASELOAD_DUES,
  CASELOAD_PAGE,
  CASELOAD_SORTS,
  CASELOAD_STATES,
  type Caseload,
  type CaseloadAsked,
  type CaseloadPerson,
  loadCaseload,
} from '#overviews';
import {
  Bdi,
  type Column,
  type ColumnSort,
  EmptyState,
  FilterLinks,
  Layout,
  PageHeading,
  Pagination,
  Table,
  Tag,
  type TagMeaning,
} from '#ui';
import { type Answered, page, pageNumber, type Req } from '#web';
import { accountIdOf, agoWords, countOf } from '../words.ts';

export async function showCaseload(req: Req): Promise<Answered> {
  const asked: CaseloadAsked = {
    workerId: accountIdOf(req.actor),
    state: CASELOAD_STATES.find(state => state === req.query.state) ?? null,
    due: CASELOAD_DUES.find(due => due === req.query.due) ?? null,
    sort: CASELOAD_SORTS.find(sort => sort === req.query.sort) ?? 'due',
    page: pageNumber(req),
  };
  const caseload = await loadCaseload(req.ctx, asked);
  return page(<CaseloadPage caseload={caseload} asked={asked} />);
}

type Props = { readonly caseload: Caseload; readonly asked: CaseloadAsked };
type View = Pick<CaseloadAsked, 'state' | 'due' | 'sort'>;

/** Only what differs from the plain list is in the address. */
function hrefOf({ state, due, sort }: View, at = 1): string {
  const pairs = [
    ...(state ? [`state=${state}`] : []),
    ...(due ? [`due=${due}`] : []),
    ...(sort === 'due' ? [] : [`sort=${sort}`]),
    ...(at > 1 ? [`page=${at}`] : []),
  ];
  return pairs.length === 0 ? '/caseload' : `/caseload?${pairs.join('&')}`;
}

export const CaseloadPage = ({ caseload, asked }: Props): ReactElement => (
  <Layout title="Your caseload" wide>
    <PageHeading>Your caseload</PageHeading>
    <Filters caseload={caseload} asked={asked} />
    <Table
      caption="The people you support"
      captionHidden
      columns={columnsOf(asked)}
      rows={caseload.people}
      rowKey={person => person.personId}
      empty={<Nobody caseload={caseload} />}
    />
    <Pagination
      page={asked.page}
      pageSize={CASELOAD_PAGE}
      total={caseload.total}
      things="people"
      hrefFor={at => hrefOf(asked, at)}
    />
    <p>
      <a href="/your-profile">Your profile: languages, and whether new people may come to you</a>
    </p>
  </Layout>
);

const Filters = ({ caseload: { counts }, asked }: Props): ReactElement => {
  const { state, due, sort } = asked;
  const link = (text: string, count: number, view: Pick<View, 'state' | 'due'>) => ({
    text: `${text} (${count})`,
    href: hrefOf({ ...view, sort }),
    current: view.state === state && view.due === due,
  });
  return (
    <FilterLinks
      label="Show"
      links={[
        link('Everybody', counts.all, { state: null, due: null }),
        link('Overdue', counts.overdue, { state: null, due: 'overdue' }),
        link('Due today', counts.today, { state: null, due: 'today' }),
        link('Due within a week', counts.week, { state: null, due: 'week' }),
        link('Waiting to start', counts.waiting, { state: 'waiting', due: null }),
        link('Nothing planned', counts.none, { state: null, due: 'none' }),
      ]}
    />
  );
};

const Nobody = ({ caseload: { counts } }: { caseload: Caseload }): ReactElement =>
  counts.all === 0 ? (
    <EmptyState title="Nobody is on your caseload yet">
      <p>When a referral is given to you, the person is listed here with what to do next.</p>
    </EmptyState>
  ) : (
    <EmptyState title="Nobody here" action={<a href="/caseload">Show everybody</a>} />
  );

function columnsOf(asked: CaseloadAsked): Column<CaseloadPerson>[] {
  const sortOf = (name: 'due' | 'name' | 'since'): ColumnSort => {
    const order = asked.sort === name ? 'ascending' : asked.sort === `-${name}` ? 'descending' : null;
    return { order, href: hrefOf({ ...asked, sort: order === 'ascending' ? `-${name}` : name }) };
  };
  return [
    { heading: 'Name', rowHeader: true, sort: sortOf('name'), cell: nameOf },
    { heading: 'Language', cell: languageOf },
    { heading: 'State', sort: sortOf('since'), cell: stateOf },
    { heading: 'Next', sort: sortOf('due'), cell: nextOf },
    { heading: 'Last contact', cell: lastOf },
  ];
}

const nameOf = ({ personId, name }: CaseloadPerson): ReactElement => (
  <a href={`/people/${personId}`}>
    <Bdi>{name}</Bdi>
  </a>
);

const languageOf = ({ language, interpreter }: CaseloadPerson): ReactElement => (
  <>
    {language === null ? <span className="fb-missing">Not known yet</span> : <Bdi>{language}</Bdi>}
    {interpreter === 'needed' ? (
      <>
        <br />
        Interpreter needed
      </>
    ) : null}
  </>
);

const stateOf = ({ begun, daysHere }: CaseloadPerson): ReactElement => (
  <>
    <Tag meaning={begun ? 'active' : 'waiting'}>{begun ? 'Being supported' : 'Waiting'}</Tag>
    {daysHere === null ? null : (
      <>
        <br />
        {begun ? `With you for ${countOf(daysHere, 'day')}` : `Came to you ${agoWords(daysHere)}`}
      </>
    )}
  </>
);

const DUE_MEANINGS: Record<'overdue' | 'today', TagMeaning> = { overdue: 'urgent', today: 'attention' };

const nextOf = ({ nextTask }: CaseloadPerson): ReactElement => {
  if (nextTask === null) return <Tag meaning="attention">Nothing planned</Tag>;
  const state = dueStateIn(nextTask.dueInDays);
  const words = dueWordsIn(nextTask.dueInDays);
  return (
    <>
      <Bdi>{nextTask.title}</Bdi>
      <br />
      {state === 'later' ? words : <Tag meaning={DUE_MEANINGS[state]}>{words}</Tag>}
    </>
  );
};

const lastOf = ({ lastContact }: CaseloadPerson): ReactElement | string => {
  if (lastContact === null) return <span className="fb-missing">None yet</span>;
  const ago = agoWords(lastContact.daysAgo);
  return lastContact.reached === 'reached' ? ago : `Tried ${ago}`;
};
