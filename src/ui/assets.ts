// The files a browser fetches: where they lie on disk, and their addresses with a mark that changes when they do.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('./assets/', import.meta.url));
const resolved = createRequire(import.meta.url);

/** Letters that old phones and plain computers lack; each font is fetched only by pages that hold its letters. */
const FONT_SCRIPTS = ['arabic', 'ethiopic', 'bengali'] as const;

const fontFolder = (script: string): string =>
  join(dirname(resolved.resolve(`@fontsource/noto-sans-${script}/package.json`)), 'files');

/** Folders to serve as they are; the more exact prefix wins. Fonts come from their packages, unchanged. */
export const assetFolders: readonly { readonly prefix: string; readonly directory: string }[] = [
  ...FONT_SCRIPTS.map(script => ({ prefix: `/assets/fonts/${script}/`, directory: fontFolder(script) })),
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
