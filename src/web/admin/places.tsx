// Teams and the organisations that refer: lists, and adding to them.

import { z } from 'zod';
import {
  addReferringOrganisation,
  addTeam,
  listReferringOrganisations,
  listTeams,
  PLACES_A_PAGE,
  REFERRING_KINDS,
  type ReferringKind,
  type ReferringOrganisation,
  type Team,
} from '#accounts';
import { isUuid } from '#kernel';
import {
  Bdi,
  ButtonLink,
  type FieldErrors,
  Form,
  Layout,
  PageHeading,
  Pagination,
  RadiosField,
  SelectField,
  SubmitButton,
  Table,
  Tag,
  TextField,
} from '#ui';
import {
  type Answered,
  choice,
  type FormInput,
  optionalText,
  page,
  parseForm,
  type Req,
  redirect,
  requiredText,
} from '#web';
import { type Places, pageOf, placesOf } from './shared.tsx';

type FormProps = { readonly errors?: FieldErrors; readonly input?: FormInput };

const TeamsPage = ({ teams }: { teams: readonly Team[] }) => (
  <Layout title="Teams" back="/admin" wide>
    <PageHeading>Teams</PageHeading>
    <p>Each link worker belongs to one team and sees the people of that team.</p>
    <ButtonLink href="/admin/teams/add">Add a team</ButtonLink>
    <Table
      caption="Teams"
      rows={teams}
      rowKey={row => row.id}
      columns={[
        {
          heading: 'Name',
          rowHeader: true,
          cell: row => (
            <>
              <Bdi>{row.name}</Bdi>{' '}
              {row.isDefault ? <Tag meaning="information">Gets what nobody else gets</Tag> : null}
            </>
          ),
        },
        { heading: 'Area', cell: row => row.area ?? 'Not said' },
        { heading: 'People who work there', numeric: true, cell: row => row.workers },
      ]}
    />
  </Layout>
);

export async function showTeams(req: Req): Promise<Answered> {
  return page(<TeamsPage teams={await listTeams(req.ctx)} />);
}

const AddTeamPage = ({ errors, input }: FormProps) => (
  <Layout title="Add a team" back="/admin/teams" errors={errors}>
    <PageHeading>Add a team</PageHeading>
    <Form action="/admin/teams/add" errors={errors} values={input}>
      <TextField name="name" label="Name of the team" width={30} />
      <TextField name="area" label="Area it works in (optional)" width={30} />
      <SubmitButton>Add team</SubmitButton>
    </Form>
  </Layout>
);

export const showAddTeam = (): Answered => page(<AddTeamPage />);

const teamForm = z.object({
  name: requiredText('Enter a name for the team', { max: 100 }),
  area: optionalText({ max: 100 }),
});

export async function saveTeam(req: Req): Promise<Answered> {
  const parsed = parseForm(teamForm, req.body);
  const again = (errors: FieldErrors) =>
    page(<AddTeamPage errors={errors} input={parsed.input} />, { status: 422 });
  if (!parsed.ok) return again(parsed.errors);
  const answer = await addTeam(req.ctx, { name: parsed.value.name, area: parsed.value.area || null });
  if (!answer.ok) return again({ name: 'A team has this name already' });
  return redirect('/admin/teams', { notice: 'The team is added.' });
}

const KINDS: Record<ReferringKind, string> = {
  gp_practice: 'GP practice',
  hospital: 'Hospital',
  council: 'Council',
  charity: 'Charity or community group',
  other: 'Something else',
};

type ReferrersPageProps = {
  readonly organisations: readonly ReferringOrganisation[];
  readonly total: number;
  readonly page: number;
};

const ReferrersPage = ({ organisations, total, page: shown }: ReferrersPageProps) => (
  <Layout title="Organisations that refer" back="/admin" wide>
    <PageHeading>Organisations that refer</PageHeading>
    <p>
      GP practices, hospitals and others who send people here. Their staff see only what their own
      organisation sent.
    </p>
    <ButtonLink href="/admin/referring-organisations/add">Add an organisation</ButtonLink>
    <Table
      caption="Organisations"
      rows={organisations}
      rowKey={row => row.id}
      empty="No organisation refers here yet"
      columns={[
        { heading: 'Name', rowHeader: true, cell: row => <Bdi>{row.name}</Bdi> },
        { heading: 'Kind', cell: row => KINDS[row.kind] },
        { heading: 'NHS (ODS) code', cell: row => row.odsCode ?? 'None' },
        { heading: 'What they send goes to', cell: row => row.team ?? 'The default team' },
      ]}
    />
    <Pagination
      page={shown}
      pageSize={PLACES_A_PAGE}
      total={total}
      things="organisations"
      hrefFor={to => `/admin/referring-organisations?page=${to}`}
    />
  </Layout>
);

export async function showReferrers(req: Req): Promise<Answered> {
  const shown = pageOf(req);
  return page(<ReferrersPage {...(await listReferringOrganisations(req.ctx, shown))} page={shown} />);
}

const AddReferrerPage = ({ places, errors, input }: FormProps & { places: Places }) => (
  <Layout title="Add an organisation that refers" back="/admin/referring-organisations" errors={errors}>
    <PageHeading>Add an organisation that refers</PageHeading>
    <Form action="/admin/referring-organisations/add" errors={errors} values={input}>
      <TextField name="name" label="Name" width={30} />
      <RadiosField
        name="kind"
        label="What is it?"
        options={REFERRING_KINDS.map(kind => ({ value: kind, label: KINDS[kind] }))}
      />
      <TextField name="odsCode" label="NHS (ODS) code, if it has one" hint="For example, A81001" width={10} />
      <SelectField
        name="teamId"
        label="Team that gets what they send"
        empty="The default team"
        options={places.teams}
      />
      <SubmitButton>Add organisation</SubmitButton>
    </Form>
  </Layout>
);

export async function showAddReferrer(req: Req): Promise<Answered> {
  return page(<AddReferrerPage places={await placesOf(req.ctx)} />);
}

const referrerForm = z.object({
  name: requiredText('Enter the name of the organisation', { max: 200 }),
  kind: choice(REFERRING_KINDS, 'Choose what kind of organisation it is'),
  // ODS codes are 3 to 12 capitals and digits (ODS organisation data dictionary).
  odsCode: optionalText({ max: 20 })
    .transform(text => text.toUpperCase().replaceAll(' ', ''))
    .refine(
      text => text === '' || /^[A-Z0-9]{3,12}$/.test(text),
      'Enter an NHS code such as A81001, or leave it empty',
    ),
  teamId: optionalText({ max: 36 }),
});

export async function saveReferrer(req: Req): Promise<Answered> {
  const parsed = parseForm(referrerForm, req.body);
  const again = async (errors: FieldErrors) =>
    page(<AddReferrerPage places={await placesOf(req.ctx)} errors={errors} input={parsed.input} />, {
      status: 422,
    });
  if (!parsed.ok) return again(parsed.errors);
  const { name, kind, odsCode, teamId } = parsed.value;
  if (teamId !== '' && !isUuid(teamId)) return again({ teamId: 'Choose a team from the list' });
  const answer = await addReferringOrganisation(req.ctx, {
    name,
    kind,
    odsCode: odsCode || null,
    teamId: teamId || null,
  });
  if (answer.ok) return redirect('/admin/referring-organisations', { notice: 'The organisation is added.' });
  return again(
    answer.reason === 'needs-team'
      ? { teamId: 'Choose a team from the list' }
      : { name: 'An organisation with this name or NHS code is here already' },
  );
}
