import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As the pages are built when they are served; see test/served-react.ts.
  oxc: { jsx: { development: false } },
  test: {
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    include: [
      'src/**/*.test.{ts,tsx}',
      'test/**/*.test.{ts,tsx}',
      'seeds/**/*.test.ts',
      'benchmarks/**/*.test.ts',
    ],
    globalSetup: ['test/database-server.ts'],
    setupFiles: ['test/served-react.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
