// Understands what a feed answers to "list your services": ORUK 3.0, HSDS, ORUK 1.0, a bare list, or one record a line.
import { isObj, type Obj } from '../formats/hsds/entities.ts';
import { isVersion1 } from '../formats/hsds/oruk-1.ts';
import { parseJson } from '../formats/sound-json.ts';

export type Standard = 'oruk-1.0' | 'oruk-3.0' | 'hsds-3.0' | 'hsds-3.1' | 'tabular' | 'csv';

export type ListPage = {
  readonly items: readonly unknown[];
  /** Null when the server does not say. */
  readonly totalPages: number | null;
  readonly totalItems: number | null;
  readonly isLast: boolean | null;
  readonly standard: Standard;
};

const LISTS = ['contents', 'content', 'services', 'items', 'results', 'data'] as const;

const countIn = (value: unknown): number | null =>
  (typeof value === 'number' || typeof value === 'string') &&
  Number.isInteger(Number(value)) &&
  Number(value) >= 0
    ? Number(value)
    : null;

function standardOf(page: Obj | null, items: readonly unknown[]): Standard {
  const services = items.filter(isObj);
  if ((page && ('totalPages' in page || 'totalElements' in page)) || services.some(isVersion1))
    return 'oruk-1.0';
  if (services.some(one => 'capacities' in one || 'additional_urls' in one)) return 'hsds-3.1';
  const hsdsOnly = [
    'eligibility_description',
    'interpretation_services',
    'application_process',
    'wait_time',
    'phones',
  ];
  return services.some(one => hsdsOnly.some(field => field in one)) ? 'hsds-3.0' : 'oruk-3.0';
}

const bare = (items: readonly unknown[]): ListPage => ({
  items,
  totalPages: null,
  totalItems: null,
  isLast: null,
  standard: standardOf(null, items),
});

/** Null when it is no list of services: an error page, a description of the API, or rubbish. */
export function readListPage(text: string): ListPage | null {
  const value = parseJson(text);
  if (value === undefined) return linesOf(text);
  if (Array.isArray(value)) return bare(value);
  if (!isObj(value)) return null;
  const name = LISTS.find(one => Array.isArray(value[one]));
  if (name !== undefined) {
    const items = value[name] as readonly unknown[];
    const last = value.last_page ?? value.last;
    return {
      items,
      totalPages: countIn(value.total_pages ?? value.totalPages),
      totalItems: countIn(value.total_items ?? value.totalElements),
      isLast: typeof last === 'boolean' ? last : null,
      standard: standardOf(value, items),
    };
  }
  // An empty page may leave the list out altogether.
  if (value.empty === true || value.total_items === 0 || value.totalElements === 0)
    return {
      items: [],
      totalPages: countIn(value.total_pages),
      totalItems: 0,
      isLast: true,
      standard: standardOf(value, []),
    };
  const isService =
    'name' in value && ('organization' in value || 'service_at_locations' in value || 'status' in value);
  return isService ? { ...bare([value]), totalPages: 1, isLast: true } : null;
}

/** One record a line (ndjson). A line that cannot be read is kept as rubbish, so that it is told. */
function linesOf(text: string): ListPage | null {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const items = lines.map(line => parseJson(line) ?? line.slice(0, 200));
  return lines.length > 1 && isObj(items[0]) && 'name' in items[0]
    ? { ...bare(items), totalPages: 1, isLast: true }
    : null;
}

const NESTED = [
  ...['service_at_locations', 'contacts', 'phones', 'schedules', 'languages', 'attributes', 'service_areas'],
  ...['cost_options', 'funding', 'required_documents', 'capacities', 'additional_urls'],
  // ORUK 1.0.
  ...['regular_schedules', 'eligibilitys', 'service_taxonomys', 'fundings'],
];

const holds = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : isObj(value) && Object.keys(value).length > 0;

/**
 * Lists of thin records need a request for each: nothing nested in any of them but their organisation, which the standard's own example of
 * a list has too. Empty lists (`phones: []`) say nothing.
 */
export const isThin = (items: readonly unknown[]): boolean => {
  const records = items.filter(isObj);
  return records.length > 0 && !records.some(item => NESTED.some(field => holds(item[field])));
};

/** Whether a service by itself has parts that the list leaves out. */
export const saysMore = (detail: Obj, listed: Obj): boolean =>
  NESTED.some(field => holds(detail[field]) && !holds(listed[field]));
