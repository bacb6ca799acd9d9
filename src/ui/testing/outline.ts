// Says what HTML is made of, without its words' spacing and its ids, so that two renderings can be compared.

import { parseHTML } from 'linkedom';

const kept = [
  ...['role', 'scope', 'type', 'rel', 'hidden', 'value', 'rows', 'inputmode', 'data-module'],
  ...['aria-label', 'aria-current', 'aria-sort', 'aria-hidden'],
];
const references = ['aria-describedby', 'aria-labelledby', 'data-aria-controls', 'for'];

/** As much of a DOM element as this needs: the project's TypeScript knows no DOM. */
type Element = {
  readonly nodeType: number;
  readonly tagName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<Element>;
  readonly children: Iterable<Element>;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  querySelector(selector: string): Element | null;
};

// React writes some attributes with capitals (inputMode); in HTML they mean the same.
const attributeOf = (element: Element, name: string): string | undefined =>
  [...element.attributes].find(attribute => attribute.name.toLowerCase() === name)?.value;

const classesOf = (element: Element): string[] =>
  (attributeOf(element, 'class') ?? '')
    .split(/\s+/)
    .filter(name => name !== '')
    .sort();

/** What an id points at, said as the classes of the thing, so that `for` and `aria-describedby` can be compared. */
const target = (root: Element, id: string): string => {
  const found = root.querySelector(`[id="${id}"]`);
  return found === null ? 'nothing' : classesOf(found).join('.');
};

const attributesOf = (element: Element, root: Element): string[] => [
  ...kept.flatMap(name => {
    const value = attributeOf(element, name);
    return value === undefined ? [] : [`${name}=${value}`];
  }),
  ...references.flatMap(name => {
    const ids = attributeOf(element, name);
    if (ids === undefined) return [];
    const targets = ids.split(' ').map(id => target(root, id));
    return [`${name}=>${targets.join(' ')}`];
  }),
];

const lines = (element: Element, root: Element, depth: number): string[] => {
  const start = [element.tagName.toLowerCase(), ...classesOf(element).map(name => `.${name}`)].join('');
  const own = `${'  '.repeat(depth)}${[start, ...attributesOf(element, root)].join(' ')}`;
  const inside = [...element.childNodes].flatMap(node => {
    if (node.nodeType === 1) return lines(node, root, depth + 1);
    const words = (node.textContent ?? '').replace(/\s+/g, ' ').trim();
    return node.nodeType === 3 && words !== '' ? [`${'  '.repeat(depth + 1)}"${words}"`] : [];
  });
  return [own, ...inside];
};

/** One line an element or text, indented by depth: tag, classes, meaningful attributes, what it points at. */
export const outline = (html: string): string[] => {
  const { document } = parseHTML(`<!DOCTYPE html><html><body>${html}</body></html>`);
  const body: Element = document.body;
  return [...body.children].flatMap(element => lines(element, body, 0));
};
