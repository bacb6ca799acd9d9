// Reads CodeYourFuture's signposts: advice and help with a link, topics and regions, and no address.
import { tidyLine, valueIn } from '../cleaning/missing.ts';
import { phoneNumbersIn } from '../cleaning/phone-numbers.ts';
import { plainTextOf } from '../cleaning/plain-text.ts';
import { webAddressIn } from '../cleaning/web-address.ts';
import {
  type Entry,
  type EntryOrganization,
  type Problem,
  quoted,
  type Reading,
  type RecordProblem,
} from './entry.ts';
import { kindsOfSignpost } from './signpost-kinds.ts';
import { SOURCES } from './source.ts';

const SOURCE = SOURCES.signposts.code;
const NOT_IN_UK = new Set(['capetown', 'cape town', 'south africa', 'johannesburg']);
/** Forms and papers of the charity's own course: of no use to anybody who is not its trainee. */
const INTERNAL = /^(?:docs\.google\.com|forms\.gle|airtable\.com|(?:.+\.)?codeyourfuture\.io)$/;
const PHONE = /(?<![\p{L}\p{N}/])0\d(?:[\s-]?\d){8,9}(?![\p{L}\p{N}])/gu;

type Tell = (field: string, reason: string, value: unknown) => void;
type Signpost = Readonly<Record<string, unknown>>;

const lists = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string').map(tidyLine) : [];

/** Null when it is no JSON list of objects with a title and a link. */
export function readSignposts(text: string): Reading | null {
  const list = jsonList(text);
  if (list === null) return null;
  const dropped: RecordProblem[] = [];
  const entries = new Map<string, Entry>();
  let merged = 0;
  list.forEach((item, index) => {
    const signpost = typeof item === 'object' && item !== null ? (item as Signpost) : {};
    const id = valueIn(signpost.slug) ?? valueIn(signpost.title);
    const name = valueIn(signpost.title);
    const drop = (field: string, reason: string) =>
      dropped.push({
        source: SOURCE,
        record: id ?? `entry ${index + 1}`,
        field,
        reason,
        value: quoted(item),
      });
    if (id === null || name === null) drop('title', 'no-name');
    else if (entries.has(id)) merged += 1;
    else entries.set(id, entryOf(id, name, signpost));
  });
  if (list.length > 0 && entries.size === 0) return null;
  return { entries: [...entries.values()], read: list.length, merged, dropped };
}

function jsonList(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text, (_, part: unknown) =>
      typeof part === 'string' ? part.replaceAll('\u0000', '') : part,
    );
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

const hostOf = (address: string): string => new URL(address).hostname.replace(/^www\./, '');

function leftOutOf(link: string, regions: readonly string[]): Entry['leftOut'] {
  if (regions.length > 0 && regions.every(region => NOT_IN_UK.has(region.toLowerCase()))) return 'outside-uk';
  const host = /^mailto:.*@(.+)$/.exec(link)?.[1] ?? (URL.canParse(link) ? hostOf(link) : '');
  return INTERNAL.test(host) ? 'internal' : null;
}

/** What a signpost says in words: its summary, then its text. */
function wordsOf(signpost: Signpost, tell: Tell): { readonly summary: string; readonly body: string } {
  const body = plainTextOf(String(signpost.body_markdown ?? ''));
  if (body.cut) tell('body_markdown', 'too-long', body.text.length);
  const summary = plainTextOf(String(signpost.description ?? '')).text.replace(/[\s,"]+$/, '');
  return { summary, body: body.text };
}

function organizationOf(id: string, name: string, url: string | null): EntryOrganization {
  if (url === null) return { originalId: id, name, website: null, identifiers: [] };
  const host = hostOf(url);
  return { originalId: host, name: host, website: `https://${host}/`, identifiers: [] };
}

function lastModifiedOf({ last_commit: date }: Signpost): string | null {
  const known =
    typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date));
  return known ? `${date}T00:00:00Z` : null;
}

function entryOf(id: string, name: string, signpost: Signpost): Entry {
  const problems: Problem[] = [];
  const tell: Tell = (field, reason, value) => problems.push({ field, reason, value: quoted(value) });
  const link = valueIn(signpost.link) ?? '';
  const web = webAddressIn(link);
  if (web.value === null && web.reason !== null) tell('link', web.reason, link);
  const { summary, body } = wordsOf(signpost, tell);
  const regions = lists(signpost.regions);
  const leftOut = leftOutOf(link, regions);
  if (leftOut !== null) tell('regions', leftOut, leftOut === 'internal' ? link : regions);
  const topics = [...lists(signpost.topics), ...lists(signpost.subtopics)];
  return {
    originalId: id,
    raw: signpost,
    organization: organizationOf(id, name, web.value),
    name,
    description: [summary, body].filter(Boolean).join('\n\n') || null,
    url: web.value,
    email: null,
    eligibility: null,
    lastModified: lastModifiedOf(signpost),
    leftOut,
    locations: [],
    phones: (body.match(PHONE) ?? []).flatMap(number => phoneNumbersIn(number).phones),
    areas:
      leftOut === 'outside-uk' ? regions : regions.filter(region => !NOT_IN_UK.has(region.toLowerCase())),
    kinds: kindsOfSignpost(topics, `${name} ${summary}`),
    words: topics.join(' '),
    problems,
  };
}
