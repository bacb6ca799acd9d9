// Searching for a person, and who was found.
import type { ReactElement } from 'react';
import { formatDay, formatNhsNumber, formatPartialDate, instantOf, londonDay } from '#kernel';
import type { Standing } from '#overviews';
import type { PersonSummary } from '#people';
import {
  Bdi,
  type Column,
  EmptyState,
  Form,
  Layout,
  PageHeading,
  Pagination,
  SubmitButton,
  Table,
  TextField,
} from '#ui';
import { type FieldErrors, type FormInput, StateTag } from '#web';

type Row = PersonSummary & { readonly href: string; readonly standing: Standing | null };

type Props = {
  readonly typed?: FormInput | undefined;
  readonly errors?: FieldErrors | undefined;
  readonly found?: {
    readonly rows: readonly Row[];
    readonly total: number;
    readonly page: number;
    readonly pageSize: number;
    readonly sealed: string;
  };
};

const COLUMNS: readonly Column<Row>[] = [
  {
    heading: 'Name',
    rowHeader: true,
    cell: row => (
      <a href={row.href}>
        <Bdi>{row.displayName}</Bdi>
      </a>
    ),
  },
  { heading: 'Born', cell: row => (row.birthDate ? formatPartialDate(row.birthDate) : 'Not known') },
  { heading: 'NHS number', cell: row => (row.nhsNumber ? formatNhsNumber(row.nhsNumber) : 'None here') },
  { heading: 'Team', cell: row => row.standing?.teamName ?? '' },
  {
    heading: 'Newest referral',
    cell: ({ standing }) =>
      standing?.state && standing.receivedAt ? (
        <>
          <StateTag state={standing.state} /> {formatDay(londonDay(instantOf(standing.receivedAt)))}
        </>
      ) : (
        'None'
      ),
  },
  {
    heading: 'Link worker',
    cell: row => (row.standing?.workerName ? <Bdi>{row.standing.workerName}</Bdi> : ''),
  },
];

export const PeoplePage = ({ typed, errors, found }: Props): ReactElement => (
  <Layout title="People" wide errors={errors}>
    <PageHeading>People</PageHeading>
    <Form action="/people/search" values={typed} errors={errors} label="Search for a person">
      <TextField
        name="search"
        label="Name, phone number or NHS number"
        hint="Any script, any spelling: Mohammed also finds Muhammad and محمد. What you type does not show in the address."
        type="search"
        width={30}
        autoComplete="off"
      />
      <SubmitButton>Search</SubmitButton>
    </Form>
    {found ? <Found {...found} /> : null}
  </Layout>
);

const Found = ({ rows, total, page, pageSize, sealed }: NonNullable<Props['found']>): ReactElement => (
  <>
    <Table
      caption={total === 1 ? '1 person found' : `${total} people found`}
      columns={COLUMNS}
      rows={rows}
      rowKey={row => row.id}
      empty={
        <EmptyState title={total > 0 ? 'There is nothing on this page' : 'Nobody was found'}>
          <p>Try one name only, another spelling, or a phone number. You find the people you may see.</p>
        </EmptyState>
      }
    />
    <Pagination
      page={page}
      pageSize={pageSize}
      total={total}
      things="people"
      hrefFor={to => `/people/found?search=${sealed}&page=${to}`}
    />
  </>
);
