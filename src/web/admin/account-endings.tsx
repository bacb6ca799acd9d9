// What ends somebody's way in, asked twice: disabling, a new phone, signing out everywhere.
import { type AccountDetail, disableAccount, resetSecondFactor, signOutEverywhere } from '#accounts';
import type { AccountId, Outcome } from '#kernel';
import { type Answered, notFound, page, type Req, redirect } from '#web';
import { accountIn, LAST_ADMINISTRATOR, pathOf } from './accounts.tsx';
import { ConfirmPage } from './shared.tsx';

type Ending = {
  readonly title: string;
  readonly button: string;
  readonly effects: readonly string[];
  readonly notice: string;
  readonly act: (
    ctx: Req['ctx'],
    id: AccountId,
  ) => Promise<Outcome<null, 'not-found' | 'last-administrator'>>;
};

/** What is asked twice, by the last part of its address. */
const ENDINGS = {
  disable: {
    title: 'Disable this account',
    button: 'Disable the account',
    effects: [
      'They cannot sign in, and are signed out everywhere at once.',
      'Links to set their password stop working.',
      'What they did stays in the records. People they work with stay with them until somebody moves them.',
      'You can let them sign in again later.',
    ],
    notice: 'The account is disabled.',
    act: disableAccount,
  },
  'reset-code': {
    title: 'Let them set up a new phone',
    button: 'Remove the old phone',
    effects: [
      'Make sure it is really them: speak to them, do not trust an email.',
      'Codes from their old phone stop working, and they are signed out everywhere.',
      'When they next sign in with their password, they set up a new phone.',
    ],
    notice: 'They can set up a new phone when they next sign in.',
    act: resetSecondFactor,
  },
  'sign-out': {
    title: 'Sign them out on all devices',
    button: 'Sign them out',
    effects: ['For a device that is lost or stolen. They can sign in again with their password and code.'],
    notice: 'They are signed out on all devices.',
    act: signOutEverywhere,
  },
} as const satisfies Record<string, Ending>;

export type EndingName = keyof typeof ENDINGS;
export const ENDING_NAMES = Object.keys(ENDINGS) as readonly EndingName[];

const confirmPage = (account: AccountDetail, name: EndingName, refusal?: string): Answered => {
  const { title, button, effects } = ENDINGS[name];
  const base = pathOf(account.id);
  return page(
    <ConfirmPage
      title={title}
      caption={account.name}
      action={`${base}/${name}`}
      button={button}
      back={base}
      refusal={refusal}
    >
      <ul className="nhsuk-list nhsuk-list--bullet">
        {effects.map(effect => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
    </ConfirmPage>,
    { status: refusal ? 422 : 200, subject: { type: 'account', id: account.id } },
  );
};

export const askEnding =
  (name: EndingName) =>
  async (req: Req): Promise<Answered> => {
    const account = await accountIn(req);
    return account ? confirmPage(account, name) : notFound();
  };

export const doEnding =
  (name: EndingName) =>
  async (req: Req): Promise<Answered> => {
    const account = await accountIn(req);
    if (!account) return notFound();
    const ending: Ending = ENDINGS[name];
    const answer = await ending.act(req.ctx, account.id);
    if (answer.ok) return redirect(pathOf(account.id), { notice: ending.notice });
    if (answer.reason === 'not-found') return notFound();
    return confirmPage(account, name, LAST_ADMINISTRATOR);
  };
