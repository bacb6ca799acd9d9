// Attributes: which taxonomy terms a thing carries, and which of our kinds of service they stand for.
import { isUuid } from '#kernel';
import { stableId } from '../../identity.ts';
import { TAXONOMY } from '../../kind.ts';
import type { EntryPart } from '../entry.ts';
import { isObj, type Obj, objectsIn, originOf, TAXONOMY_FIELDS, TERM, take } from './entities.ts';
import { line, text } from './fields.ts';
import {
  entityId,
  type Gathering,
  meaningOf,
  type Owner,
  originalIdOf,
  part,
  partId,
  wonder,
} from './gathering.ts';

export type Attributes = {
  readonly parts: readonly EntryPart[];
  /** Codes of our kinds that the terms stand for. */
  readonly kinds: readonly string[];
  /** Names of the terms, to search by. */
  readonly words: readonly string[];
};

type Term = {
  readonly id: string;
  readonly name: string;
  readonly kind: string | null;
  readonly parts: readonly EntryPart[];
};

/** 'esdServiceType:1234' names its list before the colon. */
const listNamedIn = (code: string | null): string | null =>
  /^([A-Za-z][\w-]{2,40}):\S/.exec(code ?? '')?.[1] ?? null;

function taxonomyOf(
  g: Gathering,
  term: Obj,
  code: string | null,
  at: string,
): { name: string; parts: readonly EntryPart[]; id?: string } {
  const detail = isObj(term.taxonomy_detail) ? term.taxonomy_detail : {};
  const columns = take(TAXONOMY_FIELDS, detail, g.tell, `${at}.taxonomy_detail.`);
  const written =
    line(term.taxonomy, `${at}.taxonomy`, g.tell) ?? columns.name ?? listNamedIn(code) ?? 'terms';
  const name = String(written);
  const original = originalIdOf(detail) ?? originalIdOf({ id: term.taxonomy_id });
  if (original === null) return { name, parts: [] };
  const id = entityId('taxonomy', g.context.source.code, original);
  return { name, id, parts: taxonomyPart(g, { ...detail, id: original }) };
}

/** Our own list is here already. */
export function taxonomyPart(g: Gathering, record: Obj): readonly EntryPart[] {
  const { source } = g.context;
  const columns = take(TAXONOMY_FIELDS, record, () => {});
  const original = originalIdOf(record);
  if (original === null || columns.name === undefined || columns.name === TAXONOMY) return [];
  return [
    part('taxonomies', {
      id: entityId('taxonomy', source.code, original),
      source_id: source.id,
      ...columns,
      origin: originOf(record),
    }),
  ];
}

export const termKey = (list: string, code: string, taxonomyId: string | null): string =>
  `${list}\u0000${code}\u0000${taxonomyId ?? ''}`;

/** A feed that gathers others has the same code in several lists of one name; one that makes up identifiers has a code only once. */
function identifierOf(
  g: Gathering,
  { list, code, taxonomyId }: { list: string; code: string; taxonomyId: string | null },
  original: string | null,
): string {
  const { terms, source } = g.context;
  const uuid = original !== null && isUuid(original.toLowerCase()) ? original.toLowerCase() : null;
  const key = termKey(list, code, taxonomyId);
  const id =
    (uuid === null ? undefined : terms.get(uuid)) ??
    terms.get(key) ??
    terms.get(termKey(list, code, null)) ??
    uuid ??
    stableId('term', source.code, `${list} ${code}`);
  terms.set(key, id).set(id, id);
  return id;
}

/** `asKind`: it may stand for one of our kinds, and waits for somebody to say so. */
export function termOf(g: Gathering, term: Obj, at: string, asKind = true): Term | null {
  const columns = take(TERM, term, g.tell, `${at}.`);
  const original = originalIdOf(term);
  const code = (line(term.code, `${at}.code`, g.tell) ?? original) as string | null;
  const name = String(columns.name ?? code ?? '');
  if (name === '' || code === null) {
    g.tell(at, 'says-nothing', term);
    return null;
  }
  const { context } = g;
  const taxonomy = taxonomyOf(g, term, code, at);
  // Our own kinds, published by us or by somebody who uses the same list.
  if (taxonomy.name === TAXONOMY && context.kinds.has(code))
    return { id: context.kinds.idOf(code), name, kind: code, parts: [] };
  const list = taxonomy.name === TAXONOMY ? `${TAXONOMY} of ${context.source.code}` : taxonomy.name;
  const id = identifierOf(g, { list, code, taxonomyId: taxonomy.id ?? null }, original);
  const row = {
    id,
    source_id: context.source.id,
    taxonomy: list,
    code,
    ...columns,
    name,
  };
  const parent = originalIdOf({ id: term.parent_id });
  if (parent !== null) context.links.terms.set(id, parent);
  if (original !== null) context.termIds.set(original, id);
  if (taxonomy.id !== undefined) context.links.taxonomies.set(id, taxonomy.id);
  return {
    id,
    name,
    kind: asKind ? kindOf(g, list, name, at) : null,
    parts: [...taxonomy.parts, part('terms', row)],
  };
}

/** A kind of the same name, or what a person decided that the term stands for; otherwise it waits for one. */
function kindOf(g: Gathering, taxonomy: string, name: string, at: string): string | null {
  const unknown = { field: 'taxonomy-term', text: `${taxonomy}: ${name}`.slice(0, 300) } as const;
  const decided = meaningOf(g, unknown);
  const kind =
    decided === undefined
      ? g.context.kinds.codeNamed(name)
      : decided.filter(code => g.context.kinds.has(code)).join(' ');
  if (kind !== null) return kind === '' ? null : kind;
  g.tell(at, 'unknown-term', unknown.text);
  wonder(g, unknown);
  return null;
}

const WITH_KINDS: ReadonlySet<string> = new Set([
  'service',
  'service_at_location',
  'organization',
  'location',
]);

/** A term of which only the identifier is sent, as the feed's own list of terms has it. */
function whole(g: Gathering, term: Obj): Obj {
  const known = term.name === undefined ? g.context.termRecords.get(originalIdOf(term) ?? '') : undefined;
  return known ? { ...known, ...term } : term;
}

/** `of` is the thing that carries them; `owner` the service, place or organisation it is a part of. */
export function readAttributes(
  g: Gathering,
  list: unknown,
  path: string,
  of: { readonly entity: string; readonly id: string; readonly owner: Owner },
): Attributes {
  const parts: EntryPart[] = [];
  // What a phone or a language is tagged with is no kind of service.
  const ofKinds = WITH_KINDS.has(of.entity);
  const kinds: string[] = [];
  const words: string[] = [];
  for (const [index, object] of objectsIn(list, path, g.tell).entries()) {
    const at = `${path}[${index}]`;
    const nested = object.taxonomy_term ?? (object.taxonomy_term_id ? { id: object.taxonomy_term_id } : null);
    const term = isObj(nested) ? termOf(g, whole(g, nested), `${at}.taxonomy_term`, ofKinds) : null;
    const value = text(object.value, `${at}.value`, g.tell);
    const label = line(object.label, `${at}.label`, g.tell);
    if (term === null && value === null) {
      g.tell(at, 'says-nothing', object);
      continue;
    }
    const row = {
      id: partId(g, 'attributes', object, at),
      ...of.owner,
      link_entity: of.entity,
      link_id: of.id,
      link_type: line(object.link_type, `${at}.link_type`, g.tell),
      taxonomy_term_id: term?.id ?? null,
      value,
      label,
    };
    parts.push(...(term?.parts ?? []), part('attributes', row));
    if (term) words.push(term.name);
    if (term?.kind && of.entity === 'service') kinds.push(...term.kind.split(' '));
  }
  return { parts, kinds, words };
}
