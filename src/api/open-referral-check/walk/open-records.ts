// Opens records by their ids: each must fit its schema, be the one that was asked for, and be called as in the list.
import { randomUUID } from 'node:crypto';
import { isObject } from '../page.ts';
import type { ListEndpoint } from '../standard.ts';
import { type Inspection, inspectHeaders, inWords, isGood, type ListedRecord } from './inspection.ts';
import { idOf } from './read-page.ts';
import { judgeRecord } from './record-rules.ts';

/** Without --most, so many are opened by id; of more, a sample spread over the list. */
const USUAL_SAMPLE = 200;

export type Opened = { readonly id: string; readonly record: Readonly<Record<string, unknown>> };

export async function openRecords(
  inspection: Inspection,
  list: ListEndpoint,
  listed: readonly ListedRecord[],
): Promise<readonly Opened[]> {
  const endpoint = { path: `${list.path}/{id}`, required: list.required };
  const chosen = spread(listed, inspection.most ?? USUAL_SAMPLE);
  if (chosen.length < listed.length)
    inspection.note(
      `${endpoint.path}: ${chosen.length} of ${listed.length} listed records were opened, a sample.`,
    );
  const opened: Opened[] = [];
  for (const one of chosen) {
    const record = await openOne(inspection, { list, endpoint }, one);
    if (record) opened.push({ id: one.id, record });
    inspection.progress(`${endpoint.path}: ${opened.length} of ${chosen.length} opened`);
  }
  if (listed.length > 0) await askForUnknown(inspection, list, endpoint);
  return opened;
}

/** Evenly, first and last included. */
export function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  if (most <= 1) return all.slice(0, most);
  return Array.from(
    { length: most },
    (_, index) => all[Math.floor((index * (all.length - 1)) / (most - 1))] as T,
  );
}

type Where = { readonly list: ListEndpoint; readonly endpoint: { path: string; required: boolean } };

async function openOne(
  inspection: Inspection,
  { list, endpoint }: Where,
  listed: ListedRecord,
): Promise<Opened['record'] | null> {
  const { client, ledger, schemas } = inspection;
  const answer = await client.get(`${list.path}/${encodeURIComponent(listed.id)}`);
  if (answer.trouble === 'stopped') return null;
  const { at } = answer;
  if (!isGood(answer) || !isObject(answer.body)) {
    const says = isGood(answer)
      ? 'the answer is no record'
      : `a listed id cannot be opened: ${inWords(answer)}`;
    ledger.add(endpoint, { rule: 'no-answer', says, at, record: listed.id });
    return null;
  }
  inspectHeaders(inspection, endpoint, answer);
  const record = listed.id;
  for (const problem of schemas.problems(list.record, answer.body))
    ledger.add(endpoint, { rule: 'schema', ...problem, at, record });
  for (const breach of judgeRecord(answer.body)) ledger.add(endpoint, { ...breach, at, record });
  if (idOf(answer.body) !== listed.id) {
    ledger.add(endpoint, {
      rule: 'other-record',
      says: 'another record comes than was asked for',
      at,
      record,
      pointer: '/id',
    });
    return null;
  }
  for (const { says, pointer } of differences(listed.record, answer.body))
    ledger.add(endpoint, { rule: 'listed-otherwise', says, at, record, pointer });
  return answer.body;
}

/** The service behind an id must be the listed one: its name, its status, and for a service at a location which two it joins. */
function differences(
  listed: Opened['record'],
  opened: Opened['record'],
): { says: string; pointer: string }[] {
  const found: { says: string; pointer: string }[] = [];
  for (const name of ['name', 'status', 'service_id', 'location_id', 'organization_id'])
    if (listed[name] !== undefined && opened[name] !== undefined && listed[name] !== opened[name])
      found.push({ says: `${name} is not what the list says`, pointer: `/${name}` });
  for (const name of ['service', 'location', 'organization']) {
    const [one, other] = [idOf(listed[name]), idOf(opened[name])];
    if (one !== null && other !== null && one !== other)
      found.push({ says: `${name} is another one than in the list`, pointer: `/${name}/id` });
  }
  return found;
}

async function askForUnknown(
  { client, ledger }: Inspection,
  list: ListEndpoint,
  endpoint: { path: string; required: boolean },
): Promise<void> {
  const answer = await client.get(`${list.path}/${randomUUID()}`);
  if (answer.status === 404 || answer.trouble === 'stopped') return;
  ledger.add(endpoint, {
    rule: 'unknown-id',
    says: `an id that does not exist is not answered with 404: ${inWords(answer)}`,
    at: endpoint.path,
  });
}
