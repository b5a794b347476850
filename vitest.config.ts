import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/memory.ts', 'tests/store/databases.ts'],
    setupFiles: ['tests/setup.ts'],
    pool: 'threads',
    // Left to itself it keeps one core free, which on two of them means one file at a time.
    maxWorkers: '100%',
    // Files share a worker's modules, which keep nothing that a test could see, and its warm code: a quarter less work.
    isolate: false,
    env: {
      // Threads and programs that tests begin take what an earlier one compiled, types stripped already.
      NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
    },
    // Only what hangs is ended: on a machine under load a test may take many times as long.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['default'],
    // Only with --coverage. What tests run in programs and threads of their own does not count.
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/store/generated/**'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { lines: 80 },
    },
  },
});
