// The built-in server in awkward places: two starts at once, what a crash leaves behind, folders that will not do.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeTestFolder } from '../../../test/folders.ts';
import { isAlive, makeSocketFolder } from './cluster.ts';
import { startEmbedded } from './server.ts';

const folder = makeTestFolder('footbridge-embedded-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600_000)']);
afterAll(() => other.kill('SIGKILL'));

const cluster = join(folder, 'parent', 'cluster');
const lock = join(cluster, 'postmaster.pid');
const start = () => startEmbedded(cluster, { throwaway: true });

describe('the built-in server', () => {
  it('is started once when two processes start it at once, and leaves nothing behind when stopped', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.socketFolder).toBe(two.socketFolder);
    expect([one.startedHere, two.startedHere].sort()).toEqual([false, true]);
    expect(readdirSync(join(folder, 'parent'))).toEqual(['cluster']);
    await one.stop();
    expect(existsSync(lock)).toBe(false);
    expect(existsSync(one.socketFolder)).toBe(false);
    await two.stop();
  });

  it('starts although a crash left its lock and the number is another program’s by now', async () => {
    const before = await start();
    const left = readFileSync(lock, 'utf8').split('\n');
    await before.stop();
    writeFileSync(lock, [String(other.pid), ...left.slice(1)].join('\n'));
    const server = await start();
    expect(server.startedHere).toBe(true);
    await server.stop();
    expect(isAlive(other.pid ?? 0)).toBe(true);
  });

  it('stops nothing when it has gone by itself and the number in its lock is another program’s', async () => {
    const server = await start();
    const left = readFileSync(lock, 'utf8').split('\n');
    process.kill(Number(left[0]), 'SIGQUIT');
    await expect.poll(() => existsSync(lock), { timeout: 10_000 }).toBe(false);
    writeFileSync(lock, [String(other.pid), ...left.slice(1)].join('\n'));
    await server.stop();
    expect(isAlive(other.pid ?? 0)).toBe(true);
  });

  it('says so when the folder holds something else', async () => {
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'letter.txt'), 'Dear all');
    await expect(startEmbedded(taken)).rejects.toThrow(/holds something that is no database/);
    expect(readdirSync(taken)).toEqual(['letter.txt']);
  });
});

describe('the folder of the socket', () => {
  it('is made in the first place that exists and has a short name', () => {
    const long = join(folder, 'x'.repeat(90));
    mkdirSync(long);
    const short = mkdtempSync('/tmp/fb-');
    const made = makeSocketFolder([join(folder, 'missing'), long, short], undefined);
    expect(made.startsWith(join(short, 'footbridge-'))).toBe(true);
    rmSync(short, { recursive: true });
  });

  it('is asked for in one sentence when there is no such place', () => {
    expect(() => makeSocketFolder([join(folder, 'missing')], undefined)).toThrow(/^No folder .* Set TMPDIR/);
  });
});
