// Writes src/database/schema.ts from the migrated schema: `npm run schema`. `--check` fails when it would change.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, prepareEmbeddedCluster, startEmbedded } from '#database';

const TARGET = 'src/database/schema.ts';
const folder = mkdtempSync(join(tmpdir(), 'footbridge-schema-'));
const server = await startEmbedded(join(folder, 'cluster'), { throwaway: true });
try {
  const host = server.socketFolder;
  await prepareEmbeddedCluster(host, 'schema');
  await migrate({ host, user: 'footbridge_owner', database: 'schema' });
  const out = join(folder, 'schema.ts');
  const url = `postgres://footbridge_owner@/schema?host=${encodeURIComponent(host)}`;
  execFileSync(
    'npx',
    [
      'kysely-codegen',
      '--dialect',
      'postgres',
      '--url',
      url,
      '--out-file',
      out,
      '--default-schema',
      'public',
      '--include-pattern',
      'public.*',
      '--date-parser',
      'string',
      '--numeric-parser',
      'number',
      '--type-mapping',
      '{"int8":"number","xid8":"string"}',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const text = `// The schema as types, written by \`npm run schema\`; never edited by hand.\n${readFileSync(out, 'utf8')}`;
  if (process.argv.includes('--check')) {
    if (text !== readFileSync(TARGET, 'utf8')) {
      console.error(`${TARGET} is out of date: run npm run schema`);
      process.exitCode = 1;
    }
  } else writeFileSync(TARGET, text);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
