// What reading one record gathers on its way: parts with their identifiers, problems, and words that nobody understood.
import { isUuid } from '#kernel';
import { stableId } from '../../identity.ts';
import {
  type Columns,
  type EntryPart,
  type PartTable,
  type Problem,
  quoted,
  type UnknownString,
} from '../entry.ts';
import { soundText } from '../sound-json.ts';
import type { Obj } from './entities.ts';
import type { Tell } from './fields.ts';

/** What a reader of Open Referral records must know of the source and of what people decided before. */
export type ReadingContext = {
  readonly source: { readonly id: string; readonly code: string };
  /** Decided meanings of unknown words, by field and text. */
  readonly meaningOf: (unknown: UnknownString) => readonly string[] | undefined;
  /** Kinds of this product, to find one by its code or its name. */
  readonly kinds: {
    has(code: string): boolean;
    idOf(code: string): string;
    codeNamed(name: string): string | null;
  };
  /** Identifier of each term of this source by taxonomy and code, and by itself, known before or met on the way. */
  readonly terms: Map<string, string>;
  /** What refers to what: joined once everything is here, since either may come first or not at all. */
  readonly links: Links;
  /** Our identifier of each term by the source's own. */
  readonly termIds: Map<string, string>;
  /** Terms as the source lists them, by its own identifier. */
  readonly termRecords: ReadonlyMap<string, Obj>;
};

/**
 * Our identifier of each, and what it names: parents by the source's own identifier, the rest by ours.
 */
export type Links = Readonly<
  Record<'organizations' | 'terms' | 'taxonomies' | 'locations', Map<string, string>>
>;

export const noLinks = (): Links => ({
  organizations: new Map(),
  terms: new Map(),
  taxonomies: new Map(),
  locations: new Map(),
});

/** The column that says whose part it is: `{ service_id: … }`. */
export type Owner = Columns;

export type Gathering = {
  readonly context: ReadingContext;
  readonly original: string;
  readonly tell: Tell;
  readonly problems: Problem[];
  readonly unknown: Map<string, UnknownString>;
  readonly readAs: Set<string>;
  readonly usedIds: Set<string>;
  /** The service, place or organisation whose parts are being read. */
  root: Owner;
};

const MOST_PROBLEMS = 200;

export function startGathering(context: ReadingContext, original: string): Gathering {
  const problems: Problem[] = [];
  const tell: Tell = (field, reason, value) => {
    if (problems.length < MOST_PROBLEMS)
      problems.push({ field: soundText(field.slice(0, 200)), reason, value: quoted(value) });
  };
  return {
    context,
    original,
    tell,
    problems,
    unknown: new Map(),
    readAs: new Set(),
    usedIds: new Set(),
    root: {},
  };
}

const NIL = '00000000-0000-0000-0000-000000000000';

/** An identifier that is a UUID is kept, so that publishing and importing again changes nothing; any other gets a stable one. */
export function entityId(what: string, source: string, original: string): string {
  const lower = original.trim().toLowerCase();
  return isUuid(lower) && lower !== NIL ? lower : stableId(what, source, original);
}

export const originalIdOf = (object: Obj): string | null => {
  const { id } = object;
  if (typeof id === 'number' && Number.isFinite(id)) return String(id);
  const text = typeof id === 'string' ? id.trim().slice(0, 500) : '';
  return text === '' || text.toLowerCase() === NIL ? null : text;
};

/** Tables whose rows several records may name; they are written once, and what is there already stays. */
export const SHARED_PARTS: ReadonlySet<string> = new Set(['programs', 'units', 'taxonomies', 'terms']);

/** Within one record an identifier is used once in a table: the same phone under two contacts becomes two rows. */
export function partId(g: Gathering, table: string, object: Obj, path: string): string {
  const original = originalIdOf(object);
  const kept = original === null ? null : entityId(table, `${g.context.source.code} ${g.original}`, original);
  if (kept !== null && SHARED_PARTS.has(table)) return kept;
  const id =
    kept !== null && !g.usedIds.has(`${table} ${kept}`)
      ? kept
      : stableId(table, g.context.source.code, `${g.original} ${path}`);
  g.usedIds.add(`${table} ${id}`);
  return id;
}

/** What a person decided that the text means; undefined when nobody has, and then it waits in the queue. */
export function meaningOf(g: Gathering, unknown: UnknownString): readonly string[] | undefined {
  const meaning = g.context.meaningOf(unknown);
  if (meaning !== undefined) g.readAs.add(`${unknown.field} ${unknown.text} = ${meaning.join(' ')}`);
  return meaning;
}

export function wonder(g: Gathering, unknown: UnknownString): void {
  g.unknown.set(`${unknown.field} ${unknown.text}`, unknown);
}

export const part = (table: PartTable, row: Columns & { readonly id: string }): EntryPart => ({ table, row });

const LARGEST_VENDOR = 20_000;

/** Fields that no column holds, as they came; null when there are none. */
export function vendorFields(
  object: Obj,
  known: ReadonlySet<string>,
  g: Gathering,
  path: string,
): Obj | null {
  const rest = Object.entries(object).filter(
    ([key, value]) =>
      !known.has(key) && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  if (rest.length === 0) return null;
  const kept = Object.fromEntries(rest);
  if (JSON.stringify(kept).length <= LARGEST_VENDOR) return kept;
  g.tell(`${path}vendor`, 'too-long', Object.keys(kept).join(', '));
  return null;
}
