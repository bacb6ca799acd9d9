// What the documents say is so: states, links, commands and settings are those of the code.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decideStep, STATE_NAMES, STATES, type State } from '#referrals';
import type { Step } from '../src/referrals/referral.ts';
import { rowsUnder } from './markdown.ts';

const FOLDERS = ['benchmarks', 'docs', 'migrations', 'scripts', 'seeds', 'src', 'test'];

const documents = [
  ...readdirSync('.'),
  ...FOLDERS.filter(folder => existsSync(folder)).flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => join(folder, path)),
  ),
]
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => path.endsWith('.md'));
const textOf = (path: string): string => readFileSync(path, 'utf8');

describe('docs/states.md', () => {
  const text = textOf('docs/states.md');
  /** Complete by its type: a new step does not compile until it is here. */
  const STEPS = Object.keys({
    'ask-referrer': 0,
    'hear-from-referrer': 0,
    accept: 0,
    decline: 0,
    withdraw: 0,
    allocate: 0,
    'begin-work': 0,
    close: 0,
  } satisfies Record<Step, 0>) as Step[];
  const allowed = STATES.flatMap(state =>
    STEPS.flatMap(step => {
      const next = decideStep(state, step);
      return next.ok ? [`${step}: ${state} > ${next.value}`] : [];
    }),
  );

  it('has every step that is allowed, and no other', () => {
    const told = rowsUnder(text, 'Step').map(([step, from, to]) => `${step}: ${from} > ${to}`);
    expect([...told].sort()).toEqual([...allowed].sort());
  });

  it('draws what the table says, but for steps that stay where they are', () => {
    const drawn = [...text.matchAll(/^ {2}(\w+) --> (\w+): ([\w-]+)$/gm)].map(
      ([, from, to, step]) => `${step}: ${from} > ${to}`,
    );
    expect(drawn.sort()).toEqual(allowed.filter(one => !/: (\w+) > \1$/.test(one)).sort());
  });

  it('has every state in the words of the pages', () => {
    const told = rowsUnder(text, 'State').map(([state, words]) => [state, words]);
    expect(told).toEqual(STATES.map((state: State) => [state, STATE_NAMES[state]]));
  });
});

describe('links in documents', () => {
  const links = documents.flatMap(path =>
    [...textOf(path).matchAll(/\]\(([^)\s]+)\)/g)].map(match => ({ path, to: match[1] ?? '' })),
  );

  it('lead to files that are there', () => {
    const broken = links
      .filter(({ to }) => !/^(https?:|mailto:|#)/.test(to))
      .filter(({ path, to }) => !existsSync(normalize(join(dirname(path), to.split('#')[0] ?? ''))));
    expect(broken).toEqual([]);
    expect(links.length).toBeGreaterThan(20);
  });

  it('name source files, migrations and tests that are there', () => {
    const named = documents.flatMap(path =>
      [...textOf(path).matchAll(/`((?:src|test|scripts|seeds|migrations|bin|docs)\/[\w./-]*\w\.\w+)`/g)].map(
        match => ({ path, file: match[1] ?? '' }),
      ),
    );
    expect(named.filter(({ file }) => !file.includes('NNNN') && !existsSync(file))).toEqual([]);
  });
});

describe('tests named in documents', () => {
  /** `src/a.test.ts` “title”, “title of the same file”. */
  const named = documents.flatMap(path =>
    [...textOf(path).matchAll(/`([\w/.-]+\.test\.tsx?)`((?:,? “[^”]+”)+)/g)].flatMap(
      ([, file = '', titles = '']) =>
        [...titles.matchAll(/“([^”]+)”/g)].map(match => ({ path, file, title: match[1] ?? '' })),
    ),
  );

  it('have the titles that are quoted', () => {
    expect(named.filter(({ file, title }) => !textOf(file).includes(title))).toEqual([]);
    expect(named.length).toBeGreaterThan(30);
  });
});

describe('ARCHITECTURE.md', () => {
  it('has the layers that the test holds, in their order', () => {
    const [, list = ''] =
      /const LAYERS[^=]*= \[\n(.*?)\n\];/s.exec(textOf('test/architecture.test.ts')) ?? [];
    const held = list.split('\n').map(line => [...line.matchAll(/'([\w-]+)'/g)].map(match => match[1]));
    const told = rowsUnder(textOf('ARCHITECTURE.md'), 'Layer').map(([, folders = '']) =>
      folders
        .replace(' later', '')
        .split(/[,() ]+/)
        .filter(Boolean),
    );
    expect(held.length).toBeGreaterThan(10);
    expect(told).toEqual(held);
  });
});

describe('commands in documents', () => {
  const scripts = Object.keys(
    (JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }).scripts,
  );

  it('are scripts of package.json', () => {
    const named = documents.flatMap(path =>
      [...textOf(path).matchAll(/npm run ([a-z][\w:-]*)/g)].map(match => ({ path, script: match[1] ?? '' })),
    );
    expect(named.filter(({ script }) => !scripts.includes(script))).toEqual([]);
  });

  it('are commands of footbridge', () => {
    const main = textOf('src/main.ts');
    const commands = [...main.matchAll(/\.command\('([a-z-]+)'\)/g)].map(match => match[1]);
    const named = documents.flatMap(path =>
      [...textOf(path).matchAll(/npx footbridge ([a-z-]+)/g)].map(match => ({ path, command: match[1] })),
    );
    expect(named.filter(({ command }) => !commands.includes(command))).toEqual([]);
    expect(commands).toContain('setup');
  });
});

describe('settings', () => {
  it('are all in the README, and nothing there is none', () => {
    const [, schema = ''] = /z\.object\(\{\n(.*?)\n\}\)/s.exec(textOf('src/kernel/config.ts')) ?? [];
    const known = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(match => match[1]);
    const told = rowsUnder(textOf('README.md'), 'Variable').map(([name]) => name);
    expect(known.length).toBeGreaterThan(10);
    expect(told.sort()).toEqual(known.sort());
  });
});
