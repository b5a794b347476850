import { defineConfig } from 'vitest/config';

/** The scenarios at full length, too slow for every `npm test`. */
export default defineConfig({
  test: {
    include: ['tests/**/*.long.ts'],
    globalSetup: ['tests/store/databases.ts'],
    pool: 'threads',
    testTimeout: 7_200_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
