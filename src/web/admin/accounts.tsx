// Handlers about accounts: listing, finding, inviting, changing, and what ends or renews somebody's way in.

import { z } from 'zod';
import {
  type AccountDetail,
  changeAccount,
  enableAccount,
  inviteAccount,
  isRole,
  listAccounts,
  loadAccount,
  makePasswordLink,
} from '#accounts';
import { type AccountId, isUuid, ROLES, type Role, type TeamId } from '#kernel';
import { addWorker } from '#link-workers';
import type { FieldErrors } from '#ui';
import {
  type Answered,
  choice,
  type FormInput,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  readInput,
  redirect,
  requiredText,
  textOf,
} from '#web';
import { ChangeAccountPage, InvitePage, LinkPage } from './account-forms.tsx';
import { AccountPage, AccountsPage, FoundAccountsPage } from './account-pages.tsx';
import { idIn, pageOf, placesOf } from './shared.tsx';

export async function showAccounts(req: Req): Promise<Answered> {
  const role = isRole(req.query.role ?? '') ? (req.query.role as Role) : null;
  const shown = pageOf(req);
  const found = await listAccounts(req.ctx, { words: '', role, page: shown });
  return page(<AccountsPage {...found} page={shown} role={role} />);
}

/** By POST, because names do not belong in addresses. */
export async function searchAccounts(req: Req): Promise<Answered> {
  const words = textOf(readInput(req.body), 'words').slice(0, 100);
  if (words === '') return redirect('/admin/accounts');
  const found = await listAccounts(req.ctx, { words, role: null, page: 1 });
  return page(<FoundAccountsPage {...found} words={words} />);
}

export async function accountIn(req: Req): Promise<AccountDetail | null> {
  const id = idIn(req, 'account');
  return id ? loadAccount(req.ctx, id) : null;
}

export const pathOf = (id: AccountId): string => `/admin/accounts/${id}`;

export async function showAccount(req: Req): Promise<Answered> {
  const account = await accountIn(req);
  if (!account) return notFound();
  const own = req.actor.kind === 'staff' && req.actor.accountId === account.id;
  return page(<AccountPage account={account} own={own} />, { subject: { type: 'account', id: account.id } });
}

const placeFields = { teamId: optionalText({ max: 36 }), referringOrganisationId: optionalText({ max: 36 }) };
const changeForm = z.object({
  name: requiredText('Enter their name', { max: 200 }),
  role: choice(ROLES, 'Choose a role'),
  ...placeFields,
});
const inviteForm = z.object({
  name: changeForm.shape.name,
  email: requiredText('Enter their email address', { max: 254 }).refine(
    text => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
    'Enter an email address such as name@example.org',
  ),
  role: changeForm.shape.role,
  ...placeFields,
});

type Chosen = { readonly teamId: string; readonly referringOrganisationId: string };

const idOrNull = (text: string): string | null => (isUuid(text) ? text : null);

const placeOf = (chosen: Chosen) => ({
  teamId: idOrNull(chosen.teamId),
  referringOrganisationId: idOrNull(chosen.referringOrganisationId),
});

export const LAST_ADMINISTRATOR = 'This is the only administrator who can sign in. Invite another one first';

const REFUSALS = {
  'needs-team': { teamId: 'Choose the team they work in' },
  'needs-referring-organisation': { referringOrganisationId: 'Choose the organisation they work for' },
  'email-not-usable': {
    email: 'This email address cannot be used here. Check it, or ask them for another one',
  },
  'last-administrator': { role: LAST_ADMINISTRATOR },
} as const satisfies Record<string, FieldErrors>;

export async function showInvite(req: Req): Promise<Answered> {
  return page(<InvitePage places={await placesOf(req.ctx)} />);
}

export async function invite(req: Req): Promise<Answered> {
  const again = async (errors: FieldErrors, input: FormInput) =>
    page(<InvitePage places={await placesOf(req.ctx)} errors={errors} input={input} />, { status: 422 });
  const parsed = parseForm(inviteForm, req.body);
  if (!parsed.ok) return again(parsed.errors, parsed.input);
  const { name, email, role } = parsed.value;
  const place = placeOf(parsed.value);
  const answer = await inviteAccount(req.ctx, { name, email, role, ...place });
  if (!answer.ok) return again(REFUSALS[answer.reason], parsed.input);
  await makeWorker(req, answer.value.accountId, role, place.teamId);
  return linkPage(req, { id: answer.value.accountId, name, email }, answer.value.linkToken);
}

/** A link worker has a profile besides the account: languages, capacity, who may be offered to them. */
async function makeWorker(req: Req, workerId: AccountId, role: Role, teamId: TeamId | null): Promise<void> {
  if (role === 'link_worker' && teamId) await addWorker(req.ctx, { workerId, teamId });
}

const linkPage = (req: Req, account: { id: string; name: string; email: string }, token: string): Answered =>
  page(<LinkPage account={account} link={`${req.services.config.origin}/set-password/${token}`} />);

export async function makeLink(req: Req): Promise<Answered> {
  const account = await accountIn(req);
  if (!account) return notFound();
  const answer = await makePasswordLink(req.ctx, account.id);
  return answer.ok ? linkPage(req, account, answer.value.linkToken) : redirect(pathOf(account.id));
}

export async function showChange(req: Req): Promise<Answered> {
  const account = await accountIn(req);
  return account ? changePage(req, account) : notFound();
}

async function changePage(
  req: Req,
  account: AccountDetail,
  again?: { errors: FieldErrors; input: FormInput },
): Promise<Answered> {
  const { name, role, teamId, referringOrganisationId } = account;
  const kept = { name, role, teamId: teamId ?? '', referringOrganisationId: referringOrganisationId ?? '' };
  const props = {
    account,
    places: await placesOf(req.ctx),
    input: again?.input ?? kept,
    errors: again?.errors,
  };
  return page(<ChangeAccountPage {...props} />, { status: again ? 422 : 200 });
}

export async function change(req: Req): Promise<Answered> {
  const account = await accountIn(req);
  if (!account) return notFound();
  const parsed = parseForm(changeForm, req.body);
  if (!parsed.ok) return changePage(req, account, parsed);
  const { name, role } = parsed.value;
  const place = placeOf(parsed.value);
  const answer = await changeAccount(req.ctx, account.id, { name, role, ...place });
  if (!answer.ok) {
    if (answer.reason === 'not-found') return notFound();
    return changePage(req, account, { errors: REFUSALS[answer.reason], input: parsed.input });
  }
  await makeWorker(req, account.id, role, place.teamId);
  return redirect(pathOf(account.id), { notice: 'The account is changed.' });
}

export async function enable(req: Req): Promise<Answered> {
  const id = idIn(req, 'account');
  const answer = id ? await enableAccount(req.ctx, id) : null;
  return id && answer?.ok ? redirect(pathOf(id), { notice: 'They can sign in again.' }) : notFound();
}
