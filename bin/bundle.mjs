// Makes one script of the TypeScript source and the packages it uses. Only loaded when there is none for the source as it is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));

/** These bring a library for this machine beside them, so they stay where they are; `pg` asks for the last one in vain. */
const STAY_OUTSIDE = ['@myriaddreamin/*', '@node-rs/*', 'pg-native'];

/** Files that our source reads lie beside the source, not beside the script. */
const keepAddresses = {
  name: 'keep-addresses',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    })),
};

/**
 * @param entry the source file to begin with, from the root of the project. `file` is what the script will be called.
 * @returns the text of the script, and the map from its places to those of the source.
 */
export async function makeBundle(entry, file) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, entry)],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    // So that packages outside are loaded by `require`, also by a script that is run from its text.
    supported: { 'dynamic-import': false },
    external: STAY_OUTSIDE,
    define: {
      'process.env.NODE_ENV': '"production"',
      // As from Node 21 on. Without it, `pg` loads the whole of fetch to find out where it runs.
      navigator: JSON.stringify({ userAgent: `Node.js/${process.versions.node.split('.')[0]}` }),
    },
    logOverride: { 'assign-to-define': 'silent' },

    banner: { js: '(function (exports, require, module) {' },
    footer: { js: '})' },
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
    plugins: [keepAddresses],
  });
  // It would stay for as long as the server runs.
  await stop();
  const [map, script] = outputFiles;
  return { script: script.text, map: map.text };
}
