// Pages that make or change an account, and the one that shows its link.
import { type AccountDetail, LINK_HOURS } from '#accounts';
import {
  ButtonGroup,
  type FieldErrors,
  Form,
  Layout,
  PageHeading,
  RadiosField,
  SelectField,
  SubmitButton,
  TextField,
} from '#ui';
import type { FormInput } from '#web';
import { type Places, roleChoices, SecretPage } from './shared.tsx';

type AccountFormProps = {
  readonly places: Places;
  readonly errors?: FieldErrors | undefined;
  readonly input?: FormInput | undefined;
};

const RoleFields = ({ places, errors, input }: AccountFormProps) => (
  <RadiosField
    name="role"
    label="Role"
    error={errors?.role}
    options={roleChoices.map(choice => ({
      ...choice,
      conditional:
        choice.value === 'link_worker' ? (
          <SelectField name="teamId" label="Team" options={places.teams} error={errors?.teamId} />
        ) : choice.value === 'referrer' ? (
          <SelectField
            name="referringOrganisationId"
            label="Where they work"
            hint={
              <>
                Missing? <a href="/admin/referring-organisations/add">Add an organisation that refers</a>
              </>
            }
            options={places.referrers}
            error={errors?.referringOrganisationId}
          />
        ) : undefined,
    }))}
    value={typeof input?.role === 'string' ? input.role : undefined}
  />
);

export const InvitePage = ({ places, errors, input }: AccountFormProps) => (
  <Layout title="Invite someone" back="/admin/accounts" errors={errors}>
    <PageHeading>Invite someone</PageHeading>
    <p>You get a link to send to them. With it they set their own password.</p>
    <Form action="/admin/accounts/invite" errors={errors} values={input}>
      <TextField name="name" label="Full name" width={30} autoComplete="off" />
      <TextField name="email" label="Email address" type="email" width={30} autoComplete="off" />
      <RoleFields places={places} errors={errors} input={input} />
      <SubmitButton>Make the account and a link</SubmitButton>
    </Form>
  </Layout>
);

export const ChangeAccountPage = ({
  account,
  places,
  errors,
  input,
}: AccountFormProps & { account: AccountDetail }) => {
  const base = `/admin/accounts/${account.id}`;
  return (
    <Layout title="Change account" back={base} errors={errors}>
      <PageHeading caption={account.email}>Change account</PageHeading>
      <Form action={`${base}/change`} errors={errors} values={input}>
        <TextField name="name" label="Full name" width={30} autoComplete="off" />
        <RoleFields places={places} errors={errors} input={input} />
        <p>With another role they have to sign in again.</p>
        <ButtonGroup>
          <SubmitButton>Save</SubmitButton>
          <a href={base}>Cancel</a>
        </ButtonGroup>
      </Form>
    </Layout>
  );
};

export const LinkPage = ({
  account,
  link,
}: {
  account: { id: string; name: string; email: string };
  link: string;
}) => (
  <SecretPage
    title="Send this link"
    caption={account.name}
    label="The link:"
    secret={link}
    warning={`It works once and for ${LINK_HOURS / 24} days. Nobody can see it again: if it is lost, make a new one.`}
    back={`/admin/accounts/${account.id}`}
  >
    <p>
      Footbridge does not send email for you. Copy the link and send it to {account.email} yourself, in a way
      only they can read.
    </p>
  </SecretPage>
);
