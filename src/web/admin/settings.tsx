// The administrator's first page, and the service's own settings.

import { z } from 'zod';
import { changeOrganisation, listAccounts, listTeams, loadOrganisation } from '#accounts';
import {
  Card,
  type FieldErrors,
  Form,
  Grid,
  Layout,
  NumberField,
  PageHeading,
  SubmitButton,
  TextField,
} from '#ui';
import {
  type Answered,
  type FormInput,
  optionalText,
  page,
  parseForm,
  type Req,
  redirect,
  requiredText,
  wholeNumber,
} from '#web';

type AdminPageProps = {
  readonly name: string;
  readonly accounts: number;
  readonly teams: number;
  readonly publicPage: string;
};

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;

const AdminPage = ({ name, accounts, teams, publicPage }: AdminPageProps) => (
  <Layout title="Accounts and settings" wide>
    <PageHeading caption={name}>Accounts and settings</PageHeading>
    <Grid>
      <Card heading="Accounts" href="/admin/accounts">
        {`${counted(accounts, 'account', 'accounts')}: invite people, change what they do, end their access.`}
      </Card>
      <Card heading="Teams" href="/admin/teams">
        {`${counted(teams, 'team', 'teams')} of link workers.`}
      </Card>
      <Card heading="Organisations that refer" href="/admin/referring-organisations">
        GP practices, hospitals and others who send people here.
      </Card>
      <Card heading="Systems that send referrals" href="/admin/clients">
        Keys for computer systems that send referrals as messages.
      </Card>
      <Card heading="Where services come from" href="/admin/directory">
        The lists that services are read from, and words in them that wait to be explained.
      </Card>
      <Card heading="What to check next" href="/admin/directory/review">
        Entries of services by use and age: disputes, corrections, links for services, entries that may be the
        same.
      </Card>
      <Card heading="Your service" href="/admin/settings">
        Its name, phone number, and how fast referrals are answered.
      </Card>
    </Grid>
    <h2>Your public referral page</h2>
    <p>
      Any professional can refer someone here, and people can refer themselves. Put this address on your
      website:
    </p>
    <p>
      <a href={publicPage}>{publicPage}</a>
    </p>
  </Layout>
);

export async function showAdmin(req: Req): Promise<Answered> {
  const organisation = await loadOrganisation(req.ctx);
  const { total } = await listAccounts(req.ctx, { words: '', role: null, page: 1 });
  const teams = await listTeams(req.ctx);
  const publicPage = `${req.services.config.origin}/refer-to/${organisation.slug}`;
  return page(
    <AdminPage name={organisation.name} accounts={total} teams={teams.length} publicPage={publicPage} />,
  );
}

const SettingsPage = ({ errors, input }: { errors?: FieldErrors; input: FormInput }) => (
  <Layout title="Your service" back="/admin" errors={errors}>
    <PageHeading>Your service</PageHeading>
    <Form action="/admin/settings" errors={errors} values={input}>
      <TextField
        name="name"
        label="Name of the service"
        hint="On every page, in letters, and where people read what happens with their details."
        width={30}
      />
      <TextField name="phone" label="Phone number for people and referrers" type="tel" width={20} />
      <TextField name="email" label="Email address for people and referrers" type="email" width={30} />
      <NumberField
        name="responseDays"
        label="Working days in which you answer a referral"
        hint="The clock on each new referral counts these days."
        width={3}
      />
      <SubmitButton>Save</SubmitButton>
    </Form>
  </Layout>
);

export async function showSettings(req: Req): Promise<Answered> {
  const { name, phone, email, responseDays } = await loadOrganisation(req.ctx);
  const input = { name, phone: phone ?? '', email: email ?? '', responseDays: String(responseDays) };
  return page(<SettingsPage input={input} />);
}

const settingsForm = z.object({
  name: requiredText('Enter the name of the service', { max: 200 }),
  phone: optionalText({ max: 40 }).refine(
    text => text === '' || /^\+?[\d\s()-]{7,}$/.test(text),
    'Enter a phone number such as 01632 960001, or leave it empty',
  ),
  email: optionalText({ max: 254 }).refine(
    text => text === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
    'Enter an email address such as name@example.org, or leave it empty',
  ),
  responseDays: wholeNumber('Enter a number of working days', { min: 1, max: 60 }),
});

export async function saveSettings(req: Req): Promise<Answered> {
  const parsed = parseForm(settingsForm, req.body);
  if (!parsed.ok) return page(<SettingsPage errors={parsed.errors} input={parsed.input} />, { status: 422 });
  const { name, phone, email, responseDays } = parsed.value;
  await changeOrganisation(req.ctx, { name, phone: phone || null, email: email || null, responseDays });
  return redirect('/admin/settings', { notice: 'Saved.' });
}
