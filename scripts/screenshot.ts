// Makes docs/screenshot.png: starts the demonstration in a temporary folder, signs in as its link worker, photographs the caseload.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openChromium } from '../test/browser.ts';

const TARGET = fileURLToPath(new URL('../docs/screenshot.png', import.meta.url));
const LARGEST_BYTES = 200_000;
const PATIENCE_MS = 180_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Everything printed up to the sign-ins; throws when the server ends or says nothing for too long. */
function untilReady(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(() => reject(new Error(`not ready in time:\n${printed}`)), PATIENCE_MS);
    server.once('exit', code => reject(new Error(`the server ended with ${code}:\n${printed}`)));
    server.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (!printed.includes('Password for all of them')) return;
      clearTimeout(timer);
      resolve(printed);
    });
  });
}

async function photograph(address: string, email: string): Promise<void> {
  const chromium = await openChromium();
  try {
    const page = await chromium.newPage({ viewport: { width: 1280, height: 960 } });
    await page.goto(`${address}/sign-in`);
    await page.click(`form:has(input[name=email][value="${email}"]) button`);
    await page.waitForURL('**/caseload');
    await page.screenshot({ path: TARGET });
  } finally {
    await chromium.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'footbridge-screenshot-'));
const port = await freePort();
const server = spawn(process.execPath, ['bin/footbridge', 'serve'], {
  cwd: fileURLToPath(new URL('../', import.meta.url)),
  env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), FOOTBRIDGE_DATA: folder },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const printed = await untilReady(server);
  const email = /^\s*link_worker .*?(\S+@\S+)$/m.exec(printed)?.[1];
  if (!email) throw new Error(`no link worker to sign in as:\n${printed}`);
  await photograph(`http://127.0.0.1:${port}`, email);
  const { size } = statSync(TARGET);
  if (size > LARGEST_BYTES) throw new Error(`the picture has ${size} bytes; ${LARGEST_BYTES} are allowed`);
  console.log(`docs/screenshot.png (${Math.round(size / 1000)} kB)`);
} finally {
  server.removeAllListeners('exit');
  const ended = new Promise(resolve => server.once('exit', resolve));
  if (server.kill('SIGINT')) await ended;
  rmSync(folder, { recursive: true, force: true });
}
