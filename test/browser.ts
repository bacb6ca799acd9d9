// A real Chromium for journeys: one given by CHROMIUM, one of the system, else the one that npm carries.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** One browser a test file; close it when done. CHROMIUM set to nothing takes the carried one on any machine. */
export async function openChromium(): Promise<Browser> {
  const given = process.env.CHROMIUM ?? SYSTEM.find(existsSync);
  if (given) return chromium.launch({ executablePath: given, args: ARGS });
  const folder = unpackCarried();
  const env = {
    ...process.env,
    FONTCONFIG_FILE: join(folder, 'own-fonts.conf'),
    LD_LIBRARY_PATH: [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
  };
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ARGS,
    env: env as Record<string, string>,
  });
}

/**
 * Unpacks what npm carries once for each installation: the browser, and the fonts and system libraries that a bare machine
 * lacks. Not by the package's own function: it unpacks into one place for all users, where two runs meet half-written files.
 */
function unpackCarried(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No Chrome or Chromium was found: install one, or set CHROMIUM to the path of one.');
  const require = createRequire(import.meta.url);
  const carried = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..');
  const { version } = JSON.parse(readFileSync(join(carried, 'package.json'), 'utf8')) as { version: string };
  const cache = join(carried, '..', '..', '.cache');
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(`${folder}-`);
  const unpack = (name: string): Buffer =>
    brotliDecompressSync(readFileSync(join(carried, 'bin', `${name}.br`)));
  writeFileSync(join(making, 'chromium'), unpack('chromium'), { mode: 0o755 });
  for (const archive of ['fonts.tar', 'swiftshader.tar', 'al2023.tar']) {
    writeFileSync(join(making, archive), unpack(archive));
    execFileSync('tar', ['-xf', archive, '--no-same-owner'], { cwd: making });
    rmSync(join(making, archive));
  }
  writeFileSync(join(making, 'own-fonts.conf'), fontsOf(folder));
  chmodSync(making, 0o755);
  return putInPlace(making, folder);
}

/** Two test files may unpack at once: whoever ends first wins, and nobody ever sees half of it. */
function putInPlace(making: string, folder: string): string {
  try {
    renameSync(making, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(making, { recursive: true });
  }
  return folder;
}

const fontsOf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;

/** Pages in which axe found nothing, by address, width and the kinds of elements on them. It only saves time: a fault is found each time. */
const sound = new Set<string>();

const FINGERPRINT = `[
  location.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id'), innerWidth, document.dir, document.title.startsWith('Error'),
  ...new Set([...document.querySelectorAll('*')].map(({ tagName, className }) => tagName + '.' + className)),
].join()`;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = JSON.stringify({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
});

/**
 * No violation of WCAG 2.2 A and AA that axe can find. A page made of the same kinds of elements as when it was last seen is not
 * checked again: axe takes longer than everything else in a journey. Run by hand, since we have no frames: its own way with
 * Playwright brings the whole of it, with comments, into each page, which took longer than the check.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const fingerprint = await page.evaluate<string>(FINGERPRINT);
  if (sound.has(fingerprint)) return;
  await page.evaluate(`${AXE};null`);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${WCAG})`);
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`,
  );
  expect(found, page.url()).toEqual([]);
  sound.add(fingerprint);
}
