// Checks a feed from outside: recognises its standard, walks every endpoint, page and id, tries its filters, and gives a verdict.

import { type FeatureResult, tryFeatures } from './features/try-features.ts';
import { type Client, openClient, usualDelay } from './http/client.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { printable } from './printable.ts';
import { judgeRoot, recognise } from './recognise.ts';
import { openSchemas } from './schemas.ts';
import { ROOT, STANDARDS, type Standard } from './standard.ts';
import { officialVerdict, strictVerdict, type Verdict } from './verdict.ts';
import {
  type EndpointSeen,
  type Inspection,
  inspectHeaders,
  isGood,
  type ListedRecord,
} from './walk/inspection.ts';
import type { Opened } from './walk/open-records.ts';
import { openRecords } from './walk/open-records.ts';
import { walkList } from './walk/walk-list.ts';

export type CheckOptions = {
  /** Records looked at per endpoint. Without it all records of the lists, and up to 200 of each by id. */
  readonly most?: number;
  /** Records asked for per page when reading whole lists; without it 5 to 100, by the length of the list. */
  readonly perPage?: number;
  /** The outcome is by our rules and not by the official ones. */
  readonly strict?: boolean;
  /** Between two requests; 100, or none for a feed on this machine. */
  readonly delayMs?: number;
  /** For one answer; 30 seconds. */
  readonly timeoutMs?: number;
  /** Of one answer, unpacked; 16 MiB. */
  readonly mostBytes?: number;
  readonly mostRequests?: number;
  readonly progress?: (line: string) => void;
  /** YYYY-MM-DD, to tell which schedules hold; today. */
  readonly today?: string;
};

/** @param url the feed's address, that of its `/`. Never throws for anything the feed does. */
export async function checkOpenReferral(url: string, options: CheckOptions = {}): Promise<Verdict> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return cannot(printable(url), 'The address must begin with http:// or https://.', 0);
  const base = new URL(url);
  base.hash = '';
  const client = openClient(base, {
    delayMs: options.delayMs ?? usualDelay(base),
    timeoutMs: options.timeoutMs ?? 30_000,
    mostBytes: options.mostBytes ?? 16 * 1024 * 1024,
    mostRequests: options.mostRequests ?? 50_000,
  });
  try {
    return await checkWith(client, `${base.origin}${base.pathname}`, options);
  } finally {
    client.close();
  }
}

async function checkWith(client: Client, url: string, options: CheckOptions): Promise<Verdict> {
  const ledger = openLedger();
  const notes: string[] = [];
  const recognised = await recognise(client, ledger, url);
  if (recognised.standard === null) return cannot(url, recognised.because, client.requests());
  const standard = STANDARDS[recognised.standard];
  const inspection: Inspection = {
    client,
    standard,
    schemas: openSchemas(standard.name),
    ledger,
    most: options.most ?? null,
    perPage: options.perPage ?? null,
    note: sentence => notes.push(sentence),
    progress: options.progress ?? (() => {}),
  };
  if (standard.describesItself) {
    judgeRoot(ledger, standard.name, recognised.root);
    if (isGood(recognised.root)) inspectHeaders(inspection, ROOT, recognised.root);
  }
  const walked = await walkAll(inspection);
  const features = await featuresOf(
    inspection,
    walked,
    options.today ?? new Date().toISOString().slice(0, 10),
  );
  if (ledger.leftOut() > 0) notes.push(`${ledger.leftOut()} more findings of other kinds are not shown.`);
  return conclude({
    url,
    options,
    client,
    ledger,
    notes,
    standard,
    version: recognised.version,
    walked,
    features,
  });
}

type Walked = {
  readonly endpoints: readonly EndpointSeen[];
  readonly listed: ReadonlyMap<string, readonly ListedRecord[]>;
  readonly opened: ReadonlyMap<string, readonly Opened[]>;
};

async function walkAll(inspection: Inspection): Promise<Walked> {
  const endpoints: EndpointSeen[] = [];
  const listed = new Map<string, readonly ListedRecord[]>();
  const opened = new Map<string, readonly Opened[]>();
  for (const list of inspection.standard.lists) {
    inspection.progress(`${list.path}: reading`);
    const seen = await walkList(inspection, list);
    const records = list.byId ? await openRecords(inspection, list, seen.records) : [];
    listed.set(list.path, seen.records);
    opened.set(list.path, records);
    endpoints.push({
      endpoint: list.path,
      required: list.required,
      pages: seen.pages,
      listed: seen.listed,
      total: seen.total,
      opened: records.length,
    });
  }
  return { endpoints, listed, opened };
}

async function featuresOf(
  inspection: Inspection,
  { listed, opened }: Walked,
  today: string,
): Promise<readonly FeatureResult[]> {
  if (!inspection.standard.describesItself) {
    inspection.note('Filters are tried on feeds of version 3 only.');
    return [];
  }
  const terms = listed.get('/taxonomy_terms') ?? [];
  return tryFeatures(inspection, {
    services: opened.get('/services') ?? [],
    servicesAtLocations: opened.get('/service_at_locations') ?? [],
    parents: new Map(
      terms.flatMap(({ id, record }) =>
        typeof record.parent_id === 'string' ? [[id, record.parent_id] as const] : [],
      ),
    ),
    today,
  });
}

type Seen = {
  readonly url: string;
  readonly options: CheckOptions;
  readonly client: Client;
  readonly ledger: Ledger;
  readonly notes: readonly string[];
  readonly standard: Standard;
  readonly version: string | null;
  readonly walked: Walked;
  readonly features: readonly FeatureResult[];
};

function conclude({
  url,
  options,
  client,
  ledger,
  notes,
  standard,
  version,
  walked,
  features,
}: Seen): Verdict {
  const findings = ledger.findings();
  const official = officialVerdict(findings);
  const strict = strictVerdict(findings);
  const gone = client.stopped();
  const failed = options.strict ? strict === 'fail' : official === 'fail';
  return {
    url,
    outcome: gone ? 'cannot-check' : failed ? 'fail' : 'pass',
    because: gone
      ? `The feed stopped answering, or more than its share was asked, after ${client.requests()} requests; what follows is not the whole.`
      : null,
    standard: standard.name,
    version: version === null ? null : printable(version, 60),
    official: gone ? null : official,
    strict: gone ? null : strict,
    endpoints: walked.endpoints,
    features,
    findings,
    notes,
    requests: client.requests(),
  };
}

const cannot = (url: string, because: string, requests: number): Verdict => ({
  url,
  outcome: 'cannot-check',
  because: printable(because),
  standard: null,
  version: null,
  official: null,
  strict: null,
  endpoints: [],
  features: [],
  findings: [],
  notes: [],
  requests,
});
