// Systems that send referrals by message: the list, a new one with its token shown once, and revoking.

import { z } from 'zod';
import {
  type ListedApiClient,
  listApiClients,
  loadApiClient,
  makeApiClient,
  revokeApiClient,
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
  SelectField,
  SubmitButton,
  Table,
  Tag,
  TextField,
} from '#ui';
import {
  type Answered,
  type FormInput,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  redirect,
  requiredText,
} from '#web';
import { ConfirmPage, dayOf, idIn, type Places, pageOf, placesOf, SecretPage } from './shared.tsx';

type ClientsPageProps = {
  readonly clients: readonly ListedApiClient[];
  readonly total: number;
  readonly aPage: number;
  readonly page: number;
};

const ClientsPage = ({ clients, total, aPage, page: shown }: ClientsPageProps) => (
  <Layout title="Systems that send referrals" back="/admin" wide>
    <PageHeading>Systems that send referrals</PageHeading>
    <p>
      A computer system, such as one of a GP practice, can send referrals here as messages. Each has its own
      key.
    </p>
    <ButtonLink href="/admin/clients/add">Add a system</ButtonLink>
    <Table
      caption="Systems"
      rows={clients}
      rowKey={row => row.id}
      empty="No system sends referrals here yet"
      columns={[
        { heading: 'Name', rowHeader: true, cell: row => <Bdi>{row.name}</Bdi> },
        { heading: 'Belongs to', cell: row => row.referringOrganisation ?? 'No organisation' },
        { heading: 'Added on', cell: row => dayOf(row.createdAt) },
        {
          heading: 'State',
          cell: row =>
            row.revokedAt ? (
              <Tag meaning="stopped">Stopped on {dayOf(row.revokedAt)}</Tag>
            ) : (
              <Tag meaning="active">Works</Tag>
            ),
        },
        {
          heading: 'Stop it',
          headingHidden: true,
          cell: row =>
            row.revokedAt ? null : (
              <a href={`/admin/clients/${row.id}/revoke`}>
                Stop<span className="nhsuk-u-visually-hidden"> {row.name}</span>
              </a>
            ),
        },
      ]}
    />
    <Pagination
      page={shown}
      pageSize={aPage}
      total={total}
      things="systems"
      hrefFor={to => `/admin/clients?page=${to}`}
    />
  </Layout>
);

export async function showClients(req: Req): Promise<Answered> {
  const shown = pageOf(req);
  return page(<ClientsPage {...(await listApiClients(req.ctx, shown))} page={shown} />);
}

type AddClientProps = { readonly places: Places; readonly errors?: FieldErrors; readonly input?: FormInput };

const AddClientPage = ({ places, errors, input }: AddClientProps) => (
  <Layout title="Add a system" back="/admin/clients" errors={errors}>
    <PageHeading>Add a system that sends referrals</PageHeading>
    <Form action="/admin/clients/add" errors={errors} values={input}>
      <TextField
        name="name"
        label="Name of the system"
        hint="For example: EMIS at Riverside Surgery"
        width={30}
      />
      <SelectField
        name="referringOrganisationId"
        label="Organisation it belongs to"
        hint="It can read back only what this organisation sent."
        options={places.referrers}
      />
      <SubmitButton>Add and show the key</SubmitButton>
    </Form>
  </Layout>
);

export async function showAddClient(req: Req): Promise<Answered> {
  return page(<AddClientPage places={await placesOf(req.ctx)} />);
}

const addForm = z.object({
  name: requiredText('Enter a name for the system', { max: 200 }),
  referringOrganisationId: optionalText({ max: 36 }),
});

export async function addClient(req: Req): Promise<Answered> {
  const parsed = parseForm(addForm, req.body);
  const again = async (errors: FieldErrors) =>
    page(<AddClientPage places={await placesOf(req.ctx)} errors={errors} input={parsed.input} />, {
      status: 422,
    });
  if (!parsed.ok) return again(parsed.errors);
  const { name, referringOrganisationId: chosen } = parsed.value;
  const needed = { referringOrganisationId: 'Choose the organisation it belongs to' };
  if (!isUuid(chosen)) return again(needed);
  const answer = await makeApiClient(req.ctx, { name, referringOrganisationId: chosen });
  if (!answer.ok) return again(needed);
  return page(
    <SecretPage
      title="Give this key to the system"
      caption={name}
      label="The key (a bearer token):"
      secret={answer.value.token}
      warning="Nobody can see this key again. If it is lost, stop the system and add it once more."
      back="/admin/clients"
    >
      <p>Give it only to those who run the system, in a way only they can read.</p>
    </SecretPage>,
  );
}

const revokePage = (client: ListedApiClient): Answered =>
  page(
    <ConfirmPage
      title="Stop this system"
      caption={client.name}
      action={`/admin/clients/${client.id}/revoke`}
      button="Stop the system"
      back="/admin/clients"
    >
      <p>From now on every message it sends is refused. To start again, add it again with a new key.</p>
    </ConfirmPage>,
  );

export async function showRevoke(req: Req): Promise<Answered> {
  const id = idIn(req, 'client');
  const client = id ? await loadApiClient(req.ctx, id) : null;
  return client ? revokePage(client) : notFound();
}

export async function revoke(req: Req): Promise<Answered> {
  const id = idIn(req, 'client');
  const answer = id ? await revokeApiClient(req.ctx, id) : null;
  return answer?.ok ? redirect('/admin/clients', { notice: 'The system is stopped.' }) : notFound();
}
