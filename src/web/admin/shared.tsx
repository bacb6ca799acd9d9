// What the administrator's pages share: page numbers, choices of role and place, confirm pages, a secret shown once.
import type { ReactNode } from 'react';
import { listReferringOrganisations, listTeams } from '#accounts';
import type { Ctx } from '#database';
import { isUuid, LONDON, ROLES, type Role } from '#kernel';
import {
  ButtonGroup,
  type Choice,
  Form,
  InsetText,
  Layout,
  PageHeading,
  type SelectOption,
  SubmitButton,
  WarningCallout,
} from '#ui';
import { type Req, roleName } from '#web';

export const MOST_OFFERED = 500;

/** Of `?page=`: 1 for anything that is not a page number. */
export const pageOf = (req: Req): number =>
  /^[1-9]\d{0,4}$/.test(req.query.page ?? '') ? Number(req.query.page) : 1;

/** The id in an address, or null for what cannot be one. */
export const idIn = (req: Req, name: string): string | null => {
  const id = req.params[name] ?? '';
  return isUuid(id) ? id : null;
};

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: LONDON });
export const dayOf = (at: Date): string => date.format(at);

const WHAT_ROLES_DO: Record<Role, string> = {
  referrer: 'Sends people here and sees what happened with them',
  link_worker: 'Works with the people of their team',
  manager: 'Sees all people and work of the service',
  administrator: 'Looks after accounts and settings, and sees no records of people',
  privacy_lead: 'Reads records and sees who looked at what',
  evaluator: 'Sees numbers only, never a person',
};

export const roleChoices: readonly Choice[] = ROLES.map(role => ({
  value: role,
  label: roleName(role),
  hint: WHAT_ROLES_DO[role],
}));

export type Places = { readonly teams: readonly SelectOption[]; readonly referrers: readonly SelectOption[] };

/** The teams and the referring organisations to choose from. */
export async function placesOf(ctx: Ctx): Promise<Places> {
  const teams = await listTeams(ctx);
  const { organisations } = await listReferringOrganisations(ctx, 1, MOST_OFFERED);
  return {
    teams: teams.map(({ id, name }) => ({ value: id, label: name })),
    referrers: organisations.map(({ id, name }) => ({ value: id, label: name })),
  };
}

type ConfirmPageProps = {
  readonly title: string;
  readonly caption: string;
  readonly children: ReactNode;
  readonly action: string;
  readonly button: string;
  readonly back: string;
  readonly refusal?: string | undefined;
};

/** Asks once more before something that is hard to undo. */
export const ConfirmPage = ({
  title,
  caption,
  children,
  action,
  button,
  back,
  refusal,
}: ConfirmPageProps) => (
  <Layout title={title} back={back} errors={refusal ? { '': refusal } : undefined}>
    <PageHeading caption={caption}>{title}</PageHeading>
    {children}
    <Form action={action}>
      <ButtonGroup>
        <SubmitButton variant="warning">{button}</SubmitButton>
        <a href={back}>Go back without changing anything</a>
      </ButtonGroup>
    </Form>
  </Layout>
);

type SecretPageProps = {
  readonly title: string;
  readonly caption: string;
  readonly label: string;
  readonly secret: string;
  readonly warning: string;
  readonly back: string;
  readonly children: ReactNode;
};

/** A link or token that is kept nowhere: it is on this page, and never again. */
export const SecretPage = ({ title, caption, label, secret, warning, back, children }: SecretPageProps) => (
  <Layout title={title}>
    <PageHeading caption={caption}>{title}</PageHeading>
    {children}
    <InsetText>
      <p>{label}</p>
      <p>
        <strong className="fb-reference">{secret}</strong>
      </p>
    </InsetText>
    <WarningCallout heading="Copy it now">{warning}</WarningCallout>
    <p>
      <a href={back}>I have copied it</a>
    </p>
  </Layout>
);
