// Reads one page of a list and holds it, its schema and its records to the rules.
import type { Answer } from '../http/client.ts';
import { type AskedPage, isObject, judgePage, type Page, readPage } from '../page.ts';
import type { ListEndpoint } from '../standard.ts';
import { type Inspection, inspectHeaders, inWords, isGood } from './inspection.ts';
import { judgeRecord } from './record-rules.ts';

/** Looked at one by one on a page; a feed that sends more at once breaks `per-page` anyway. */
const MOST_RECORDS = 20_000;

export type Got = { readonly page: Page; readonly answer: Answer };

export function idOf(record: unknown): string | null {
  const id = isObject(record) ? record.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

/** Null: it could not be read, which is then in the ledger. */
export async function readAndJudge(
  inspection: Inspection,
  endpoint: ListEndpoint,
  asked: AskedPage,
): Promise<Got | null> {
  const { client, ledger, standard } = inspection;
  const answer = await client.get(endpoint.path, { page: `${asked.page}`, per_page: `${asked.perPage}` });
  if (answer.trouble === 'stopped') return null;
  const page = isGood(answer) ? readPage(answer.body, standard.fields) : null;
  if (!page) {
    const missing = answer.status === 404 && !endpoint.required && asked.page === 1;
    const says = isGood(answer)
      ? `the answer has no list called ${standard.fields.contents}`
      : inWords(answer);
    ledger.add(endpoint, { rule: missing ? 'not-offered' : 'no-answer', says, at: answer.at });
    return null;
  }
  inspectHeaders(inspection, endpoint, answer);
  for (const breach of judgePage(page, asked, standard.fields))
    ledger.add(endpoint, {
      ...breach,
      at: answer.at,
      oursOnly: breach.oursOnly === true || !endpoint.officialPaging,
    });
  judgeSchema(inspection, endpoint, { page, answer });
  judgeRecords(inspection, endpoint, { page, answer });
  return { page, answer };
}

function judgeSchema({ schemas, ledger }: Inspection, endpoint: ListEndpoint, { page, answer }: Got): void {
  const problems = schemas.problems(endpoint.page, answer.body);
  if (!endpoint.officialPageIsWrong) {
    for (const problem of problems) {
      const index = Number(/^\/\w+\/(\d+)/.exec(problem.pointer)?.[1] ?? -1);
      ledger.add(endpoint, { rule: 'schema', ...problem, at: answer.at, record: idOf(page.records[index]) });
    }
    return;
  }
  if (problems.length > 0)
    ledger.add(endpoint, {
      rule: 'organization-page',
      says: 'every correct page of organisations warns: a fault of the official schema and not of the feed',
      at: endpoint.path,
    });
  page.records.slice(0, MOST_RECORDS).forEach((record, index) => {
    for (const { pointer, says } of schemas.problems(endpoint.record, record))
      ledger.add(endpoint, {
        rule: 'schema',
        says,
        at: answer.at,
        pointer: `/contents/${index}${pointer}`,
        record: idOf(record),
        oursOnly: true,
      });
  });
}

function judgeRecords({ ledger, standard }: Inspection, endpoint: ListEndpoint, { page, answer }: Got): void {
  page.records.slice(0, MOST_RECORDS).forEach((record, index) => {
    for (const breach of judgeRecord(record, `/${standard.fields.contents}/${index}`))
      ledger.add(endpoint, { ...breach, at: answer.at, record: idOf(record) });
  });
}
