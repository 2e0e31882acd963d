import { defineConfig } from 'vitest/config'
import '../support/as-in-production.ts'

/** The full figures, by hand: `npm run soak`. `npm run test:faults` runs a sample of the same. */
export default defineConfig({
  test: {
    name: 'soak',
    env: { SOAK: 'full' },
    include: ['test/soak/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    globalSetup: ['test/support/provide-postgres.ts'],
    maxWorkers: 2,
    testTimeout: 4 * 3_600_000,
    hookTimeout: 120_000,
    // Each round is seen when it is over.
    disableConsoleIntercept: true,
  },
})
