// `footbridge verify audit`: proves the audit trail whole, or names the row that was edited, deleted, swapped or cut.
import { sql } from 'kysely';
import { type Fault, verifyOrganisation } from '#database';
import { sealFolder } from '#jobs';
import type { Config } from '#kernel';
import { Complaint } from './complaint.ts';
import { openDatabase } from './open.ts';

export async function verify(config: Config, what: string): Promise<void> {
  if (what !== 'audit')
    throw new Complaint(`There is nothing called ${what} to verify. Try: npx footbridge verify audit`);
  const opened = await openDatabase(config);
  try {
    const { rows } = await sql<{ id: string }>`select id from organisation_ids() as o(id) order by 1`.execute(
      opened.database.kysely,
    );
    for (const { id } of rows) {
      const verdict = await verifyOrganisation(opened.database, id, sealFolder(config));
      const { seals, rows: count, unsealed, faults } = verdict;
      console.log(
        `${id}: ${count} rows under ${seals} seals${unsealed > 0 ? `, ${unsealed} not sealed yet` : ''}: ${faults.length === 0 ? 'whole' : `${faults.length} faults`}`,
      );
      for (const fault of faults) console.error(`  ${inWords(fault)}`);
      if (faults.length > 0) process.exitCode = 1;
    }
  } finally {
    await opened.close();
  }
}

function inWords(fault: Fault): string {
  switch (fault.kind) {
    case 'row-edited':
      return `row ${fault.eventId} was changed after seal ${fault.seal}`;
    case 'row-deleted':
      return `row ${fault.eventId}, under seal ${fault.seal}, is gone`;
    case 'row-added-later':
      return `row ${fault.eventId} was slipped in behind the seals`;
    case 'seal-missing-inside':
      return `seal ${fault.seal} is gone from the database: cut, or an older backup was put back`;
    case 'seal-missing-outside':
      return `seal ${fault.seal} is gone from the folder outside the database`;
    case 'seal-altered-inside':
      return `seal ${fault.seal} was changed in the database`;
    case 'seal-altered-outside':
      return `seal ${fault.seal} was changed in the folder outside the database`;
    case 'chain-broken':
      return `the chain is broken at seal ${fault.seal}`;
  }
}
