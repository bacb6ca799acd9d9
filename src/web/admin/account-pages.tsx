// Pages about accounts: the list, what was found, one account.
import { ACCOUNTS_A_PAGE, type AccountDetail, type ListedAccount } from '#accounts';
import type { Role } from '#kernel';
import {
  Bdi,
  ButtonForm,
  ButtonLink,
  Form,
  Grid,
  Layout,
  PageHeading,
  Pagination,
  SelectField,
  SubmitButton,
  SummaryList,
  Table,
  Tag,
  type TagMeaning,
  TextField,
} from '#ui';
import { roleName } from '#web';
import { dayOf, roleChoices } from './shared.tsx';

const STATES: Record<ListedAccount['state'], { readonly text: string; readonly meaning: TagMeaning }> = {
  invited: { text: 'Invited', meaning: 'waiting' },
  working: { text: 'Can sign in', meaning: 'active' },
  disabled: { text: 'Disabled', meaning: 'stopped' },
};

const StateTag = ({ state }: { state: ListedAccount['state'] }) => (
  <Tag meaning={STATES[state].meaning}>{STATES[state].text}</Tag>
);

const AccountTable = ({
  caption,
  accounts,
  empty,
}: {
  caption: string;
  accounts: readonly ListedAccount[];
  empty: string;
}) => (
  <Table
    caption={caption}
    rows={accounts}
    rowKey={row => row.id}
    empty={empty}
    columns={[
      {
        heading: 'Name',
        rowHeader: true,
        cell: row => (
          <a href={`/admin/accounts/${row.id}`}>
            <Bdi>{row.name}</Bdi>
          </a>
        ),
      },
      { heading: 'Email address', cell: row => row.email },
      { heading: 'Role', cell: row => roleName(row.role) },
      { heading: 'Team or organisation', cell: row => row.place ?? 'Whole service' },
      { heading: 'State', cell: row => <StateTag state={row.state} /> },
    ]}
  />
);

type AccountsPageProps = {
  readonly accounts: readonly ListedAccount[];
  readonly total: number;
  readonly page: number;
  readonly role: Role | null;
};

const SearchForm = ({ words }: { words: string }) => (
  <Form action="/admin/accounts/search" values={{ words }} label="Search">
    <TextField name="words" label="Find by name or email address" type="search" width={20} />
    <SubmitButton variant="secondary" small>
      Search
    </SubmitButton>
  </Form>
);

const RoleFilter = ({ role }: { role: Role | null }) => (
  <Form action="/admin/accounts" method="get" values={{ role: role ?? '' }} label="Filter">
    <SelectField
      name="role"
      label="Show only the role"
      empty="All roles"
      options={roleChoices.map(({ value }) => ({ value, label: roleName(value as Role) }))}
    />
    <SubmitButton variant="secondary" small>
      Show
    </SubmitButton>
  </Form>
);

export const AccountsPage = ({ accounts, total, page, role }: AccountsPageProps) => (
  <Layout title="Accounts" back="/admin" wide>
    <PageHeading>Accounts</PageHeading>
    <ButtonLink href="/admin/accounts/invite">Invite someone</ButtonLink>
    <Grid>
      <SearchForm words="" />
      <RoleFilter role={role} />
    </Grid>
    <AccountTable
      caption={role ? `Accounts with the role ${roleName(role)}` : 'All accounts'}
      accounts={accounts}
      empty="No accounts"
    />
    <Pagination
      page={page}
      pageSize={ACCOUNTS_A_PAGE}
      total={total}
      things="accounts"
      hrefFor={to => `/admin/accounts?page=${to}${role ? `&role=${role}` : ''}`}
    />
  </Layout>
);

export const FoundAccountsPage = ({
  accounts,
  total,
  words,
}: Omit<AccountsPageProps, 'page' | 'role'> & { words: string }) => (
  <Layout title="Accounts found" back="/admin/accounts" wide>
    <PageHeading>Accounts found</PageHeading>
    <SearchForm words={words} />
    <AccountTable
      caption={total === 1 ? '1 account' : `${total} accounts`}
      accounts={accounts}
      empty="Nobody here has this name or email address"
    />
    {total > accounts.length ? (
      <p>These are the first {accounts.length}. Type more of the name to find the others.</p>
    ) : null}
  </Layout>
);

export const AccountPage = ({ account, own }: { account: AccountDetail; own: boolean }) => {
  const base = `/admin/accounts/${account.id}`;
  return (
    <Layout title="Account" back="/admin/accounts">
      <PageHeading caption="Account">
        <Bdi>{account.name}</Bdi>
      </PageHeading>
      <SummaryList
        rows={[
          { key: 'State', value: <StateTag state={account.state} /> },
          { key: 'Email address', value: account.email },
          {
            key: 'Role',
            value: roleName(account.role),
            actions: [{ href: `${base}/change`, text: 'Change' }],
          },
          { key: 'Team or organisation', value: account.place ?? 'Whole service' },
          { key: 'Code from their phone', value: account.codeIsSetUp ? 'Set up' : 'Not set up yet' },
          ...(account.linkedToProvider
            ? [{ key: 'Other sign-in', value: 'Signs in through their organisation' }]
            : []),
          { key: 'Signed in now on', value: devices(account.openSessions) },
          { key: 'Invited on', value: dayOf(account.createdAt) },
        ]}
      />
      <h2>What you can do</h2>
      {own ? <p>This is your own account. Be careful: you could lock yourself out.</p> : null}
      <AccountActions account={account} base={base} />
      <p>You cannot see or set the password of anyone else. Only they can, with a link from you.</p>
    </Layout>
  );
};

const devices = (count: number): string =>
  count === 0 ? 'No device' : count === 1 ? '1 device' : `${count} devices`;

const AccountActions = ({ account, base }: { account: AccountDetail; base: string }) =>
  account.state === 'disabled' ? (
    <ButtonForm action={`${base}/enable`}>Let them sign in again</ButtonForm>
  ) : (
    <>
      <ButtonForm action={`${base}/link`} variant="secondary">
        Make a link to set a password
      </ButtonForm>
      <ul className="nhsuk-list nhsuk-u-margin-top-5">
        {account.codeIsSetUp ? (
          <li>
            <a href={`${base}/reset-code`}>Let them set up a new phone</a>
          </li>
        ) : null}
        {account.openSessions > 0 ? (
          <li>
            <a href={`${base}/sign-out`}>Sign them out on all devices</a>
          </li>
        ) : null}
        <li>
          <a href={`${base}/disable`}>Disable this account</a>
        </li>
      </ul>
    </>
  );
