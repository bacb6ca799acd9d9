// `footbridge import referral`: referrals from message files.
import { sql } from 'kysely';
import { importReferralFile } from '#api/fhir';
import type { Database } from '#database';
import type { Config, OrganisationId } from '#kernel';
import { Complaint } from '../complaint.ts';
import { openDatabase } from '../open.ts';

/** Takes in each file; the exit code says whether all were received. */
export async function bringReferrals(
  config: Config,
  files: readonly string[],
  { organisation }: { organisation?: string },
): Promise<void> {
  const opened = await openDatabase(config);
  try {
    const { database, settings } = opened;
    const organisationId = await chooseOrganisation(database, organisation);
    for (const path of files) {
      const taken = await importReferralFile(path, {
        database,
        organisationId,
        secret: settings.secret,
        oldSecret: settings.oldSecret,
      });
      for (const line of taken.lines) (taken.ok ? console.log : console.error)(line);
      if (!taken.ok) process.exitCode = 1;
    }
  } finally {
    await opened.close();
  }
}

async function chooseOrganisation(database: Database, slug: string | undefined): Promise<OrganisationId> {
  if (slug) {
    const { rows } = await sql<{ id: string }>`select id from organisation_by_slug(${slug})`.execute(
      database.kysely,
    );
    if (rows[0]) return rows[0].id;
    throw new Complaint(`There is no organisation called ${slug}.`);
  }
  const { rows } = await sql<{ id: string }>`select id from organisation_ids() as o(id) limit 2`.execute(
    database.kysely,
  );
  if (rows[0] && rows.length === 1) return rows[0].id;
  throw new Complaint(
    rows.length === 0
      ? 'There is no organisation yet. Run: npx footbridge setup'
      : 'Say which organisation: --organisation NAME-IN-ITS-ADDRESS',
  );
}
