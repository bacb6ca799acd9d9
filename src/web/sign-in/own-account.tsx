// One's own account: where one is signed in, signing out elsewhere, and passwords set by their owner.

import { z } from 'zod';
import {
  changeOwnPassword,
  type OpenSession,
  openPasswordLink,
  openSessionsOf,
  setPasswordByLink,
  signOutElsewhere,
} from '#accounts';
import { formatInstant, instantOf } from '#kernel';
import {
  ButtonForm,
  type FieldErrors,
  Form,
  Layout,
  PageHeading,
  PasswordField,
  SubmitButton,
  SummaryList,
  Table,
  Tag,
} from '#ui';
import {
  type Answered,
  type FormInput,
  page,
  parseForm,
  type Req,
  redirect,
  requiredText,
  roleName,
  tooMany,
} from '#web';
import { LinkNotUsablePage, NewPasswordFields, SetPasswordPage } from './pages.tsx';
import { deskOf, deviceCookie, homeFor, sessionOf, visitOf } from './visit.ts';
import { aboutPassword, BUSY } from './words.ts';

type OwnAccountProps = {
  readonly name: string;
  readonly role: string;
  readonly organisation: string;
  readonly codeIsSetUp: boolean;
  readonly sessions: readonly (OpenSession & { readonly here: boolean })[];
  readonly home: string;
};

const OwnAccountPage = ({ name, role, organisation, codeIsSetUp, sessions, home }: OwnAccountProps) => (
  <Layout title="Your account" back={home} wide>
    <PageHeading>Your account</PageHeading>
    <SummaryList
      rows={[
        { key: 'Name', value: name },
        { key: 'Role', value: role },
        { key: 'Service', value: organisation },
        {
          key: 'Password',
          value: 'Only you know it',
          actions: [{ href: '/account/password', text: 'Change', hiddenText: 'your password' }],
        },
        {
          key: 'Code from your phone',
          value: codeIsSetUp ? 'Set up. If you get a new phone, ask an administrator' : 'Not asked for',
        },
      ]}
    />
    <Table
      caption="Where you are signed in"
      rows={sessions}
      rowKey={row => row.tokenHash.toString('hex')}
      columns={[
        { heading: 'Device', rowHeader: true, cell: row => row.device },
        { heading: 'Signed in', cell: row => formatInstant(instantOf(row.startedAt)) },
        { heading: 'Last used', cell: row => formatInstant(instantOf(row.seenAt)) },
        {
          heading: 'This device',
          headingHidden: true,
          cell: row => (row.here ? <Tag meaning="active">This device</Tag> : null),
        },
      ]}
    />
    {sessions.length > 1 ? (
      <ButtonForm action="/account/sign-out-elsewhere" variant="secondary">
        Sign out of all other devices
      </ButtonForm>
    ) : (
      <p>You are not signed in anywhere else.</p>
    )}
  </Layout>
);

export async function showOwnAccount(req: Req): Promise<Answered> {
  const session = sessionOf(req);
  const open = await openSessionsOf(req.ctx, session.actor.accountId);
  return page(
    <OwnAccountPage
      name={session.actor.name}
      role={roleName(session.actor.role)}
      organisation={session.organisation.name}
      codeIsSetUp={session.codeIsSetUp}
      sessions={open.map(each => ({ ...each, here: each.tokenHash.equals(session.tokenHash) }))}
      home={homeFor(req)}
    />,
  );
}

export async function leaveElsewhere(req: Req): Promise<Answered> {
  await signOutElsewhere(req.ctx, sessionOf(req));
  return redirect('/account', { notice: 'You are signed out on all other devices.' });
}

const again = (wanted: { password: string; again: string }) => wanted.password === wanted.again;
const SAME_TWICE = { path: ['again'], message: 'Type the same password in both places' };
const newPassword = {
  password: requiredText('Enter a new password', { max: 1000 }),
  again: requiredText('Type the new password again', { max: 1000 }),
};

const ChangePasswordPage = ({ errors }: { errors?: FieldErrors }) => (
  <Layout title="Change your password" back="/account" errors={errors}>
    <PageHeading>Change your password</PageHeading>
    <p>You will be signed out on all your other devices.</p>
    <Form action="/account/password" errors={errors}>
      <PasswordField name="current" label="Your password now" width={30} />
      <NewPasswordFields />
      <SubmitButton>Change password</SubmitButton>
    </Form>
  </Layout>
);

export const showChangePassword = (): Answered => page(<ChangePasswordPage />);

const changeForm = z
  .object({ current: requiredText('Enter the password you have now', { max: 1000 }), ...newPassword })
  .refine(again, SAME_TWICE);

export async function changePassword(req: Req): Promise<Answered> {
  const wrong = (errors: FieldErrors) => page(<ChangePasswordPage errors={errors} />, { status: 422 });
  const parsed = parseForm(changeForm, req.body);
  if (!parsed.ok) return wrong(parsed.errors);
  const { current, password: wanted } = parsed.value;
  const answer = await changeOwnPassword(deskOf(req), visitOf(req), sessionOf(req), { current, wanted });
  if (answer.ok) return redirect('/account', { notice: 'Your password is changed.' });
  if ('waitSeconds' in answer) return tooMany(answer.waitSeconds);
  switch (answer.reason) {
    case 'wrong-password':
      return wrong({ current: 'This is not the password you have now' });
    case 'busy':
      return wrong({ current: BUSY });
    case 'signed-out':
      return redirect('/sign-in');
    default:
      return wrong({ password: aboutPassword[answer.reason] });
  }
}

const setForm = z.object(newPassword).refine(again, SAME_TWICE);

export async function showSetPassword(req: Req): Promise<Answered> {
  return setPasswordPage(req);
}

async function setPasswordPage(
  req: Req,
  again?: { errors: FieldErrors; input: FormInput },
): Promise<Answered> {
  const token = req.params.token ?? '';
  const link = await openPasswordLink(deskOf(req), token);
  if (!link) return page(<LinkNotUsablePage />, { status: 404 });
  const { name, email, organisationName } = link;
  const errors = again ? { errors: again.errors } : {};
  return page(
    <SetPasswordPage
      action={`/set-password/${token}`}
      name={name}
      email={email}
      organisation={organisationName}
      {...errors}
    />,
    { status: again ? 422 : 200 },
  );
}

export async function setPassword(req: Req): Promise<Answered> {
  const parsed = parseForm(setForm, req.body);
  if (!parsed.ok) return setPasswordPage(req, parsed);
  const answer = await setPasswordByLink(
    deskOf(req),
    visitOf(req),
    req.params.token ?? '',
    parsed.value.password,
  );
  if (answer.ok) {
    const cookies = [deviceCookie(answer.value.deviceCookie), { name: 'session', value: null }] as const;
    return redirect('/sign-in', { notice: 'Your password is set. You can sign in now.', cookies });
  }
  const wrong = (password: string) => setPasswordPage(req, { errors: { password }, input: {} });
  switch (answer.reason) {
    case 'link-not-usable':
      return page(<LinkNotUsablePage />, { status: 404 });
    case 'busy':
      return wrong(BUSY);
    default:
      return wrong(aboutPassword[answer.reason]);
  }
}
