// What a walk over a feed carries along: the client, the standard, the ledger, and what was seen of each endpoint.
import type { Answer, Client } from '../http/client.ts';
import type { Endpoint, Ledger } from '../ledger.ts';
import type { Schemas } from '../schemas.ts';
import type { Standard } from '../standard.ts';

export type Inspection = {
  readonly client: Client;
  readonly standard: Standard;
  readonly schemas: Schemas;
  readonly ledger: Ledger;
  /** Records looked at per endpoint; null: all in lists, a sample by id. */
  readonly most: number | null;
  /** Records asked for per page when reading whole lists; null: about ten pages, at most 100. */
  readonly perPage: number | null;
  /** Sentences for the reader: what was sampled or could not be looked at. */
  readonly note: (sentence: string) => void;
  readonly progress: (line: string) => void;
};

export type EndpointSeen = {
  readonly endpoint: string;
  readonly required: boolean;
  readonly pages: number;
  readonly listed: number;
  /** total_items as the feed says, if it does. */
  readonly total: number | null;
  readonly opened: number;
};

export type ListedRecord = { readonly id: string; readonly record: Readonly<Record<string, unknown>> };

/** Rules about every answer, whatever is in it. */
export function inspectHeaders({ ledger }: Inspection, endpoint: Endpoint, answer: Answer): void {
  const allowed = answer.headers['access-control-allow-origin'];
  if (allowed !== '*' && allowed !== 'https://example.org')
    ledger.add(endpoint, {
      rule: 'cors',
      at: answer.at,
      says: allowed
        ? 'Access-Control-Allow-Origin lets only some sites read the feed'
        : 'the header Access-Control-Allow-Origin is missing',
    });
  const type = answer.headers['content-type'] ?? '';
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
    ledger.add(endpoint, {
      rule: 'content-type',
      at: answer.at,
      says: type ? 'the content type is not application/json' : 'there is no content type',
    });
}

export const isGood = ({ status, trouble }: Answer): boolean =>
  trouble === null && status >= 200 && status < 300;

export function inWords({ status, trouble }: Answer): string {
  switch (trouble) {
    case 'unreachable':
      return 'there is no answer';
    case 'timeout':
      return 'the answer took too long';
    case 'too-large':
      return 'the answer is too large';
    case 'private-address':
      return 'it redirects to a private address, which was not followed';
    case 'too-many-redirects':
      return 'it redirects again and again';
    case 'stopped':
      return 'it was not asked, the check had stopped';
    case 'not-json':
      return status >= 200 && status < 300 ? 'the answer is not JSON' : `the answer is ${status}`;
    case null:
      return `the answer is ${status}`;
  }
}
