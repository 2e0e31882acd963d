import type { TestProject } from 'vitest/node'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { thisMachine } from './find-chromium.ts'
import { findPostgres } from './find-postgres.ts'
import { startPostgres } from './postgres-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server that all tests of the project share, and where its programs are; undefined in the other projects. */
    postgres: Result<{ url: string; programs: string }, string>
  }
}

/** Once per run, before the postgres project: a server, or at the end of the output what was not run and why. */
export async function setup(project: TestProject): Promise<() => void> {
  const programs = findPostgres(thisMachine)
  if (!programs.ok) {
    project.provide('postgres', fail(programs.failure))
    return () => console.log(`\nNot run on this machine: the tests on PostgreSQL, because ${programs.failure}.\n`)
  }
  const cluster = await startPostgres(programs.value)
  project.provide('postgres', ok({ url: cluster.url, programs: programs.value }))
  return cluster.stop
}
