// Where the directory comes from: each source with its numbers, its last import and the next.
import { type ListedSource, listSources, type SourcesPage } from '#directory';
import { formatInstant, instantOf } from '#kernel';
import { Bdi, Layout, PageHeading, Pagination, Table, Tag } from '#ui';
import { type Answered, page, type Req } from '#web';

export const ROOT = '/admin/directory';

export const pageOf = (req: Req): number =>
  /^[1-9]\d{0,4}$/.test(req.query.page ?? '') ? Number(req.query.page) : 1;

export const count = new Intl.NumberFormat('en-GB');

export const timeOf = (date: Date): string => formatInstant(instantOf(date));

const STATES: Readonly<
  Record<string, { readonly text: string; readonly meaning: 'active' | 'waiting' | 'stopped' }>
> = {
  done: { text: 'Done', meaning: 'active' },
  'not-changed': { text: 'Nothing new', meaning: 'active' },
  running: { text: 'Under way', meaning: 'waiting' },
  partly: { text: 'In part', meaning: 'waiting' },
  failed: { text: 'Failed', meaning: 'stopped' },
};

export const LastRun = ({ run }: { readonly run: ListedSource['lastRun'] }) => {
  if (run === null) return <>Never</>;
  const state = STATES[run.state];
  return (
    <>
      {timeOf(run.at)} {state ? <Tag meaning={state.meaning}>{state.text}</Tag> : null}
    </>
  );
};

export const whenNext = ({ nextRefresh, pausedAt, requestedAt, lastRun }: ListedSource): string => {
  if (lastRun?.state === 'running') return 'Being read now';
  if (requestedAt) return 'Within a minute';
  if (pausedAt) return 'Paused';
  return nextRefresh ? timeOf(nextRefresh) : 'Not by itself';
};

const wordsWaiting = (waiting: number): string => {
  if (waiting === 0) return 'Words that were explained';
  return waiting === 1
    ? '1 word waits for you to say what it means'
    : `${count.format(waiting)} words wait for you to say what they mean`;
};

const SourcesList = ({ shown, ...listed }: SourcesPage & { readonly shown: number }) => (
  <Layout title="Where services come from" back="/admin" wide>
    <PageHeading>Where services come from</PageHeading>
    <p>
      The list of services is brought in from other lists. A list on the web can be read again by itself.
      Whoever runs Footbridge adds one with the command <code>npx footbridge import directory</code>.
    </p>
    <p>
      <a href={`${ROOT}/words`}>{wordsWaiting(listed.waiting)}</a>
    </p>
    <p>
      <a href={`${ROOT}/review`}>What to check next</a>
      {' · '}
      <a href={`${ROOT}/duplicates`}>Entries that may be the same</a>
    </p>
    <Table
      caption="Sources"
      rows={listed.sources}
      rowKey={row => row.id}
      empty="No services have been brought in yet"
      columns={[
        {
          heading: 'Name',
          rowHeader: true,
          cell: row => (
            <a href={`${ROOT}/sources/${row.id}`}>
              <Bdi>{row.name}</Bdi>
            </a>
          ),
        },
        { heading: 'Services', numeric: true, cell: row => count.format(row.services) },
        { heading: 'No longer listed', numeric: true, cell: row => count.format(row.missing) },
        { heading: 'Last read', cell: row => <LastRun run={row.lastRun} /> },
        { heading: 'Next', cell: whenNext },
      ]}
    />
    <Pagination
      page={shown}
      pageSize={listed.pageSize}
      total={listed.total}
      things="sources"
      hrefFor={to => `${ROOT}?page=${to}`}
    />
  </Layout>
);

export async function showSources(req: Req): Promise<Answered> {
  const shown = pageOf(req);
  return page(<SourcesList {...(await listSources(req.ctx, shown))} shown={shown} />);
}
