// Who may import whom: layers from left to right, one door a folder, no cycles (DESIGN: a modular monolith).
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve('src');

/** Folders between two arrows never import each other, unless a decision record names the pair. */
const LAYERS: readonly (readonly string[])[] = [
  ['kernel'],
  ['database', 'translations', 'ui'],
  ['accounts'],
  ['privacy'],
  ['people', 'directory', 'link-workers'],
  ['matching'],
  ['referrals'],
  ['plans', 'healthcare-access', 'safeguarding'],
  ['contacts', 'messages', 'outcomes'],
  ['groups'],
  ['overviews', 'evaluation'],
  ['web', 'api', 'jobs'],
  ['app', 'commands', 'main'],
];

/** Named in docs/decisions: app assembles routes, commands and main start it. */
const ALLOWED_PAIRS = new Set(['commands>app', 'main>commands', 'api>web']);
const DOMAINS = new Set(LAYERS.slice(2, 11).flat());

type Import = { readonly from: string; readonly to: string; readonly named: string };

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => /\.tsx?$/.test(path) && !/\.(test|fixture)\.tsx?$/.test(path));

const placeOf = (path: string): string => path.split('/')[0]?.replace(/\.tsx?$/, '') ?? '';

function importsOf(path: string): Import[] {
  const text = readFileSync(join(SRC, path), 'utf8');
  const found = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)[^'"\n;]*?(?:[^'";]*?)from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|\n\s*import\s+'([^']+)'/g,
    ),
  ];
  return found.map(match => {
    const named = match[1] ?? match[2] ?? match[3] ?? '';
    const to = named.startsWith('#')
      ? named.slice(1)
      : named.startsWith('.')
        ? relative(SRC, resolve(SRC, dirname(path), named)).replaceAll('\\', '/')
        : '';
    return { from: path, to, named };
  });
}

const imports = files.flatMap(importsOf).filter(({ to }) => to !== '');
const layerOf = (place: string): number => LAYERS.findIndex(layer => layer.includes(place));

describe('the architecture', () => {
  it('knows the layer of every folder', () => {
    expect([...new Set(files.map(placeOf))].filter(place => layerOf(place) === -1)).toEqual([]);
  });

  it('a folder imports only from the left of its own arrow', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [one, other] = [placeOf(from), placeOf(to)];
      if (one === other || ALLOWED_PAIRS.has(`${one}>${other}`)) return false;
      return layerOf(other) >= layerOf(one);
    });
    expect(wrong).toEqual([]);
  });

  it('a folder is entered through its door only', () => {
    const wrong = imports.filter(
      ({ from, to, named }) => !named.startsWith('#') && placeOf(from) !== placeOf(to),
    );
    const excused = wrong.filter(({ from }) => !['main', 'app'].includes(placeOf(from)));
    expect(excused).toEqual([]);
  });

  it('places in web/ and api/ meet only in their core', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [top, place] = from.split('/');
      const [otherTop, otherPlace] = to.split('/');
      const isPlace = (name: string | undefined) =>
        name !== undefined && !name.includes('.') && name !== 'pipeline';
      return (
        (top === 'web' || top === 'api') &&
        otherTop === top &&
        isPlace(place) &&
        isPlace(otherPlace) &&
        place !== otherPlace
      );
    });
    expect(wrong).toEqual([]);
  });

  it('domain folders know nothing of pages or translations', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        DOMAINS.has(placeOf(from)) && ['ui', 'translations', 'web', 'api'].includes(placeOf(to)),
    );
    expect(wrong).toEqual([]);
  });

  it('only the database folder opens connections, and only asActor sets the actor', () => {
    const opens = files.filter(
      path =>
        /from 'pg'/.test(readFileSync(join(SRC, path), 'utf8')) &&
        !['database', 'commands', 'jobs'].includes(placeOf(path)),
    );
    expect(opens).toEqual([]);
    const sets = files.filter(path =>
      /set_config\(|\bset\s+(local|session)\b/i.test(readFileSync(join(SRC, path), 'utf8')),
    );
    expect(sets.sort()).toEqual(['database/as-actor.ts', 'database/drafts.ts']);
  });

  it('has no cycle between files', () => {
    const graph = new Map<string, string[]>();
    const known = new Set(files);
    const resolved = (to: string): string | undefined =>
      [to, `${to}/index.ts`, `${to}.ts`].find(path => known.has(path));
    for (const { from, to } of imports) {
      const target = resolved(to);
      if (target && target !== from) graph.set(from, [...(graph.get(from) ?? []), target]);
    }
    expect(cyclesOf(graph)).toEqual([]);
  });
});

function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (node: string, path: readonly string[]): void => {
    if (state.get(node) === 'done') return;
    if (state.get(node) === 'open') {
      cycles.push([...path.slice(path.indexOf(node)), node].join(' > '));
      return;
    }
    state.set(node, 'open');
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    state.set(node, 'done');
  };
  for (const node of graph.keys()) visit(node, []);
  return cycles;
}
