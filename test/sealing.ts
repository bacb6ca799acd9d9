// Seals all that a test recorded, however busy the server that all tests share is.
import { sealAll } from '#database';
import type { TestDatabase } from './testing.ts';

/**
 * Rows wait to be sealed while any older transaction of the server is still open, also one of another test: waits for those,
 * then seals. Answers how many rows were sealed.
 */
export async function sealEverything(
  { asSuperuser, database }: Pick<TestDatabase, 'asSuperuser' | 'database'>,
  folder: string,
): Promise<number> {
  const ended = `select count(*) filter (where xact >= pg_snapshot_xmin(pg_current_snapshot())) = 0 as ended from audit_events`;
  while (!(await asSuperuser<{ ended: boolean }>(ended))[0]?.ended);
  return sealAll(database, folder);
}
