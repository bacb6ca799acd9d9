// Brings what services only name: the terms and organisations above theirs, joined once everything is here.
import { asActor, type Database } from '#database';
import type { RecordProblem } from '../../formats/entry.ts';
import type { ReadingContext } from '../../formats/hsds/gathering.ts';
import { IMPORTER } from '../../import/import-reading.ts';
import type { Manners } from '../fetch-page.ts';
import type { FoundList } from '../find-list.ts';
import { type Run, saveProblems } from '../run-store.ts';
import { joinLinks } from './links.ts';
import { fetchParents, missingParents, saveOrganizations } from './organizations.ts';
import { saveTermLists, type TermLists } from './terms.ts';

export type Around = {
  readonly context: ReadingContext;
  readonly terms: TermLists;
  readonly report: (problem: RecordProblem) => void;
};

type Where = { readonly run: Run; readonly list: FoundList; readonly manners: Manners };

export async function bringAround(
  database: Database,
  { context, terms, report }: Around,
  { run, list, manners }: Where,
): Promise<void> {
  await asActor(database, IMPORTER, ctx => saveTermLists(ctx, context, terms));
  const missing = run.whole ? await asActor(database, IMPORTER, ctx => missingParents(ctx, context)) : [];
  const parents = await fetchParents(list, manners, missing);
  await asActor(database, IMPORTER, async ctx => {
    await saveOrganizations(ctx, context, parents);
    const problems = await joinLinks(ctx, context);
    await saveProblems(ctx, run.id, problems);
    for (const problem of problems) report(problem);
  });
}
