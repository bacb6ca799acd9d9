// What the log of a server says: one JSON line a request, of known fields, and nothing that anybody typed.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openTestDatabase } from '../testing.ts';
import { MARK } from './logging-process.ts';

const { host, name } = await openTestDatabase();
const PROGRAM = fileURLToPath(new URL('logging-process.ts', import.meta.url));

it('holds requests by their route, errors by their kind, and no text that was sent', {
  timeout: 60_000,
}, async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', 'tsx', PROGRAM], {
    env: { PATH: process.env.PATH, DATABASE_HOST: host, DATABASE_NAME: name },
  });
  expect(stderr).toBe('');
  const lines = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
  expect(lines.length).toBeGreaterThan(15);
  expect(stdout).not.toContain(MARK);
  expect(stdout).not.toContain('already exists');
  const known = new Set([
    'level',
    'time',
    'pid',
    'hostname',
    'msg',
    'reqId',
    'requestId',
    'method',
    'route',
    'status',
    'ms',
    'kind',
    'code',
    'frames',
  ]);
  expect(lines.flatMap(line => Object.keys(line)).filter(key => !known.has(key))).toEqual([]);
  const failed = lines.filter(line => line.msg === 'request failed');
  expect(failed).toMatchObject([{ level: 50, kind: 'Error', code: '23505' }]);
  expect(lines.filter(line => line.msg === 'answered').map(line => line.status)).toContain(500);
  // A line at level 60 could only have been forged.
  expect(lines.filter(line => line.level === 60)).toEqual([]);
});
