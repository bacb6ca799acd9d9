// The files a browser fetches: where they lie on disk, and their addresses with a mark that changes when they do.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('./assets/', import.meta.url));
const arabicFont = dirname(
  createRequire(import.meta.url).resolve('@fontsource/noto-sans-arabic/package.json'),
);

/** Folders to serve as they are; the more exact prefix wins. Fonts come from their package, unchanged. */
export const assetFolders: readonly { readonly prefix: string; readonly directory: string }[] = [
  { prefix: '/assets/fonts/', directory: join(arabicFont, 'files') },
  { prefix: '/assets/', directory: own },
];

type OwnAsset = 'footbridge.css' | 'footbridge.rtl.css' | 'footbridge.js' | 'mark.svg';

const addressOf = (name: OwnAsset): string => {
  const mark = createHash('sha256')
    .update(readFileSync(join(own, name)))
    .digest('hex')
    .slice(0, 10);
  return `/assets/${name}?v=${mark}`;
};

/** Addresses with a mark of their content, so that a browser may keep each for a year. */
export const assetAddress: Readonly<Record<OwnAsset, string>> = {
  'footbridge.css': addressOf('footbridge.css'),
  'footbridge.rtl.css': addressOf('footbridge.rtl.css'),
  'footbridge.js': addressOf('footbridge.js'),
  'mark.svg': addressOf('mark.svg'),
};
