// Sizes that hold because a test holds them: files, functions, folders. The exemption list may only shrink.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const FILE_LINES = 250;
const FUNCTION_LINES = 40;
const JSX_FUNCTION_LINES = 60;
const FILES_A_FOLDER = 12;

/** Path (and `#function` where it is about one) → why it may be larger. Nothing may be added here. */
const EXEMPT: Readonly<Record<string, string>> = {};

const ROOTS = ['src', 'seeds'];
const WRITTEN_BY_MACHINE = new Set(['src/database/schema.ts']);

const files = ROOTS.flatMap(root =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map(path => join(root, path).replaceAll('\\', '/'))
    .filter(
      path => /\.tsx?$/.test(path) && !/\.(test|fixture)\.tsx?$/.test(path) && !WRITTEN_BY_MACHINE.has(path),
    ),
);

type Sized = { readonly where: string; readonly lines: number };

function functionsOf(path: string, text: string): (Sized & { readonly jsx: boolean })[] {
  const source = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: (Sized & { readonly jsx: boolean })[] = [];
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (
      (ts.isFunctionDeclaration(node) ||
        ts.isArrowFunction(node) ||
        ts.isFunctionExpression(node) ||
        ts.isMethodDeclaration(node)) &&
      node.body
    ) {
      const name =
        node.name?.getText(source) ??
        (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText(source) : 'anonymous');
      const lines = lineOf(node.end) - lineOf(node.getStart(source)) + 1;
      found.push({
        where: `${path}#${name}`,
        lines,
        jsx: /<[A-Za-z>]/.test(node.body.getText(source)) && path.endsWith('x'),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const texts = new Map(files.map(path => [path, readFileSync(path, 'utf8')]));

describe('budgets', () => {
  it(`a file has at most ${FILE_LINES} lines`, () => {
    const over = [...texts]
      .map(([where, text]) => ({ where, lines: text.split('\n').length - 1 }))
      .filter(({ where, lines }) => lines > FILE_LINES && !(where in EXEMPT));
    expect(over).toEqual([]);
  });

  it(`a function has at most ${FUNCTION_LINES} lines, one of a page ${JSX_FUNCTION_LINES}`, () => {
    const over = [...texts]
      .flatMap(([path, text]) => functionsOf(path, text))
      .filter(
        ({ where, lines, jsx }) => lines > (jsx ? JSX_FUNCTION_LINES : FUNCTION_LINES) && !(where in EXEMPT),
      );
    expect(over).toEqual([]);
  });

  it(`a folder has at most ${FILES_A_FOLDER} source files`, () => {
    const counts = new Map<string, number>();
    for (const path of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
    expect([...counts].filter(([folder, count]) => count > FILES_A_FOLDER && !(folder in EXEMPT))).toEqual(
      [],
    );
  });

  it('every file says in its first line what it is for', () => {
    expect([...texts].filter(([, text]) => !/^(\/\/|\/\*\*?) ?\S/.test(text)).map(([path]) => path)).toEqual(
      [],
    );
  });

  it('nothing is exempt that has become small enough', () => {
    const sizes = new Map([
      ...[...texts].map(([path, text]) => [path, text.split('\n').length - 1 > FILE_LINES] as const),
      ...[...texts]
        .flatMap(([path, text]) => functionsOf(path, text))
        .map(
          ({ where, lines, jsx }) => [where, lines > (jsx ? JSX_FUNCTION_LINES : FUNCTION_LINES)] as const,
        ),
    ]);
    expect(Object.keys(EXEMPT).filter(where => sizes.get(where) === false)).toEqual([]);
  });
});
