// Runs the benchmarks as one script made from the source, as a server runs (docs/decisions/0035). What tsx makes names each function again
// whenever it is made, which was a fifth of a match.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { makeBundle } from '../bin/bundle.mjs';

const file = fileURLToPath(new URL('benchmarks.js', import.meta.url));
const { script } = await makeBundle('benchmarks/run.ts', file);
const module = { exports: {} };
new vm.Script(script, { filename: file }).runInThisContext()(module.exports, createRequire(file), module);
await module.exports.main(process.argv);
