// Digests of what must not change while somebody else works: rows of an organisation, and what hangs on a team's people.
import type { TestDatabase } from '../testing.ts';
import { keyOf, listFollowers, listTables } from './catalogue.ts';
import type { Case } from './world.ts';

/** One digest for each table of all rows of the organisation that `other` is in, and of the people of `team`. */
export async function fingerprints(
  { asSuperuser }: Pick<TestDatabase, 'asSuperuser'>,
  { other, team }: { readonly other: Case; readonly team: Case },
): Promise<Map<string, string>> {
  const prints = new Map<string, string>();
  const add = async (what: string, from: string, values: unknown[]): Promise<void> => {
    const rows = await asSuperuser<{ print: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from ${from}`,
      values,
    );
    prints.set(what, rows[0]?.print ?? '');
  };
  for (const { name, hasOrganisation } of await listTables(asSuperuser))
    if (hasOrganisation)
      await add(`${name} of the other organisation`, `"${name}" t where t."${keyOf(name)}" = $1`, [
        other.place.organisationId,
      ]);
  for (const { name, condition } of await listFollowers(asSuperuser))
    await add(`${name} of the other team`, `"${name}" t where ${condition}`, [team.people, team.referrals]);
  return prints;
}
