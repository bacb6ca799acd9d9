// What the checker holds a feed to: each rule with what the official check says of a breach, and what we say.

/** `as-endpoint`: an error on an endpoint that the standard requires, a warning on the others. */
type OfficialWeight = 'as-endpoint' | 'warning' | null;
export type Weight = 'error' | 'warning' | null;

type RuleOf = { readonly official: OfficialWeight; readonly ours: Weight; readonly asks: string };

/**
 * Official: the Open Referral UK validator's test profile of 2024 and its OpenAPI-driven successor of 2026, where either of them looks.
 * `official: null` marks a rule of ours, "stricter than the official check".
 */
export const RULES = {
  'no-answer': { official: 'as-endpoint', ours: 'error', asks: 'the endpoint answers with JSON' },
  'not-offered': { official: 'warning', ours: 'warning', asks: 'the optional endpoint is there' },
  schema: { official: 'as-endpoint', ours: 'error', asks: 'the answer fits the published schema' },
  'organization-page': {
    official: 'warning',
    ours: null,
    asks: 'the page fits its official schema, which by mistake describes a single organisation',
  },
  'empty-list': { official: 'warning', ours: 'warning', asks: 'the list has records' },
  'first-page': { official: 'as-endpoint', ours: 'error', asks: 'first_page is true on page 1 only' },
  'last-page': { official: 'as-endpoint', ours: 'error', asks: 'last_page is true on the last page only' },
  'empty-flag': { official: 'as-endpoint', ours: 'error', asks: 'empty says whether the page is empty' },
  size: { official: 'as-endpoint', ours: 'error', asks: 'size is the number of records on the page' },
  'per-page': {
    official: 'as-endpoint',
    ours: 'error',
    asks: 'every page but the last has per_page records',
  },
  envelope: { official: null, ours: 'error', asks: 'the page says its totals, number, size and flags' },
  'page-number': { official: null, ours: 'error', asks: 'page_number is the page asked for' },
  'total-pages': { official: null, ours: 'error', asks: 'total_pages fits total_items and the page size' },
  'total-items': { official: null, ours: 'error', asks: 'total_items is the number of records there are' },
  'repeated-id': { official: null, ours: 'error', asks: 'no id comes twice in a list' },
  'repeated-page': { official: null, ours: 'error', asks: 'no page repeats another' },
  'past-the-end': { official: null, ours: 'error', asks: 'a page after the last is empty or 404' },
  'unknown-id': { official: null, ours: 'error', asks: 'an id that does not exist is answered with 404' },
  'other-record': { official: null, ours: 'error', asks: 'an id leads to the record with that id' },
  'listed-otherwise': {
    official: null,
    ours: 'error',
    asks: 'a record is called the same in the list and by id',
  },
  cors: { official: null, ours: 'error', asks: 'pages of other sites may read the feed (CORS)' },
  'content-type': { official: null, ours: 'warning', asks: 'the content type is JSON' },
  'date-not-iso': { official: null, ours: 'error', asks: 'dates are real days written YYYY-MM-DD' },
  'time-not-iso': { official: null, ours: 'error', asks: 'times of day are written HH:MM' },
  'offset-missing': { official: null, ours: 'error', asks: 'last_modified is a time with its offset' },
  'coordinates-out-of-range': {
    official: null,
    ours: 'error',
    asks: 'latitude is within ±90, longitude within ±180',
  },
  'age-out-of-range': { official: null, ours: 'warning', asks: 'ages are 0 to 130, the lower one first' },
  'version-unknown': { official: null, ours: 'warning', asks: 'the version is one of a published standard' },
  'read-as-1.0': {
    official: 'as-endpoint',
    ours: 'error',
    asks: '/ gives version or openapi_url, without which the official check judges the feed as version 1.0',
  },
  'filter-broken': {
    official: null,
    ours: 'error',
    asks: 'a filter returns what fits and drops what does not',
  },
  'filter-not-offered': {
    official: null,
    ours: 'warning',
    asks: 'a filter that only HSDS has also works in a UK feed',
  },
} as const satisfies Record<string, RuleOf>;

export type Rule = keyof typeof RULES;

export function weigh(rule: Rule, required: boolean): { official: Weight; ours: Weight } {
  const { official, ours } = RULES[rule];
  if (official !== 'as-endpoint') return { official, ours };
  return { official: required ? 'error' : 'warning', ours };
}
