// "Need" as a way into a search: which kinds of service may help with each kind of help, from a dated table (guidance M2, R1).
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { notKnown, SILENT_NO, yes } from './judged.ts';
import { type Wish, wish } from './wish.ts';

type Row = Record<'need' | 'kind' | 'fit' | 'as_of' | 'review_by', string>;
type Type = Record<'code' | 'category' | 'label', string>;

const read = <Line>(name: string): readonly Line[] =>
  parse(readFileSync(new URL(`../../../seeds/content/${name}`, import.meta.url)), {
    columns: true,
    bom: true,
  }) as Line[];

const TYPES = new Map(read<Type>('intervention-types.csv').map(type => [type.code, type]));

/** A kind of help as searches know it: services of the first kinds give it, those of the second may. */
type NeedKinds = { readonly fits: ReadonlySet<string>; readonly mayFit: ReadonlySet<string> };

const NEEDS: ReadonlyMap<string, NeedKinds> = (() => {
  const found = new Map<string, { fits: Set<string>; mayFit: Set<string> }>();
  for (const { need, kind, fit } of read<Row>('need-kinds.csv')) {
    const kinds = found.get(need) ?? { fits: new Set(), mayFit: new Set() };
    (fit === 'fits' ? kinds.fits : kinds.mayFit).add(kind);
    found.set(need, kinds);
  }
  return found;
})();

/** Kinds of help that a search can begin with. */
export const SEARCHED_NEEDS: ReadonlySet<string> = new Set(NEEDS.keys());

/** The category of a type ('LANG-ESOL' → 'language'); a category is its own. */
export const categoryOf = (kind: string): string => TYPES.get(kind)?.category ?? kind;
export const typesOf = (category: string): readonly string[] =>
  [...TYPES.values()].filter(type => type.category === category).map(({ code }) => code);
export const typeLabel = (code: string): string | null => TYPES.get(code)?.label ?? null;

/** A service listed under a whole category and none of its types may give any of them: it is asked, not left out. */
export function needWish(need: string): Wish {
  const kinds = NEEDS.get(need) ?? { fits: new Set(), mayFit: new Set() };
  const label = typeLabel(need) ?? 'This kind of help';
  const [so, perhaps, otherwise] = [yes(`Gives: ${label}`), notKnown(label), SILENT_NO];
  return wish({
    key: `need ${need}`,
    name: 'need',
    label,
    reads: ['kinds'],
    judge: ({ kinds: of }) => {
      if (of.length === 0) return perhaps;
      if (of.some(kind => kinds.fits.has(kind))) return so;
      const bare = (kind: string): boolean => !of.some(other => other !== kind && categoryOf(other) === kind);
      return of.some(kind => kinds.mayFit.has(kind) && bare(kind)) ? perhaps : otherwise;
    },
  });
}
