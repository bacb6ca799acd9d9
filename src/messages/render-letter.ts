// Sets a letter on A4 as a PDF with Typst. The letter travels as JSON, so that no word of it can be read as Typst markup.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { Temporal } from 'temporal-polyfill';
import { direction, formatDay } from '#kernel';
import { lettersOfFont } from './font-letters.ts';
import { ENGLISH_LETTER_WORDS, type Letter } from './letter.ts';
import { printable } from './printable.ts';

type Press = {
  readonly compiler: NodeCompiler;
  readonly template: string;
  readonly letters: ReadonlySet<number>;
};

const FONTS = new URL('../../seeds/fonts/', import.meta.url);
const TEMPLATE = new URL('./letter.typ', import.meta.url);

/** How many letters ago Typst must have used something to forget it: it keeps what it set, names included, in memory. */
const FORGET_AFTER = 2;

/** Typst and the fonts: 45 MB and some 80 ms, so only loaded by the first letter. */
async function openPress(): Promise<Press> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const names = (await readdir(FONTS)).filter(name => name.endsWith('.ttf')).sort();
  const fonts = await Promise.all(names.map(name => readFile(new URL(name, FONTS))));
  const compiler = NodeCompiler.create({ workspace: fileURLToPath(FONTS), fontArgs: [{ fontBlobs: fonts }] });
  const letters = new Set(fonts.flatMap(font => [...lettersOfFont(font)]));
  return { compiler, template: await readFile(TEMPLATE, 'utf8'), letters };
}

const press = once(openPress);

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The letter as the bytes of a PDF 1.7. The same letter gives the same bytes. Throws RangeError when its date is no day. */
export async function renderLetter(letter: Letter): Promise<Uint8Array> {
  const { compiler, template, letters } = await press();
  const inputs = { letter: JSON.stringify(inputOf(letter, letters)) };
  const compiled = compiler.compile({ mainFileContent: template, inputs });
  const document = compiled.result;
  if (document === null) {
    // Diagnostics quote the template, never the letter.
    throw new Error(
      `the letter could not be set: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? [])}`,
    );
  }
  const bytes = compiler.pdf(document, {});
  compiler.evictCache(FORGET_AFTER);
  return new Uint8Array(bytes);
}

/** Everything the template reads: all keys present, texts made safe to set. */
function inputOf(letter: Letter, letters: ReadonlySet<number>): Record<string, unknown> {
  const day = Temporal.PlainDate.from(letter.date);
  const rtl = direction(letter.language) === 'rtl';
  const text = printable(textOf(letter), { letters, rtl });
  return {
    ...text.value,
    words: letter.words ?? ENGLISH_LETTER_WORDS,
    lang: /^[a-z]{2,3}/.exec(letter.language)?.[0] ?? 'en',
    region: /-([A-Z]{2})\b/.exec(letter.language)?.[1] ?? null,
    rtl,
    year: day.year,
    month: day.month,
    day: day.day,
    'day-words': formatDay(day),
    'not-printed': !text.complete,
  };
}

const textOf = (letter: Letter) => ({
  to: addressLines(letter.to),
  from: letter.from,
  reference: letter.reference,
  about: letter.about,
  greeting: letter.greeting ?? null,
  title: letter.title,
  sections: letter.sections.map(section => ({
    heading: section.heading,
    paragraphs: section.paragraphs ?? [],
    bullets: section.bullets ?? [],
    rows: section.rows ?? [],
    table: section.table && section.table.rows.length > 0 ? section.table : null,
    remark: section.remark ?? null,
  })),
  closing: letter.closing,
});

/** The window shows seven lines: a longer address keeps its first two lines and its last, and shares lines in between. */
const WINDOW_LINES = 7;

export function addressLines(given: readonly string[]): string[] {
  const lines = given.map(line => line.trim()).filter(line => line !== '');
  while (lines.length > WINDOW_LINES) {
    const lengths = lines.slice(2, -2).map((line, place) => line.length + (lines[place + 3]?.length ?? 0));
    const shortest = 2 + lengths.indexOf(Math.min(...lengths));
    lines.splice(shortest, 2, `${lines[shortest]}, ${lines[shortest + 1]}`);
  }
  return lines;
}
