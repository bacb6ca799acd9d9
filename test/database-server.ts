// One throwaway PostgreSQL server for a whole test run, with a migrated template that each test file clones.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, prepareEmbeddedCluster, startEmbedded } from '#database';
import { insertFixture } from './fixture.ts';
import { makeTestFolder } from './folders.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseSocket: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = makeTestFolder('footbridge-test-');
  const server = await startEmbedded(join(folder, 'cluster'), { throwaway: true });
  const host = server.socketFolder;
  await prepareEmbeddedCluster(host, 'template_footbridge');
  await migrate({ host, user: 'footbridge_owner', database: 'template_footbridge' });
  const admin = new pg.Client({ host, user: 'postgres', database: 'template_footbridge' });
  await admin.connect();
  await insertFixture(admin);
  await admin.end();
  project.provide('databaseSocket', host);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
