// `footbridge tend directory`: works out at once what the running service works out by and by.
import { tendDirectory } from '#directory';
import type { Config } from '#kernel';
import { Complaint } from './complaint.ts';
import { openDatabase } from './open.ts';

/** How far each entry can be trusted, what to check next, and which entries may be the same. Can be run at any time. */
export async function tend(config: Config, what: string): Promise<void> {
  if (what !== 'directory')
    throw new Complaint('There is only one thing to tend: npx footbridge tend directory');
  const opened = await openDatabase(config);
  try {
    const { services, duplicates } = await tendDirectory(opened.database);
    console.log(
      `  ${services.toLocaleString('en-GB')} services looked at, ${duplicates.toLocaleString('en-GB')} new pairs that may be the same`,
    );
  } finally {
    await opened.close();
  }
}
