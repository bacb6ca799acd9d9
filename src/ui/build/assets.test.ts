// The committed assets are what the source builds, small enough for a slow line, and complete.

import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { assetAddress, assetFolders, renderDocument } from '../index.ts';
import { samplePages } from '../testing/sample-pages.tsx';
import { buildAssets, withoutUnused } from './assets.ts';

const own = assetFolders.find(folder => folder.prefix === '/assets/')?.directory ?? '';
const committed = (name: string) => readFile(join(own, name), 'utf8');
const nhsuk = fileURLToPath(new URL('../../../node_modules/nhsuk-frontend/dist/nhsuk/', import.meta.url));
const sheets = ['footbridge.css', 'footbridge.rtl.css'];

const classesIn = (css: string): ReadonlySet<string> =>
  new Set([...css.matchAll(/\.((?:nhsuk|fb)-[\w-]+)/g)].map(([, name]) => name ?? ''));

// The library writes this older class beside the one it is styled by here.
const known = new Set(classesIn(readFileSync(join(nhsuk, 'nhsuk-frontend.css'), 'utf8')));
known.delete('nhsuk-table-responsive');

/** The file that a browser gets for an address; the most exact prefix wins. */
const fileOf = (address: string): string => {
  const path = address.replace(/\?.*/, '');
  const folder = [...assetFolders]
    .sort((a, b) => b.prefix.length - a.prefix.length)
    .find(each => path.startsWith(each.prefix));
  return folder === undefined ? 'nowhere' : join(folder.directory, path.slice(folder.prefix.length));
};

test('rebuilding gives the committed files (else run `npm run styles`)', async () => {
  for (const [name, text] of Object.entries(await buildAssets()))
    expect((await committed(name)) === text, name).toBe(true);
}, 60_000);

test('the page has our type, not the browser’s', async () => {
  for (const name of sheets) expect(await committed(name)).toMatch(/html\{[^}]*font-family:var\(--fb-font\)/);
});

test('the compressed copies hold the same, in at most 25 KB each', async () => {
  for (const name of [...sheets, 'footbridge.js']) {
    const [brotli, gzip] = await Promise.all([
      readFile(join(own, `${name}.br`)),
      readFile(join(own, `${name}.gz`)),
    ]);
    const text = await committed(name);
    expect(brotliDecompressSync(brotli).toString() === text, name).toBe(true);
    expect(gunzipSync(gzip).toString() === text, name).toBe(true);
    expect(Math.max(brotli.length, gzip.length)).toBeLessThan(25_000);
  }
});

describe.each(sheets)('%s', name => {
  test('is at most 130 KB', async () => {
    expect(Buffer.byteLength(await committed(name))).toBeLessThanOrEqual(130 * 1024);
  });

  test('fetches only files that are there, and nothing from elsewhere', async () => {
    const addresses = [...(await committed(name)).matchAll(/url\(["']?([^"')]+)/g)].map(
      ([, url]) => url ?? '',
    );
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(existsSync(fileOf(address)), address).toBe(true);
  });

  test('has rules for each class of the sample pages that nhsuk-frontend has rules for, and for each of ours', async () => {
    const styled = classesIn(await committed(name));
    const html = Object.values(samplePages).map(([page, chrome]) => renderDocument(page, chrome));
    const used = new Set(html.join('').match(/(?<=class="[^"]*)\b(nhsuk|fb)-[\w-]+/g));
    expect(used.size).toBeGreaterThan(100);
    const missing = [...used].filter(
      each => !styled.has(each) && (each.startsWith('fb-') || known.has(each)),
    );
    expect(missing).toEqual([]);
  });
});

test('the addresses pages use lead to files, and change with their content', () => {
  for (const address of Object.values(assetAddress)) {
    expect(existsSync(fileOf(address)), address).toBe(true);
    expect(address).toMatch(/\?v=[0-9a-f]{10}$/);
  }
});

test('the script asks nothing of others and runs under a strict policy', async () => {
  const script = await committed('footbridge.js');
  expect(script).not.toMatch(/\beval\(|new Function|innerHTML|document\.write|https?:\/\//);
  expect(Buffer.byteLength(script)).toBeLessThanOrEqual(40 * 1024);
});

describe('leaving out what is unused', () => {
  test('keeps a rule as long as one of its selectors is used', () => {
    const css =
      '.nhsuk-header--white,.nhsuk-tag{color:red}.nhsuk-expander{color:red}@media print{.nhsuk-scroll{top:0}}';
    expect(withoutUnused(css)).toBe('.nhsuk-tag{color:red}');
  });

  test('keeps forced colours', () => {
    const css = '@media screen and (forced-colors: active), (-ms-high-contrast: active){a{color:LinkText}}';
    expect(withoutUnused(css)).toBe('@media screen and (forced-colors: active){a{color:LinkText}}');
  });
});
