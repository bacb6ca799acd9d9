// `footbridge let-in EMAIL`: for the operator, when no administrator is left who could let somebody in again. It is in the audit.
import { sql } from 'kysely';
import { listAccounts, makePasswordLink, resetSecondFactor } from '#accounts';
import { asActor, type Database } from '#database';
import type { AccountId, Config } from '#kernel';
import { Complaint } from './complaint.ts';
import { openDatabase } from './open.ts';

/** Prints a link that sets a new password, once, and forgets the phone that makes their codes. Passwords and codes are never shown. */
export async function letIn(config: Config, email: string): Promise<void> {
  const opened = await openDatabase(config);
  try {
    const found = await findAccount(opened.database, email);
    if (!found) throw new Complaint(`Nobody signs in as ${email}.`);
    const { accountId, organisationId, name } = found;
    const made = await asActor(opened.database, { kind: 'system', organisationId }, async ctx => {
      await resetSecondFactor(ctx, accountId);
      return makePasswordLink(ctx, accountId);
    });
    if (!made.ok) throw new Complaint(`${email} was disabled by an administrator, and stays so.`);
    console.log(`${name} sets a new password here, once, within three days:`);
    console.log(`  ${config.origin}/set-password/${made.value.linkToken}`);
    console.log('They are signed out everywhere. At the next sign-in they set up a new code.');
  } finally {
    await opened.close();
  }
}

type Found = { readonly accountId: AccountId; readonly organisationId: string; readonly name: string };

/** An address belongs to one account, whatever its organisation. */
async function findAccount(database: Database, email: string): Promise<Found | null> {
  const { rows } = await sql<{ id: string }>`select id from organisation_ids() as o(id)`.execute(
    database.kysely,
  );
  for (const { id: organisationId } of rows) {
    const { accounts } = await asActor(database, { kind: 'system', organisationId }, ctx =>
      listAccounts(ctx, { words: email, role: null, page: 1 }),
    );
    const account = accounts.find(one => one.email === email.trim().toLowerCase());
    if (account) return { accountId: account.id, organisationId, name: account.name };
  }
  return null;
}
