// The shapes of FHIR R4: for each resource, data type and inner element, which properties it may have.
import { readFileSync } from 'node:fs';

/** One property as it is written in JSON; `value[x]` is one rule for each of its types. */
export type ElementRule = {
  /** The name in the specification, equal for all types of one choice: `value[x]`. */
  readonly element: string;
  readonly required: boolean;
  readonly many: boolean;
  /** A primitive, a data type, `Resource`, or the path of an inner element such as `Patient.contact`. */
  readonly type: string;
  /** The only codes allowed, when the specification closes the list. */
  readonly codes: ReadonlySet<string> | null;
};

export type Shape = {
  readonly rules: ReadonlyMap<string, ElementRule>;
  /** Elements that must be there, with the properties that count as being there. */
  readonly required: readonly { readonly element: string; readonly properties: readonly string[] }[];
};

type Row = readonly [path: string, least: number, most: string, types: string];
type Table = {
  readonly resources: string;
  readonly elements: Record<string, Row[]>;
  readonly codes: Record<string, string>;
};

export type Shapes = {
  readonly isResource: (type: string) => boolean;
  /** The shape of a type or of the path of an inner element; undefined when R4 has none of that name. */
  readonly of: (type: string) => Shape | undefined;
};

const FILE = new URL('../../../../seeds/fhir/r4-elements.json', import.meta.url);

/** Reads the table (3 ms) and compiles shapes as they are asked for; see seeds/fhir/ORIGIN.md. */
export function readShapes(): Shapes {
  const table = JSON.parse(readFileSync(FILE, 'utf8')) as Table;
  const resources = new Set(table.resources.split(' '));
  const rows = new Map(Object.entries(table.elements));
  const codes = new Map(Object.entries(table.codes).map(([path, list]) => [path, new Set(list.split(' '))]));
  const compiled = new Map<string, Shape | undefined>();
  return {
    isResource: type => resources.has(type),
    of: type => {
      if (!compiled.has(type)) compiled.set(type, compile(type, rows, codes));
      return compiled.get(type);
    },
  };
}

function compile(
  type: string,
  rows: ReadonlyMap<string, Row[]>,
  codes: ReadonlyMap<string, ReadonlySet<string>>,
): Shape | undefined {
  const [root = ''] = type.split('.', 1);
  const prefix = type === root ? '' : `${type.slice(root.length + 1)}.`;
  const own = rows
    .get(root)
    ?.filter(([path]) => path.startsWith(prefix) && !path.slice(prefix.length).includes('.'));
  if (own === undefined || own.length === 0) return undefined;
  const rules = new Map<string, ElementRule>();
  const required: { element: string; properties: string[] }[] = [];
  for (const [path, least, most, types] of own) {
    const element = path.slice(prefix.length);
    const list = types.startsWith('#') ? [types.slice(1)] : types.split('|');
    const properties = list.map(each => nameInJson(element, each));
    list.forEach((each, place) => {
      const inner = each === 'BackboneElement' || each === 'Element';
      rules.set(properties[place] ?? element, {
        element,
        required: least > 0,
        many: most !== '1' && most !== '0',
        type: inner ? `${root}.${path}` : each,
        codes: each === 'code' ? (codes.get(`${root}.${path}`) ?? null) : null,
      });
    });
    if (least > 0) required.push({ element, properties });
  }
  return { rules, required };
}

const nameInJson = (element: string, type: string): string =>
  element.endsWith('[x]')
    ? `${element.slice(0, -3)}${type.charAt(0).toUpperCase()}${type.slice(1)}`
    : element;
