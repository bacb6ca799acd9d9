// The pages in front of the door: sign in, give a code, set up codes, set a password.
import type { DemonstrationSignIn } from '#accounts';
import {
  ButtonForm,
  type FieldErrors,
  Form,
  HiddenField,
  InsetText,
  Layout,
  PageHeading,
  PasswordField,
  SubmitButton,
  Table,
  TextField,
} from '#ui';
import { type FormInput, roleName } from '#web';
import { PASSWORD_HINT } from './words.ts';

type FormProps = { readonly errors?: FieldErrors; readonly input?: FormInput; readonly next: string | null };

const Next = ({ next }: { next: string | null }) => (next ? <HiddenField name="next" value={next} /> : null);

export type Demonstration = { readonly signIns: readonly DemonstrationSignIn[]; readonly password: string };

type SignInPageProps = FormProps & {
  readonly otherService: string | null;
  readonly demonstration: Demonstration | null;
  /** A form was sent after the sign-in had ended. */
  readonly unsent?: boolean;
};

export const SignInPage = (props: SignInPageProps) => {
  const { errors, input, next, otherService, demonstration, unsent } = props;
  return (
    <Layout title="Sign in" errors={errors} wide={demonstration !== null}>
      <PageHeading>Sign in</PageHeading>
      {unsent ? (
        <InsetText>
          You were signed out, because 30 minutes without use or 12 hours had passed. What you sent last was
          not kept. Sign in, and you come back to its page.
        </InsetText>
      ) : null}
      {demonstration ? <DemonstrationSignIns {...demonstration} next={next} /> : null}
      <Form action="/sign-in" errors={errors} values={{ email: input?.email ?? '' }}>
        <Next next={next} />
        <TextField name="email" label="Email address" type="email" autoComplete="username" width={30} />
        <PasswordField name="password" label="Password" width={30} />
        <SubmitButton>Sign in</SubmitButton>
      </Form>
      {otherService ? (
        <p>
          <a href={otherService}>Sign in through your organisation</a>
        </p>
      ) : null}
      <h2 className="nhsuk-heading-s">If you cannot sign in</h2>
      <p>
        Ask the administrator of your service for a new link to set your password. If you lost your phone,
        they can let you set up a new one.
      </p>
    </Layout>
  );
};

const DemonstrationSignIns = ({ signIns, password, next }: Demonstration & { next: string | null }) => (
  <>
    <InsetText>
      <p>
        This is a demonstration. Everyone in it is made up. Sign in with one press, or type an email address
        from this list and the password <strong>{password}</strong>
      </p>
    </InsetText>
    <Table
      caption="People you can sign in as"
      rows={signIns}
      rowKey={row => row.email}
      columns={[
        { heading: 'Role', rowHeader: true, cell: row => roleName(row.role) },
        { heading: 'Name', cell: row => row.name },
        { heading: 'Service', cell: row => row.organisation },
        { heading: 'Email address', cell: row => row.email },
        {
          heading: 'Sign in',
          headingHidden: true,
          cell: row => (
            <ButtonForm
              action="/sign-in"
              hidden={{ email: row.email, password, ...(next ? { next } : {}) }}
              variant="secondary"
              small
            >
              Sign in as {row.name}
            </ButtonForm>
          ),
        },
      ]}
    />
    <h2 className="nhsuk-heading-m">Or type it</h2>
  </>
);

const CodeField = ({ label }: { label: string }) => (
  <TextField
    name="code"
    label={label}
    inputMode="numeric"
    autoComplete="one-time-code"
    width={10}
    spellCheck={false}
  />
);

export const CodePage = ({ errors, next }: FormProps) => (
  <Layout title="Enter your code" errors={errors}>
    <PageHeading>Enter your code</PageHeading>
    <p>Open the app on your phone that makes codes for Footbridge. It shows a new code every 30 seconds.</p>
    <Form action="/sign-in/code" errors={errors}>
      <Next next={next} />
      <CodeField label="6-digit code" />
      <SubmitButton>Continue</SubmitButton>
    </Form>
    <p>If you do not have your phone, ask the administrator of your service to let you set up a new one.</p>
    <OtherPerson />
  </Layout>
);

const OtherPerson = () => (
  <ButtonForm action="/sign-out" variant="secondary" small>
    Start again
  </ButtonForm>
);

export const SetUpCodePage = ({ errors, next, secret }: FormProps & { readonly secret: string }) => (
  <Layout title="Set up your phone" errors={errors}>
    <PageHeading>Set up your phone</PageHeading>
    <p>
      People trust us with their stories, so a password alone is not enough. From now on you also give a code
      from an app on your phone.
    </p>
    <ol className="nhsuk-list nhsuk-list--number">
      <li>
        Install an app that makes codes, such as Google Authenticator, Microsoft Authenticator or FreeOTP.
      </li>
      <li>In the app, add an account and point your phone at the picture below.</li>
      <li>Type the 6-digit code that the app shows.</li>
    </ol>
    <p>
      <img
        src="/sign-in/set-up-code/picture"
        width="240"
        height="240"
        alt="QR code for the app on your phone"
      />
    </p>
    <p>If your phone cannot read the picture, choose to type a key in the app, and type this one:</p>
    <p>
      <strong className="fb-reference">{secret}</strong>
    </p>
    <Form action="/sign-in/set-up-code" errors={errors}>
      <Next next={next} />
      <CodeField label="6-digit code from the app" />
      <SubmitButton>Continue</SubmitButton>
    </Form>
    <OtherPerson />
  </Layout>
);

type SetPasswordProps = {
  readonly action: string;
  readonly name: string;
  readonly email: string;
  readonly organisation: string;
  readonly errors?: FieldErrors;
};

export const SetPasswordPage = ({ action, name, email, organisation, errors }: SetPasswordProps) => (
  <Layout title="Set your password" errors={errors}>
    <PageHeading caption={organisation}>Set your password</PageHeading>
    <p>
      This is for {name}. You will sign in with <strong>{email}</strong>
    </p>
    <Form action={action} errors={errors}>
      {/* Password managers save the name with the password. */}
      <input type="hidden" name="username" value={email} autoComplete="username" />
      <NewPasswordFields />
      <SubmitButton>Set password</SubmitButton>
    </Form>
  </Layout>
);

export const NewPasswordFields = () => (
  <>
    <PasswordField
      name="password"
      label="New password"
      hint={PASSWORD_HINT}
      autoComplete="new-password"
      width={30}
    />
    <PasswordField name="again" label="New password again" autoComplete="new-password" width={30} />
  </>
);

export const LinkNotUsablePage = () => (
  <Layout title="This link does not work any more">
    <PageHeading>This link does not work any more</PageHeading>
    <p>A link to set a password works once and for three days. It also stops when a newer link was made.</p>
    <p>Ask the administrator of your service for a new one.</p>
    <p>
      If you have set your password already, <a href="/sign-in">sign in</a>
    </p>
  </Layout>
);

const PROVIDER_PROBLEMS = {
  'no-account': {
    title: 'You do not have an account here yet',
    text: 'You did sign in through your organisation, but no account in Footbridge belongs to you. Ask the administrator of your service to invite you, with the same email address.',
  },
  'started-elsewhere': {
    title: 'That took too long',
    text: 'For your safety, signing in through your organisation has to be finished within ten minutes, in the browser where you started.',
  },
  'provider-refused': {
    title: 'You were not signed in',
    text: 'Your organisation’s sign-in service did not let you in, or you stopped on the way.',
  },
  'provider-away': {
    title: 'Your organisation’s sign-in service does not answer',
    text: 'Try again in a few minutes, or sign in with your password.',
  },
} as const;

export type ProviderProblem = keyof typeof PROVIDER_PROBLEMS;

export const ProviderProblemPage = ({ problem }: { problem: ProviderProblem }) => {
  const { title, text } = PROVIDER_PROBLEMS[problem];
  return (
    <Layout title={title}>
      <PageHeading>{title}</PageHeading>
      <p>{text}</p>
      <p>
        <a href="/sign-in">Go back to signing in</a>
      </p>
    </Layout>
  );
};
