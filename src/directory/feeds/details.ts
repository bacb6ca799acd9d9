// Fetches services one by one where a feed's list says only their names; those that have not changed are not fetched again.
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { asActor, type Database } from '#database';
import type { RecordProblem } from '../formats/entry.ts';
import { isObj, type Obj } from '../formats/hsds/entities.ts';
import { originalIdOf } from '../formats/hsds/gathering.ts';
import { parseJson } from '../formats/sound-json.ts';
import { IMPORTER } from '../import/import-reading.ts';
import { fetchPage, type Manners } from './fetch-page.ts';
import type { FoundList } from './find-list.ts';

type From = {
  readonly database: Database;
  readonly source: { readonly id: string; readonly code: string };
  readonly list: FoundList;
  readonly manners: Manners;
};

type Details = {
  readonly items: readonly unknown[];
  /** The source's identifiers of services that are here already as they are there. */
  readonly known: readonly string[];
  readonly problems: readonly RecordProblem[];
};

/** When each was changed, as the source said when it was fetched last. */
async function changesKnown(
  { database, source }: From,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await asActor(database, IMPORTER, ctx =>
    sql<{
      original_id: string;
      changed: string | null;
    }>`select original_id, raw->>'last_modified' as changed from directory_records
      where source_id = ${source.id}::uuid and original_id = any(${ids}::text[])`.execute(ctx.tx),
  );
  return new Map(rows.map(row => [row.original_id, row.changed]));
}

function detailAddress(list: FoundList, id: string): string {
  const url = new URL(list.url);
  url.search = '';
  return `${url.href.replace(/\/+$/, '')}/${encodeURIComponent(id)}`;
}

async function fetchDetail(from: From, item: Obj, id: string): Promise<Obj | null> {
  const fetched = await fetchPage(detailAddress(from.list, id), from.manners);
  const value = fetched.ok ? parseJson(fetched.text) : null;
  const detail = isObj(value) && originalIdOf(value) === id ? value : null;
  await wait(from.manners.pauseMs);
  return detail === null ? null : { ...item, ...detail };
}

/** A detail that cannot be fetched costs nothing that is here already; a service that is new comes as thin as it is. */
export async function loadDetails(from: From, items: readonly unknown[]): Promise<Details> {
  const ids = items.flatMap(item => (isObj(item) ? (originalIdOf(item) ?? []) : []));
  const changes = await changesKnown(from, ids);
  const full: unknown[] = [];
  const known: string[] = [];
  const problems: RecordProblem[] = [];
  for (const item of items) {
    const id = isObj(item) ? originalIdOf(item) : null;
    if (!isObj(item) || id === null) {
      full.push(item);
      continue;
    }
    const changed = item.last_modified;
    if (typeof changed === 'string' && changes.get(id) === changed) {
      known.push(id);
      continue;
    }
    const detail = await fetchDetail(from, item, id);
    if (detail === null)
      problems.push({
        source: from.source.code,
        record: id,
        field: 'record',
        reason: 'detail-not-fetched',
        value: '',
      });
    if (detail === null && changes.has(id)) known.push(id);
    else full.push(detail ?? item);
  }
  return { items: full, known, problems };
}
