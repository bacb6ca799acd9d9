// What an import leaves to be counted again: the words there are, and how many services each kind has.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { TAXONOMY } from '../kind.ts';

export async function tidyUp(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('directory words'))`.execute(ctx.tx);
  await gatherWords(ctx);
  await countTerms(ctx);
  await sql`select analyze_directory()`.execute(ctx.tx);
}

/** Every word of every service that searches show, with how many services have it. Codes and postcodes have no likely spelling. */
async function gatherWords(ctx: Ctx): Promise<void> {
  await sql`delete from directory_words`.execute(ctx.tx);
  await sql`insert into directory_words (word, services)
    select word, ndoc from ts_stat('select search from directory_services where left_out is null') 
    where length(word) > 2 and word !~ '[0-9]'`.execute(ctx.tx);
}

async function countTerms(ctx: Ctx): Promise<void> {
  await sql`update directory_taxonomy_terms t set services = coalesce(c.services, 0)
    from directory_taxonomy_terms every_term left join (
      select kind, count(*)::int as services from directory_services, unnest(kinds) as kind
      where left_out is null and status <> 'inactive' and status <> 'defunct' group by kind) c on c.kind = every_term.code
    where every_term.id = t.id and every_term.taxonomy = ${TAXONOMY} and t.services is distinct from coalesce(c.services, 0)`.execute(
    ctx.tx,
  );
}
