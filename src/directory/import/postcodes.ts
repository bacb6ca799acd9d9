// Loads the sample of postcodes with their points, so that "near SW17 7BU" means something before an operator loads them all.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Ctx } from '#database';

const FILE = new URL('../../../seeds/postcodes/postcodes-england.csv.gz', import.meta.url);

/** Does nothing when there are postcodes already: an operator's full set is never overwritten by the sample. */
export async function importPostcodes(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ there: boolean }>`select exists (select 1 from postcodes) as there`.execute(
    ctx.tx,
  );
  if (rows[0]?.there) return 0;
  const lines = gunzipSync(readFileSync(FILE))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split(','));
  const column = (index: number): string[] => lines.map(line => line[index] ?? '');
  const inserted = await sql`insert into postcodes (postcode, latitude, longitude)
    select * from unnest(${column(0)}::text[], ${column(1)}::float8[], ${column(2)}::float8[]) on conflict do nothing`.execute(
    ctx.tx,
  );
  return Number(inserted.numAffectedRows ?? 0);
}
