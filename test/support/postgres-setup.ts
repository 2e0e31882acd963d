import { beforeEach, inject } from 'vitest'

const postgres = inject('postgres')

// Where there is no server, provide-postgres.ts says so at the end; with CI=true that is a failure.
beforeEach(context => {
  if (postgres?.ok) return
  if (process.env.CI === 'true') throw new Error(postgres?.failure)
  context.skip()
})
