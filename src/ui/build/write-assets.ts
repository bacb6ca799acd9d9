// `npm run styles`: builds the assets and writes them where they are served from, compressed copies beside the large ones.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildAssets } from './assets.ts';

for (const [name, text] of Object.entries(await buildAssets())) {
  const file = fileURLToPath(new URL(`../assets/${name}`, import.meta.url));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  if (text.length > 10_000) {
    await writeFile(`${file}.br`, brotliCompressSync(text));
    await writeFile(`${file}.gz`, gzipSync(text, { level: 9 }));
  }
  process.stdout.write(`${name} ${Math.round(Buffer.byteLength(text) / 102.4) / 10} KB\n`);
}
