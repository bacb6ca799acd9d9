// Pages that use every part once, with the states that matter: wrong, empty, long, right to left. For tests only.

import type { ReactElement } from 'react';
import {
  Bdi,
  ButtonForm,
  ButtonGroup,
  ButtonLink,
  Card,
  CheckboxesField,
  Columns,
  Confirmation,
  DateField,
  Details,
  EmptyState,
  ExpiredFormPage,
  FilterLinks,
  ForbiddenPage,
  Form,
  Grid,
  HiddenField,
  InsetText,
  Layout,
  NotFoundPage,
  NumberField,
  type PageChrome,
  PageHeading,
  Pagination,
  PartialDateField,
  PasswordField,
  ProblemPage,
  plainChrome,
  RadiosField,
  SelectField,
  Stat,
  SubmitButton,
  SummaryList,
  sortBy,
  Table,
  Tag,
  TaskList,
  TextAreaField,
  TextField,
  Timeline,
  TooManyRequestsPage,
  WarningCallout,
} from '../index.ts';

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

export const errors = {
  'full-name': 'Enter a name',
  phone: 'Enter a phone number',
  born: 'Enter a real date, or leave it empty',
  contact: 'Choose how we may get in touch',
  needs: 'Tick at least one',
  language: 'Choose a language',
  story: 'Tell us in 500 letters or fewer',
  password: 'Enter the password',
};

export const values = {
  'full-name': '<b>Nour</b> "Haddad"',
  'born-day': '31',
  'born-month': '2',
  'born-year': '1988',
  contact: 'text',
  needs: ['gp', 'english'],
  language: 'prs',
  story: 'Came in 2024',
  password: 'secret',
};

const ContactFields = () => (
  <>
    <TextField name="full-name" label="Full name" hint="One name is fine." autoComplete="name" />
    <TextField name="phone" label="Phone" type="tel" inputMode="tel" autoComplete="tel" width={20} />
    <TextField name="spoken" label="Main language" suggestions={['Dari', 'Tigrinya']} />
    <NumberField name="household" label="People at home" width={3} suffix="people" />
    <PartialDateField
      name="born"
      label="Date of birth"
      hint="Leave out what you do not know."
      wrong={['day']}
    />
    <RadiosField
      name="contact"
      label="How may we get in touch?"
      options={[
        { value: 'phone', label: 'Phone', conditional: <TextField name="call-when" label="When?" /> },
        { value: 'text', label: 'Text', hint: 'We never say why in the text' },
        { value: 'none', label: 'Not at all', divider: 'or' },
      ]}
    />
  </>
);

const NeedFields = () => (
  <>
    <CheckboxesField
      name="needs"
      label="What would help?"
      legendSize="m"
      hint="Tick all that matter."
      groups={[
        { heading: 'Health', options: [{ value: 'gp', label: 'Registering with a GP' }] },
        {
          heading: 'Life here',
          hint: 'Outside the clinic',
          options: [
            { value: 'english', label: 'Learning English' },
            { value: 'none', label: 'None of these', exclusive: true, divider: 'or' },
          ],
        },
      ]}
    />
    <SelectField
      name="language"
      label="Language for letters"
      options={[{ value: 'en', label: 'English' }]}
      groups={[{ heading: 'Others', options: [{ value: 'prs', label: 'Dari' }] }]}
    />
    <DateField name="seen" label="Date of the talk" />
    <TextAreaField name="story" label="What matters to them?" maxLength={500} />
    <TextAreaField name="note" label="Anything else?" />
    <PasswordField name="password" label="Password" />
  </>
);

export const FormPage = () => (
  <Layout title="Refer a person" back="/start" errors={errors}>
    <PageHeading caption="Step 1 of 3">Refer a person</PageHeading>
    <Form action="/refer" errors={errors} values={values}>
      <ContactFields />
      <NeedFields />
      <HiddenField name="draft" value="d1" />
      <ButtonGroup>
        <SubmitButton>Save</SubmitButton>
        <SubmitButton variant="secondary" name="act" value="later">
          Save for later
        </SubmitButton>
        <a href="/cancel">Cancel</a>
      </ButtonGroup>
    </Form>
  </Layout>
);

const people = [
  { id: 'p1', name: 'Nour Haddad', state: 'waiting', days: 12 },
  { id: 'p2', name: 'محمد الأحمد', state: 'active', days: 45 },
] as const;

const sortedByName = { by: 'name', order: 'ascending' } as const;

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

export const RecordPage = () => (
  <Layout title="Nour Haddad" wide back={{ href: '/work', text: 'My people' }}>
    <PageHeading caption="Referral from Dr Patel">Nour Haddad</PageHeading>
    <Columns
      sideLabel="What to do next"
      side={
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
      }
    >
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
