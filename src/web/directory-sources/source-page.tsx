// One source: how its last reading went, what can be done about it, and what of it could not be taken and why.
import { type ListedSource, loadSourceProblems, type RunProgress, type SourceProblems } from '#directory';
import { formatDay } from '#kernel';
import {
  Bdi,
  ButtonForm,
  ButtonGroup,
  InsetText,
  Layout,
  PageHeading,
  Pagination,
  SummaryList,
  Table,
} from '#ui';
import { type Answered, notFound, page, type Req } from '#web';
import { count, LastRun, pageOf, ROOT, timeOf, whenNext } from './sources.tsx';

/** Why a run ended badly, as `error` of the run says it. */
const ERRORS: Readonly<Record<string, string>> = {
  'empty-feed': 'the list was empty, so nothing was marked as no longer listed',
  'cut-off': 'it was cut off and not gone on with in time',
  'timed-out': 'it did not answer in time',
  'too-large': 'a page was larger than is allowed',
  'too-many-redirects': 'it sends from one address to the next without end',
  'private-address': 'it leads to a private network',
  'not-reached': 'nobody answers at its address',
  'refused-by-server': 'its server refuses to list its services',
  'not-open-referral': 'what is there is no list of services',
  'fewer-listed-than-said':
    'it listed fewer services than it says there are, so nothing was marked as no longer listed',
};

/** Why a record or field was dropped or changed, where the reason itself would not be understood. */
const REASONS: Readonly<Record<string, string>> = {
  internal: 'only for the people of its own organisation, so that searches leave it out',
  'outside-uk': 'outside the United Kingdom, so that searches leave it out',
  placeholder: 'filled in with something that means nothing',
  'says-nothing': 'empty',
  'names-no-language': 'names no language',
  'offset-assumed': 'says no time zone, so UK time is assumed',
  'not-an-instant': 'not a day and time',
  'not-a-record': 'not a record that can be read',
  'not-storable': 'cannot be kept as it is written',
  'not-known': 'not one of the answers that are known',
  'point-swapped': 'latitude and longitude were swapped; put right',
  'point-outside-uk': 'a point outside the United Kingdom',
  'ages-crossed': 'the least age is above the greatest',
  'more-than-one': 'more than one is given; the first is kept',
  'detail-not-fetched': 'its own page could not be read',
  'listed-twice': 'listed twice; the first is kept',
  'listed-by-another-source': 'here already from another source, which stays as it is',
  'no-organisation': 'says nothing of its organisation but perhaps a number',
  'unknown-country': 'names no country that is known; taken to be in the United Kingdom',
};

/** Other kebab-case reasons as words: 'not-a-web-address' → 'not a web address'. */
const inWords = (reason: string): string => REASONS[reason] ?? ERRORS[reason] ?? reason.replaceAll('-', ' ');

/** '2026-02-10' as a day; a source may also say only a year. */
const asOfWords = (asOf: string): string => (/^\d{4}-\d\d-\d\d$/.test(asOf) ? formatDay(asOf) : asOf);

type ProgressProps = { readonly progress: RunProgress; readonly source: string; readonly now: number };

const Progress = ({ progress, source, now }: ProgressProps) => {
  const { pages, totalPages, services, lastPageAt } = progress;
  const ofPages = totalPages === null ? '' : ` of ${count.format(totalPages)}`;
  const quiet = now - lastPageAt.getTime() > 10 * 60_000;
  return (
    <InsetText>
      <p>
        It is being read now: {count.format(pages)}
        {ofPages} pages so far, with {count.format(services)} services. The last page came{' '}
        {timeOf(lastPageAt)}.
        {quiet ? ' Nothing has come since. If it was cut off, it goes on there when it is read again.' : ''}
      </p>
      <p>
        <a href={`${ROOT}/sources/${source}`}>See how far it is now</a>
      </p>
    </InsetText>
  );
};

const Actions = ({ source }: { readonly source: ListedSource }) => {
  const base = `${ROOT}/sources/${source.id}`;
  const waits = source.requestedAt !== null || source.lastRun?.state === 'running';
  return (
    <ButtonGroup>
      {source.isFeed && !waits ? <ButtonForm action={`${base}/run`}>Read it now</ButtonForm> : null}
      {source.isFeed ? (
        <ButtonForm action={`${base}/${source.pausedAt ? 'resume' : 'pause'}`} variant="secondary">
          {source.pausedAt ? 'Let it be read by itself again' : 'Pause'}
        </ButtonForm>
      ) : null}
      {source.removedAt ? null : <a href={`${base}/remove`}>Take its services out</a>}
    </ButtonGroup>
  );
};

type Props = SourceProblems & { readonly shown: number; readonly now: number };

const summaryOf = (source: ListedSource) => [
  { key: 'Address or file', value: <Bdi>{source.url}</Bdi> },
  { key: 'Licence', value: <Bdi>{source.licence}</Bdi> },
  { key: 'Dated', value: asOfWords(source.asOf) },
  { key: 'Services', value: count.format(source.services) },
  {
    key: 'No longer listed by it',
    value: source.missing === 0 ? 'None' : `${count.format(source.missing)}. They are kept, and marked.`,
  },
  { key: 'Last read', value: <LastRun run={source.lastRun} /> },
  ...(source.lastRun?.error ? [{ key: 'What went wrong', value: inWords(source.lastRun.error) }] : []),
  { key: 'Next', value: whenNext(source) },
  ...(source.pausedAt ? [{ key: 'Paused', value: timeOf(source.pausedAt) }] : []),
  ...(source.removedAt ? [{ key: 'Services taken out', value: timeOf(source.removedAt) }] : []),
];

const nothingTold = ({ lastRun, removedAt }: ListedSource): string => {
  if (removedAt) return 'Its services were taken out, with what was noted about them';
  if (lastRun?.state === 'running') return 'Nothing has been noted so far';
  return lastRun?.state === 'done' || lastRun?.state === 'not-changed'
    ? 'Everything was taken as it was'
    : 'Nothing has been noted';
};

const SourcePage = ({ source, progress, problems, total, pageSize, shown, now }: Props) => (
  <Layout title={source.name} back={ROOT} wide>
    <PageHeading caption="Where services come from">
      <Bdi>{source.name}</Bdi>
    </PageHeading>
    {progress ? <Progress progress={progress} source={source.id} now={now} /> : null}
    <SummaryList rows={summaryOf(source)} />
    <Actions source={source} />
    <Table
      caption="What was dropped or changed, and why"
      rows={problems.map((problem, index) => ({ ...problem, index }))}
      rowKey={row => String(row.index)}
      empty={nothingTold(source)}
      columns={[
        { heading: 'Record', rowHeader: true, cell: row => <Bdi>{row.record}</Bdi> },
        { heading: 'Field', cell: row => <Bdi>{row.field}</Bdi> },
        { heading: 'Why', cell: row => inWords(row.reason) },
        {
          heading: 'What it said',
          // An address has no spaces: it breaks anywhere rather than make the page wider.
          cell: row => (
            <span className="fb-reference">
              <Bdi>{row.value}</Bdi>
            </span>
          ),
        },
      ]}
    />
    <Pagination
      page={shown}
      pageSize={pageSize}
      total={total}
      things="notes"
      hrefFor={to => `${ROOT}/sources/${source.id}?page=${to}`}
    />
  </Layout>
);

export async function showSource(req: Req): Promise<Answered> {
  const shown = pageOf(req);
  const found = await loadSourceProblems(req.ctx, req.params.source ?? '', shown);
  const now = req.ctx.clock().epochMilliseconds;
  return found ? page(<SourcePage {...found} shown={shown} now={now} />) : notFound();
}
