// `npm run styles`: builds the assets and writes them where they are served from.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAssets } from './assets.ts';

for (const [name, text] of Object.entries(await buildAssets())) {
  const file = fileURLToPath(new URL(`../assets/${name}`, import.meta.url));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  process.stdout.write(`${name} ${Math.round(Buffer.byteLength(text) / 102.4) / 10} KB\n`);
}
