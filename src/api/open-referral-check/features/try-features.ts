// Tries each filter on the feed and says of each whether it works, fails, or could not be tested for lack of data.
import type { Query } from '../http/client.ts';
import { readPage } from '../page.ts';
import { type Inspection, inWords, isGood } from '../walk/inspection.ts';
import { idOf } from '../walk/read-page.ts';
import { age } from './age.ts';
import { dayAndTime } from './day-and-time.ts';
import { type Feature, isTrial, type Pool, type Trial } from './feature.ts';
import { modifiedAfter, organisation, taxonomyTerm } from './links.ts';
import { place } from './place.ts';
import { words } from './words.ts';

export type FeatureResult = {
  readonly name: string;
  readonly endpoint: string;
  readonly result: 'works' | 'fails' | 'not-tested';
  readonly says: string;
  readonly query: Query | null;
  /** Id of the record that must come back. */
  readonly wanted: string | null;
};

/** The five of the official version 1.0 tests, and two that HSDS adds. */
export const FEATURES: readonly Feature[] = [
  age,
  place,
  dayAndTime,
  taxonomyTerm,
  words,
  organisation,
  modifiedAfter,
];
const MOST_PAGES = 20;

export async function tryFeatures(inspection: Inspection, pool: Pool): Promise<readonly FeatureResult[]> {
  const family = inspection.standard.name.startsWith('oruk') ? 'oruk' : 'hsds';
  const results: FeatureResult[] = [];
  for (const feature of FEATURES) {
    inspection.progress(`filter: ${feature.name}`);
    // A UK feed is asked for HSDS's own filters too, but only warned about them; HSDS has none for age and hours.
    if (family === 'hsds' && !feature.of.includes('hsds'))
      results.push(notTested(feature, `${inspection.standard.title} has no such filter`));
    else results.push(await tryOne(inspection, feature, pool, feature.of.includes(family)));
  }
  return results;
}

const notTested = ({ name, endpoint }: Feature, says: string, trial?: Trial): FeatureResult => ({
  name,
  endpoint,
  result: 'not-tested',
  says,
  query: trial?.query ?? null,
  wanted: trial?.wanted ?? null,
});

async function tryOne(
  inspection: Inspection,
  feature: Feature,
  pool: Pool,
  promised: boolean,
): Promise<FeatureResult> {
  const trial = feature.plan(pool);
  if (!isTrial(trial)) return notTested(feature, trial.lack);
  const { name, endpoint } = feature;
  const { query, wanted } = trial;
  const came = await ask(inspection, endpoint, query);
  const verdict = judge(trial, came);
  if (verdict.result === 'not-tested') return notTested(feature, verdict.says, trial);
  if (verdict.result === 'fails')
    inspection.ledger.add(
      { path: endpoint, required: endpoint === '/services' },
      {
        rule: promised ? 'filter-broken' : 'filter-not-offered',
        says: `filter by ${name}: ${verdict.says}`,
        at: `${endpoint}?${new URLSearchParams(query)}`,
        record: wanted,
      },
    );
  return { name, endpoint, ...verdict, query, wanted };
}

type Came = { readonly ids: ReadonlySet<string>; readonly whole: boolean; readonly refusal: string | null };

async function ask({ client, standard, perPage }: Inspection, path: string, query: Query): Promise<Came> {
  const ids = new Set<string>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await client.get(path, { ...query, page: `${page}`, per_page: `${perPage ?? 100}` });
    const got = isGood(answer) ? readPage(answer.body, standard.fields) : null;
    if (!got) return { ids, whole: false, refusal: page === 1 ? inWords(answer) : null };
    const before = ids.size;
    for (const record of got.records) ids.add(idOf(record) ?? '');
    const ended = got.totalPages === null ? got.last === true : page >= got.totalPages;
    if (ended || ids.size === before) return { ids, whole: true, refusal: null };
  }
  return { ids, whole: false, refusal: null };
}

/** The chosen record must come, and what does not fit must not: an ignored filter returns everything, a broken one nothing. */
function judge(
  { wanted, unwanted, tolerant = false }: Trial,
  { ids, whole, refusal }: Came,
): Pick<FeatureResult, 'result' | 'says'> {
  if (refusal) return { result: 'fails', says: refusal };
  const came = [...unwanted].filter(id => ids.has(id));
  if (came.length > 0 && (!tolerant || came.length === unwanted.size)) {
    const all = came.length === unwanted.size;
    const says = all
      ? 'it is ignored, every record that does not fit came too'
      : 'records came that do not fit';
    return {
      result: 'fails',
      says: `${says} (${came[0]}${came.length > 1 ? ` and ${came.length - 1} more` : ''})`,
    };
  }
  if (!ids.has(wanted))
    return whole
      ? { result: 'fails', says: `the record that fits did not come (${wanted})` }
      : { result: 'not-tested', says: `the answer has more than ${MOST_PAGES} pages` };
  return {
    result: 'works',
    says: `returned the record that fits, dropped ${unwanted.size - came.length} that do not`,
  };
}
