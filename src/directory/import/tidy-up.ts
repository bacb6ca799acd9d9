// What an import leaves to be counted again: how many services each kind has.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { TAXONOMY } from '../kind.ts';

export async function tidyUp(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('directory counts'))`.execute(ctx.tx);
  await countTerms(ctx);
  await sql`select analyze_directory()`.execute(ctx.tx);
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
