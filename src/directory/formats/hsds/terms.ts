// Attributes: which taxonomy terms a thing carries, and which of our kinds of service they stand for.
import { isUuid } from '#kernel';
import { stableId } from '../../identity.ts';
import { TAXONOMY } from '../../kind.ts';
import type { EntryPart } from '../entry.ts';
import { isObj, type Obj, objectsIn, TAXONOMY_FIELDS, TERM, take } from './entities.ts';
import { line, text } from './fields.ts';
import { entityId, type Gathering, meaningOf, originalIdOf, part, partId, wonder } from './gathering.ts';
import type { Owner } from './spoken.ts';

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
  if (original === null || columns.name === undefined) return { name, parts: [] };
  const id = entityId('taxonomy', g.context.source.code, original);
  return { name, id, parts: [part('taxonomies', { id, source_id: g.context.source.id, ...columns })] };
}

function termOf(g: Gathering, term: Obj, at: string): Term | null {
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
  const key = `${list}\u0000${code}`;
  const id =
    context.terms.get(key) ??
    (original !== null && isUuid(original.toLowerCase())
      ? original.toLowerCase()
      : stableId('term', context.source.code, `${list} ${code}`));
  context.terms.set(key, id);
  const row = {
    id,
    source_id: context.source.id,
    taxonomy: list,
    code,
    taxonomy_id: taxonomy.id ?? null,
    ...columns,
    name,
  };
  return { id, name, kind: kindOf(g, list, name, at), parts: [...taxonomy.parts, part('terms', row)] };
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

/** `of` is the thing that carries them; `owner` the service, place or organisation it is a part of. */
export function readAttributes(
  g: Gathering,
  list: unknown,
  path: string,
  of: { readonly entity: string; readonly id: string; readonly owner: Owner },
): Attributes {
  const parts: EntryPart[] = [];
  const kinds: string[] = [];
  const words: string[] = [];
  for (const [index, object] of objectsIn(list, path, g.tell).entries()) {
    const at = `${path}[${index}]`;
    const nested = object.taxonomy_term ?? (object.taxonomy_term_id ? { id: object.taxonomy_term_id } : null);
    const term = isObj(nested) ? termOf(g, nested, `${at}.taxonomy_term`) : null;
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
