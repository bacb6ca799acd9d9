// Reads back what a PDF of ours says, page by page, so that tests can assert on the words and not only on the bytes.
import { inflateSync } from 'node:zlib';

export type ReadPdf = {
  readonly pages: readonly string[];
  readonly title: string;
  readonly language: string;
  readonly tagged: boolean;
  /** How many boxes stand where a font had no such letter. */
  readonly boxes: number;
};

type Objects = ReadonlyMap<string, Buffer>;

/** Understands what Typst writes: plain objects, Flate streams, two-byte glyph numbers with a ToUnicode map. Spaces are dropped. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const file = Buffer.from(bytes);
  if (file.toString('latin1', 0, 5) !== '%PDF-') throw new Error('not a PDF');
  const objects = objectsOf(file);
  const text = file.toString('latin1');
  const pages = [...objects.values()].filter(object =>
    /\/Type \/Page\b(?!s)/.test(object.toString('latin1')),
  );
  const printed = pages.map(page => printedOn(page, objects));
  return {
    pages: printed.map(letters =>
      letters
        .map(letter => letter.text)
        .join('')
        .replace(/\s+/g, ''),
    ),
    title: /<dc:title>.*?<rdf:li[^>]*>([^<]*)</s.exec(file.toString('utf8'))?.[1] ?? '',
    language: /\/Lang \(([^)]*)\)/.exec(text)?.[1] ?? '',
    tagged: /\/Marked true/.test(text),
    boxes: printed.flat().filter(letter => letter.glyph === 0).length,
  };
}

function objectsOf(file: Buffer): Objects {
  const text = file.toString('latin1');
  const objects = new Map<string, Buffer>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length;
    objects.set(match[1] ?? '', file.subarray(start, text.indexOf('endobj', start)));
  }
  return objects;
}

const referenced = (object: Buffer | undefined, key: string): string =>
  new RegExp(`/${key} (\\d+) 0 R`).exec(object?.toString('latin1') ?? '')?.[1] ?? '';

function streamOf(object: Buffer | undefined): string {
  if (object === undefined) return '';
  const start = object.indexOf('stream') + 'stream\n'.length;
  const length = Number(/\/Length (\d+)/.exec(object.toString('latin1', 0, start))?.[1]);
  return inflateSync(object.subarray(start, start + length)).toString('latin1');
}

type Printed = { readonly glyph: number; readonly text: string };

function printedOn(page: Buffer, objects: Objects): Printed[] {
  const resources = objects.get(referenced(page, 'Resources'))?.toString('latin1') ?? '';
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  for (const [, name = '', font = ''] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    fonts.set(name, unicodeOf(streamOf(objects.get(referenced(objects.get(font), 'ToUnicode')))));
  }
  const states: ReadonlyMap<number, string>[] = [];
  let font: ReadonlyMap<number, string> = new Map();
  const printed: Printed[] = [];
  for (const token of tokensOf(streamOf(objects.get(referenced(page, 'Contents'))))) {
    const name = /^\/(F\d+)$/.exec(token)?.[1];
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    else if (token === 'q') states.push(font);
    else if (token === 'Q') font = states.pop() ?? font;
    else if (/^[(<]/.test(token)) {
      const letters = font;
      printed.push(...glyphsOf(token).map(glyph => ({ glyph, text: letters.get(glyph) ?? '' })));
    }
  }
  return printed;
}

/** The words of a content stream. A string in brackets may hold brackets in pairs. */
function* tokensOf(content: string): Generator<string> {
  const plain = /[^\s()[\]<>]+|<[0-9A-Fa-f]*>/y;
  for (let at = 0; at < content.length; ) {
    const end = content[at] === '(' ? endOfString(content, at) : 0;
    plain.lastIndex = at;
    const token = end > 0 ? content.slice(at, end) : plain.exec(content)?.[0];
    if (token !== undefined) yield token;
    at += token?.length ?? 1;
  }
}

function endOfString(content: string, start: number): number {
  let depth = 0;
  for (let at = start; at < content.length; at += 1) {
    if (content[at] === '\\') at += 1;
    else if (content[at] === '(') depth += 1;
    else if (content[at] === ')' && --depth === 0) return at + 1;
  }
  return content.length;
}

/** `<0007> <0061>` and runs of them: glyph number → the letters it stands for, in UTF-16. */
function unicodeOf(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, glyph = '', code = ''] of map.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gm)) {
    letters.set(Number.parseInt(glyph, 16), Buffer.from(code, 'hex').swap16().toString('utf16le'));
  }
  return letters;
}

const ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** The two-byte numbers of a PDF string, written in brackets or in hexadecimal. */
function glyphsOf(string: string): number[] {
  const bytes = string.startsWith('<')
    ? [...Buffer.from(string.slice(1, -1), 'hex')]
    : unescaped(string.slice(1, -1));
  return bytes.flatMap((byte, place) => (place % 2 === 0 ? [byte * 256 + (bytes[place + 1] ?? 0)] : []));
}

function unescaped(string: string): number[] {
  const bytes: number[] = [];
  for (const [token] of string.matchAll(/\\[0-7]{1,3}|\\.|[^\\]/gs)) {
    const escaped = token.slice(1);
    if (!token.startsWith('\\')) bytes.push(token.charCodeAt(0));
    else if (/^[0-7]/.test(escaped)) bytes.push(Number.parseInt(escaped, 8));
    else bytes.push(ESCAPES[escaped] ?? escaped.charCodeAt(0));
  }
  return bytes;
}
