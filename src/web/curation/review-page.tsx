// What to check next: entries by use and age, with one click to record that one is right.
import type { ReactElement } from 'react';
import {
  BAND_WORDS,
  PARTS_ASKED,
  pickedInWords,
  REVIEW_SHOWS,
  REVIEW_SORTS,
  type ReviewRow,
  type ReviewShow,
  type ReviewSort,
  type StaffMethod,
} from '#directory';
import { formatDay } from '#kernel';
import {
  Bdi,
  ButtonForm,
  type Column,
  EmptyState,
  FilterLinks,
  Layout,
  PageHeading,
  Pagination,
  Table,
  Tag,
  type TagMeaning,
} from '#ui';
import { PhoneLink } from '#web';

export const ROOT = '/admin/directory';

export type ReviewAsked = { readonly sort: ReviewSort; readonly show: ReviewShow; readonly page: number };

export const reviewHref = ({ sort, show, page }: ReviewAsked): string => {
  const pairs = new URLSearchParams();
  if (sort !== 'priority') pairs.set('sort', sort);
  if (show !== 'all') pairs.set('show', show);
  if (page > 1) pairs.set('page', String(page));
  return `${ROOT}/review${pairs.size > 0 ? `?${pairs}` : ''}`;
};

/** From an address or a form; what is none of ours is the first choice. */
export const reviewAsked = (fields: Readonly<Record<string, unknown>>): ReviewAsked => {
  const page = Number(fields.page);
  return {
    sort: REVIEW_SORTS.find(sort => sort === fields.sort) ?? 'priority',
    show: REVIEW_SHOWS.find(show => show === fields.show) ?? 'all',
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
  };
};

const MEANINGS: Readonly<Record<ReviewRow['band'], TagMeaning>> = {
  0: 'active',
  1: 'waiting',
  2: 'attention',
};

const SORT_WORDS: Readonly<Record<ReviewSort, string>> = {
  priority: 'Most worth checking',
  due: 'Longest overdue',
  score: 'Least trusted',
  gaps: 'Most missing',
};
const SHOW_WORDS: Readonly<Record<ReviewShow, string>> = {
  all: 'All',
  disputed: 'Disputed',
  due: 'Check is due',
};

type Props = {
  readonly asked: ReviewAsked;
  readonly rows: readonly ReviewRow[];
  readonly total: number;
  readonly pageSize: number;
  /** Administrators look after entries; managers record checks. */
  readonly curates: boolean;
};

const Name = ({ row, curates }: { readonly row: ReviewRow; readonly curates: boolean }): ReactElement => (
  <>
    <a href={curates ? `${ROOT}/services/${row.id}` : `/directory/services/${row.id}`}>
      <Bdi>{row.name}</Bdi>
    </a>
    <br />
    <span className="fb-missing">
      <Bdi>{row.source}</Bdi>
      {row.missing ? ', which no longer lists it' : ''}
    </span>
  </>
);

/** What speaks against it: the score, what is disputed, what is missing. */
const Trust = ({ row }: { readonly row: ReviewRow }): ReactElement => (
  <>
    {row.score} of 100 <Tag meaning={MEANINGS[row.band]}>{BAND_WORDS[row.band]}</Tag>
    <br />
    {row.disputed === 0 ? null : <Tag meaning="attention">{row.disputed} disputed</Tag>}{' '}
    {row.gaps === 0 ? null : `${row.gaps} of ${PARTS_ASKED} missing`}
  </>
);

const Due = ({ row }: { readonly row: ReviewRow }): ReactElement => (
  <>
    {formatDay(row.dueOn)}
    <br />
    {row.checkedOn === null ? 'Never checked' : `Checked ${formatDay(row.checkedOn)}`}
    <br />
    {row.picked === 0 ? 'Not picked' : `Picked ${pickedInWords(row.picked).toLowerCase()}`}
  </>
);

type CheckProps = { readonly row: ReviewRow; readonly asked: ReviewAsked };

type Way = { readonly method: StaffMethod; readonly words: string; readonly reach: ReactElement };

/** The number to ring; where there is none, the website to look at, or where to write to. */
function wayOf({ name, phone, url, email }: ReviewRow): Way | null {
  if (phone !== null) {
    const extension = phone.extension === null ? '' : `, extension ${phone.extension}`;
    const reach = (
      <>
        <PhoneLink number={phone.number} />
        {extension}
      </>
    );
    return { method: 'phone', words: 'Right, by phone', reach };
  }
  if (url !== null) {
    const reach = (
      <a href={url} rel="noreferrer noopener nofollow">
        Its website<span className="nhsuk-u-visually-hidden">: {name}</span>
      </a>
    );
    return { method: 'website', words: 'Right, on its website', reach };
  }
  if (email === null) return null;
  return { method: 'email', words: 'Right, by email', reach: <a href={`mailto:${email}`}>{email}</a> };
}

/** The way to ask, and the button for when it was right. Where there is none, nobody can have asked. */
const Ask = ({ row, asked }: CheckProps): ReactElement => {
  const way = wayOf(row);
  if (way === null) return <span className="fb-missing">No number, website or email here</span>;
  return (
    <div className="fb-row-actions">
      <span>{way.reach}</span>
      <ButtonForm
        action={`${ROOT}/services/${row.id}/check`}
        hidden={{ method: way.method, sort: asked.sort, show: asked.show, page: String(asked.page) }}
        variant="secondary"
        small
      >
        {way.words}
        <span className="nhsuk-u-visually-hidden">: {row.name}</span>
      </ButtonForm>
    </div>
  );
};

const columnsOf = ({ asked, curates }: Props): readonly Column<ReviewRow>[] => [
  { heading: 'Service', rowHeader: true, cell: row => <Name row={row} curates={curates} /> },
  { heading: 'Trust', cell: row => <Trust row={row} /> },
  { heading: 'Check due', cell: row => <Due row={row} /> },
  { heading: 'Ask', cell: row => <Ask row={row} asked={asked} /> },
];

export const ReviewPage = (props: Props): ReactElement => {
  const { asked, rows, total, pageSize, curates } = props;
  return (
    <Layout title="What to check next" {...(curates ? { back: ROOT } : {})} wide>
      <PageHeading>What to check next</PageHeading>
      <p>
        First comes what is picked often and cannot be trusted much. “Right, by phone” records that you rang
        and everything is right; where no number is known, look at the website or write. For another way to
        check, or if something is wrong, open the service. How often it was picked is of the last half year.
      </p>
      <FilterLinks
        label="Which services"
        links={REVIEW_SHOWS.map(show => ({
          href: reviewHref({ ...asked, show, page: 1 }),
          text: SHOW_WORDS[show],
          current: show === asked.show,
        }))}
      />
      <FilterLinks
        label="In which order"
        links={REVIEW_SORTS.map(sort => ({
          href: reviewHref({ ...asked, sort, page: 1 }),
          text: SORT_WORDS[sort],
          current: sort === asked.sort,
        }))}
      />
      <Table
        caption={SORT_WORDS[asked.sort]}
        rows={rows}
        rowKey={({ id }) => id}
        columns={columnsOf(props)}
        empty={
          total > 0 ? (
            <EmptyState title="This page is empty" />
          ) : (
            <EmptyState title="Nothing to check">
              <p>New entries come onto this list within a few minutes.</p>
            </EmptyState>
          )
        }
      />
      <Pagination
        page={asked.page}
        pageSize={pageSize}
        total={total}
        things="services"
        hrefFor={page => reviewHref({ ...asked, page })}
      />
    </Layout>
  );
};
