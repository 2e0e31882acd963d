import { defineConfig } from 'vitest/config'
import '../../support/as-in-production.ts'

// .ci/run counts from this file what was tested.
const results = process.env.TEST_RESULTS

export default defineConfig({
  test: {
    name: 'conformance',
    reporters: results === undefined ? ['default'] : ['default', ['json', { outputFile: results }]],
    include: ['test/hapi/conformance/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    fileParallelism: false,
    hookTimeout: 1_800_000,
  },
})
