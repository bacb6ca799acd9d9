// Which standard a feed follows: what `/` says, or else how its pages are written.
import type { Answer, Client } from './http/client.ts';
import type { Ledger } from './ledger.ts';
import { isObject, readPage } from './page.ts';
import { openSchemas } from './schemas.ts';
import { ROOT, STANDARDS, type StandardName, standardOf } from './standard.ts';
import { inWords, isGood } from './walk/inspection.ts';

export type Recognised =
  | { readonly standard: StandardName; readonly version: string | null; readonly root: Answer }
  | { readonly standard: null; readonly because: string };

export async function recognise(client: Client, ledger: Ledger, url: string): Promise<Recognised> {
  const root = await readRoot(client);
  const described = isGood(root) && isObject(root.body) ? root.body : {};
  const version = typeof described.version === 'string' ? described.version : null;
  const services = await client.get('/services', { page: '1', per_page: '5' });
  const current = isGood(services) && readPage(services.body, STANDARDS['oruk-3.0'].fields) !== null;
  const old = isGood(services) && readPage(services.body, STANDARDS['oruk-1.0'].fields) !== null;
  const describes = version !== null || typeof described.openapi_url === 'string';
  if (!current && !old && !describes) return { standard: null, because: whyNot(url, root, services) };
  if (!describes && old) return { standard: 'oruk-1.0', version, root };
  const known = version === null ? null : standardOf(version);
  if (known === 'oruk-1.0') return { standard: current ? 'oruk-3.0' : known, version, root };
  if (!describes)
    ledger.add(ROOT, {
      rule: 'read-as-1.0',
      says: 'neither version nor openapi_url: the official check of 2026 judges such a feed as version 1.0',
      at: '/',
    });
  else if (known === null)
    ledger.add(ROOT, {
      rule: 'version-unknown',
      says: 'the version is none we know; the feed is held to Open Referral UK 3.0',
      at: '/',
      pointer: '/version',
    });
  return { standard: known ?? 'oruk-3.0', version, root };
}

/** Some servers know their own address without the slash only, though the standard's path is `/`. */
async function readRoot(client: Client): Promise<Answer> {
  const root = await client.get('/');
  if (root.status !== 404) return root;
  const bare = await client.get('');
  return isGood(bare) ? { ...bare, at: '/' } : root;
}

function whyNot(url: string, root: Answer, services: Answer): string {
  if (root.status === 0 && services.status === 0) return `${url} cannot be checked: ${inWords(root)}.`;
  const why = isGood(services) ? 'the answer is no list' : inWords(services);
  return `${url} is no Open Referral feed: / tells no version, and at /services ${why}.`;
}

/** `/` of a 3.x feed: version, profile and openapi_url, all required. */
export function judgeRoot(ledger: Ledger, standard: StandardName, root: Answer): void {
  if (!isGood(root)) {
    ledger.add(ROOT, { rule: 'no-answer', says: inWords(root), at: '/' });
    return;
  }
  for (const problem of openSchemas(standard).problems('api_details', root.body))
    ledger.add(ROOT, { rule: 'schema', ...problem, at: '/' });
}
