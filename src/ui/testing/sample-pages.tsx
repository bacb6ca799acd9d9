// Pages that use every part once, with the states that matter: wrong, empty, long, right to left. For tests only.

import type { ReactElement } from 'react';
import {
  Bdi,
  ButtonForm,
  ButtonLink,
  Card,
  Columns,
  Confirmation,
  Details,
  EmptyState,
  ExpiredFormPage,
  FilterLinks,
  ForbiddenPage,
  Grid,
  InsetText,
  Layout,
  NotFoundPage,
  type PageChrome,
  PageHeading,
  Pagination,
  ProblemPage,
  plainChrome,
  Stat,
  SummaryList,
  sortBy,
  Table,
  Tag,
  TaskList,
  Timeline,
  TooManyRequestsPage,
  WarningCallout,
} from '../index.ts';
import { FormPage } from './sample-form.tsx';

export const staffChrome: PageChrome = {
  ...plainChrome,
  csrfToken: 'token-1',
  actorName: 'Amina Okoro',
  actorRole: 'Link worker',
  organisationName: 'Southfield Primary Care Network',
  path: '/work',
  demonstration: true,
  nav: [
    { href: '/work', text: 'My people', current: true },
    { href: '/referrals', text: 'Referrals' },
  ],
  signOutHref: '/sign-out',
  accountHref: '/account',
  footerLinks: [{ href: '/privacy', text: 'Privacy' }],
};

export const arabicChrome: PageChrome = {
  ...plainChrome,
  csrfToken: 'token-2',
  language: 'ar',
  direction: 'rtl',
  quickExitHref: 'https://www.bbc.co.uk/weather',
  languages: [
    { href: '?language=en', language: 'en', direction: 'ltr', name: 'English' },
    { href: '?language=ar', language: 'ar', direction: 'rtl', name: 'العربية' },
  ],
  words: { back: 'رجوع', problem: 'هناك مشكلة', error: 'خطأ', day: 'اليوم', month: 'الشهر', year: 'السنة' },
};

const people = [
  { id: 'p1', name: 'Nour Haddad', state: 'waiting', days: 12 },
  { id: 'p2', name: 'محمد الأحمد', state: 'active', days: 45 },
] as const;

const sortedByName = { by: 'name', order: 'ascending' } as const;

const PeopleTable = () => (
  <Table
    caption="People you work with"
    rows={people}
    rowKey={row => row.id}
    columns={[
      {
        heading: 'Name',
        rowHeader: true,
        sort: sortBy('name', sortedByName, sort => `?sort=${sort}`),
        cell: row => (
          <a href={`/people/${row.id}`}>
            <Bdi>{row.name}</Bdi>
          </a>
        ),
      },
      { heading: 'State', cell: row => <Tag meaning={row.state}>{row.state}</Tag> },
      { heading: 'Days', numeric: true, cell: row => row.days },
      { heading: 'Act', headingHidden: true, cell: row => <a href={`/open/${row.id}`}>Open</a> },
    ]}
  />
);

export const ListPage = () => (
  <Layout title="My people" wide success="The plan was saved.">
    <PageHeading>My people</PageHeading>
    <Grid narrow>
      <Stat value={23} of={41} label="Seen in time" note="2 with no date" />
      <Stat value={null} of={9} label="Felt less lonely" note="Too few people to show" />
    </Grid>
    <FilterLinks
      label="Which people"
      links={[
        { href: '?state=open', text: 'Under way', current: true },
        { href: '?state=all', text: 'All', current: false },
      ]}
    />
    <PeopleTable />
    <Pagination page={7} pageSize={20} total={214} things="people" hrefFor={page => `?page=${page}`} />
    <Table
      compact
      caption="By language"
      rows={[{ language: 'Dari', count: 12 }]}
      columns={[
        { heading: 'Language', rowHeader: true, cell: row => row.language },
        { heading: 'People', numeric: true, cell: row => row.count },
      ]}
    />
    <EmptyState title="No referrals wait" action={<ButtonLink href="/new">Add one</ButtonLink>} />
  </Layout>
);

const ToDo = () => (
  <>
    <h2>To do</h2>
    <TaskList
      tasks={[
        { id: 'safe', text: 'Agree safe contact', href: '/safe', status: { text: 'Done' } },
        {
          id: 'ask',
          text: 'Ask',
          href: '/ask',
          hint: 'Booked',
          status: { text: 'New', meaning: 'new' },
        },
        { id: 'plan', text: 'Plan', status: { text: 'Cannot start yet' } },
      ]}
    />
    <Card heading="Services nearby" href="/services">
      Seven within two miles.
    </Card>
  </>
);

export const RecordPage = () => (
  <Layout title="Nour Haddad" wide back={{ href: '/work', text: 'My people' }}>
    <PageHeading caption="Referral from Dr Patel">Nour Haddad</PageHeading>
    <Columns sideLabel="What to do next" side={<ToDo />}>
      <WarningCallout heading="Important: safe contact">Do not leave a message.</WarningCallout>
      <SummaryList
        rows={[
          { key: 'Born', value: <Bdi>1988</Bdi>, actions: [{ href: '/born', text: 'Change' }] },
          { key: 'Language', value: null, actions: [{ href: '/language', text: 'Add' }] },
          { key: 'NHS number', value: '', missing: 'Not known' },
        ]}
      />
      <InsetText>Nour asked for a woman to talk to.</InsetText>
      <Details summary="Why we ask">It helps us find the right service.</Details>
      <h2>What happened</h2>
      <Timeline
        entries={[
          { key: '1', title: 'Accepted', when: '3 March 2026', dateTime: '2026-03-03', by: 'Amina Okoro' },
          { key: '2', title: 'Received', when: '2 March 2026', children: <p>By email.</p> },
        ]}
      />
      <ButtonForm action="/done" variant="secondary" hidden={{ id: 'r1' }}>
        Mark as done
      </ButtonForm>
    </Columns>
  </Layout>
);

const SentPage = () => (
  <Layout title="Referral sent">
    <Confirmation title="Referral sent">
      Your reference is <Bdi>FB-4821</Bdi>
    </Confirmation>
    <p className="nhsuk-lede-text">We will answer within two working days.</p>
  </Layout>
);

export const samplePages: Readonly<Record<string, readonly [ReactElement, PageChrome]>> = {
  form: [<FormPage key="form" />, staffChrome],
  'form, right to left': [<FormPage key="rtl" />, arabicChrome],
  sent: [<SentPage key="sent" />, plainChrome],
  list: [<ListPage key="list" />, staffChrome],
  record: [<RecordPage key="record" />, staffChrome],
  'signed out': [<RecordPage key="out" />, { ...plainChrome, signInHref: '/sign-in' }],
  'not found': [<NotFoundPage key="404" scope="public" />, plainChrome],
  'not allowed': [<ForbiddenPage key="403" scope="staff" />, staffChrome],
  'too many': [<TooManyRequestsPage key="429" scope="public" retryAfterSeconds={61} />, plainChrome],
  problem: [<ProblemPage key="500" scope="public" reference="req-8f31" />, plainChrome],
  'old form': [<ExpiredFormPage key="csrf" scope="staff" backHref="/refer" />, staffChrome],
};
