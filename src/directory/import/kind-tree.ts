// The taxonomy that services are tagged with: intervention types under their categories, from the seed table.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Ctx } from '#database';
import { foldForSearch } from '#kernel';
import { stableId } from '../identity.ts';
import { CATEGORY_LABELS, TAXONOMY } from '../kind.ts';
import { type Table, writeRows } from './bulk.ts';

const FILE = new URL('../../../seeds/content/intervention-types.csv', import.meta.url);

export type KindTree = {
  /** Each code with its category, once; unknown codes fall away. */
  withCategories(codes: readonly string[]): readonly string[];
  has(code: string): boolean;
  labelOf(code: string): string;
  idOf(code: string): string;
  /** The kind of that name, however it is written; null when there is none. */
  codeNamed(name: string): string | null;
};

type Term = {
  readonly code: string;
  readonly label: string;
  readonly description: string | null;
  readonly category: string | null;
};

const TERMS = {
  name: 'directory_taxonomy_terms',
  columns: {
    id: 'uuid',
    taxonomy: 'text',
    code: 'text',
    name: 'text',
    description: 'text',
    parent_id: 'uuid',
    term_uri: 'text',
  },
} as const satisfies Table;

const idOf = (code: string): string => stableId('term', TAXONOMY, code);

function readTerms(): readonly Term[] {
  const rows = parse(readFileSync(FILE), { columns: true }) as Record<string, string>[];
  const categories = Object.entries(CATEGORY_LABELS).map(([code, label]) => ({
    code,
    label,
    description: null,
    category: null,
  }));
  const types = rows.map(row => ({
    code: row.code ?? '',
    label: row.label ?? '',
    description: row.description ?? null,
    category: row.category ?? 'other',
  }));
  return [...categories, ...types];
}

/** Writes the terms, parents first, and answers how to use them. */
export async function saveKinds(ctx: Ctx): Promise<KindTree> {
  const terms = new Map(readTerms().map(term => [term.code, term]));
  const rows = [...terms.values()].map(({ code, label, description, category }) => ({
    id: idOf(code),
    taxonomy: TAXONOMY,
    code,
    name: label,
    description,
    parent_id: category === null ? null : idOf(category),
    term_uri: null,
  }));
  await writeRows(ctx, TERMS, rows, ['id']);
  const byName = new Map([...terms.values()].map(({ code, label }) => [foldForSearch(label), code]));
  return {
    codeNamed: name => byName.get(foldForSearch(name)) ?? null,
    idOf,
    has: code => terms.has(code),
    labelOf: code => terms.get(code)?.label ?? '',
    withCategories: codes => [
      ...new Set(
        codes.flatMap(code => {
          const term = terms.get(code);
          return term === undefined ? [] : term.category === null ? [code] : [code, term.category];
        }),
      ),
    ],
  };
}
