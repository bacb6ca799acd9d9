// Finds or makes the script of the source as it is now, and runs it. Kept in `node_modules/.cache`, where it can be written.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { mapStacks } from './stacks.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, 'node_modules', '.cache', 'footbridge');
/** By then a server has done all that a start does. */
const SETTLED_MS = 2_000;

const read = (path, encoding) => {
  try {
    return readFileSync(path, encoding);
  } catch {
    return null;
  }
};

const SOURCE = /\.(m?ts|tsx|mjs|json)$/;
const TEST = /\.test\.tsx?$/;

/** Files of our own that the script may be made from. (Node's own recursive listing takes ten times as long.) */
const filesIn = place =>
  readdirSync(join(root, place), { withFileTypes: true }).flatMap(entry => {
    const path = `${place}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(path);
    return SOURCE.test(path) && !TEST.test(path) ? [path] : [];
  });

/** Of everything the script is made from: no change is overlooked, whatever its time says. The packages are told apart by version. */
function fingerprint() {
  const hash = createHash('sha1').update(`${process.version} ${process.arch} ${root}`);
  const own = ['bin', 'src', 'seeds'].flatMap(filesIn).sort();
  for (const path of ['package.json', 'tsconfig.json', 'node_modules/.package-lock.json', ...own])
    hash.update(`\n${path}\n`).update(read(join(root, path)) ?? '');
  return hash.digest('hex').slice(0, 20);
}

/** Whole or not at all; where nothing may be written, the next start makes it again. */
function keep(path, content) {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, content);
    renameSync(`${path}.${process.pid}`, path);
  } catch {}
}

function forgetOthers(name) {
  for (const other of readdirSync(folder)) if (!other.startsWith(name)) rmSync(join(folder, other));
}

async function findOrMake(name) {
  const file = join(folder, `${name}.js`);
  const found = read(file, 'utf8');
  if (found !== null) return { file, script: found, map: () => read(`${file}.map`, 'utf8') };
  const { makeBundle } = await import('./bundle.mjs');
  const made = await makeBundle('src/main.ts', file);
  keep(`${file}.map`, made.map);
  keep(file, made.script);
  try {
    forgetOthers(name);
  } catch {}
  return { file, script: made.script, map: () => made.map };
}

/** What V8 compiled for a server that has started is kept: no later start, nor any other command, need compile it again. */
function compile({ file, script }, serves) {
  const path = `${file}.compiled`;
  const cachedData = read(path) ?? undefined;
  const compiled = new vm.Script(script, { filename: file, cachedData });
  if (serves && (cachedData === undefined || compiled.cachedDataRejected))
    setTimeout(() => keep(path, compiled.createCachedData()), SETTLED_MS).unref();
  return compiled.runInThisContext();
}

/** @returns what `src/main.ts` exports. */
export async function loadProgram(command) {
  const program = await findOrMake(fingerprint());
  mapStacks(program);
  const module = { exports: {} };
  const run = compile(program, command === 'serve');
  run(module.exports, createRequire(join(root, 'bin', 'footbridge')), module);
  return module.exports;
}
