// A real Chromium for journeys: one given by CHROMIUM, one of the system, else the one that npm carries.
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createBrotliDecompress } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
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

/** One browser a test file; close it when done. */
export async function openChromium(): Promise<Browser> {
  const given = process.env.CHROMIUM ?? SYSTEM.find(existsSync);
  if (given) return chromium.launch({ executablePath: given, args: ARGS });
  const { default: carried } = await import('@sparticuz/chromium');
  const executablePath = await carried.executablePath();
  const libraries = await unpackLibraries();
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
  };
  return chromium.launch({ executablePath, args: ARGS, env: env as Record<string, string> });
}

/** The system libraries that a bare machine lacks, carried beside that browser. */
async function unpackLibraries(): Promise<string> {
  const { createRequire } = await import('node:module');
  const { createReadStream } = await import('node:fs');
  const { pipeline } = await import('node:stream/promises');
  const { spawn } = await import('node:child_process');
  const archive = join(
    dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
    '..',
    '..',
    'bin',
    'al2023.tar.br',
  );
  const folder = mkdtempSync(join(tmpdir(), 'footbridge-libraries-'));
  mkdirSync(folder, { recursive: true });
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = new Promise(resolve => tar.once('close', resolve));
  await pipeline(createReadStream(archive), createBrotliDecompress(), tar.stdin);
  await ended;
  return join(folder, 'lib');
}

/** No violation of WCAG 2.2 A and AA that axe can find. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`,
  );
  expect(found, page.url()).toEqual([]);
}
