// The program is made of its source when it starts: a change is never overlooked, stacks name the source, and no folder need be writable.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MAIN = `import { word } from './word.ts';

type Argv = readonly string[];

export async function main(argv: Argv): Promise<number> {
  console.log(word.replace(/[’]/, ' – '));
  if (argv[2] === 'break') console.log(new Error('broken').stack);
  return 0;
}
`;

/** A program of two files, with `bin` as it is here. */
function makeProject(): string {
  const root = mkdtempSync(join(tmpdir(), 'footbridge-program-'));
  for (const folder of ['src', 'seeds', 'node_modules']) mkdirSync(join(root, folder));
  cpSync('bin', join(root, 'bin'), { recursive: true });
  for (const name of ['esbuild', '@esbuild'])
    symlinkSync(resolve('node_modules', name), join(root, 'node_modules', name));
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, 'src/main.ts'), MAIN);
  writeFileSync(join(root, 'src/word.ts'), `export const word = 'first’one';\n`);
  return root;
}

let root: string;
beforeEach(() => {
  root = makeProject();
});
afterEach(() => rmSync(root, { recursive: true }));

function run(...args: string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, [join(root, 'bin/footbridge'), ...args], { encoding: 'utf8' });
}
const cache = () => join(root, 'node_modules/.cache/footbridge');
const scripts = () => readdirSync(cache()).filter(name => name.endsWith('.js'));

describe('the program', () => {
  it('is made once, and again for a change that leaves size and time as they were', () => {
    expect(run().stdout).toBe('first – one\n');
    const made = scripts();
    expect(run().stdout).toBe('first – one\n');
    expect(scripts()).toEqual(made);
    const path = join(root, 'src/word.ts');
    const { atime, mtime } = statSync(path);
    writeFileSync(path, `export const word = 'other’one';\n`);
    utimesSync(path, atime, mtime);
    expect(run().stdout).toBe('other – one\n');
    expect(scripts()).toHaveLength(1);
    expect(scripts()).not.toEqual(made);
  });

  it('names the source in its stacks, also when nothing can be kept', () => {
    mkdirSync(dirname(dirname(cache())), { recursive: true });
    writeFileSync(dirname(cache()), 'a file where the folder would be');
    const { stdout, status } = run('break');
    expect(status).toBe(0);
    const line = MAIN.slice(0, MAIN.indexOf('new Error')).split('\n').length;
    expect(stdout).toContain(`at main (${join(root, 'src/main.ts')}:${line}:`);
  });

  it('says what to do when what makes it is not installed', () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    const { stderr, status } = run();
    expect(status).toBe(1);
    expect(stderr).toBe('Footbridge is not installed yet. Run: npm ci\n');
  });
});
