import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { newPlace } from '../faults/a-store.ts'
import { thisMachine } from '../support/find-chromium.ts'
import { findPostgres } from '../support/find-postgres.ts'
import { newDatabase, startPostgres } from '../support/postgres-cluster.ts'
import { inWords } from './measure.ts'

const measured = z.object({ perSecond: z.number(), times: z.array(z.number()) })
const PROGRAM = fileURLToPath(new URL('one-instance.ts', import.meta.url))

/** Two instances of the app on one PostgreSQL against one, each a process of its own; accepted and delivered at a hub that costs nothing. */
export async function instances(say: (line: string) => void): Promise<void> {
  const programs = findPostgres(thisMachine)
  if (!programs.ok) return say(`Instances: not measured, because ${programs.failure}.`)
  const cluster = await startPostgres(programs.value)
  try {
    for (const count of [1, 2, 1, 2]) {
      const place = newPlace(await newDatabase(cluster, 'bench'))
      const runs = await Promise.all(
        Array.from({ length: count }, async () => {
          const stdio = ['ignore', 'pipe', 'inherit'] as const
          const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, JSON.stringify(place)], {
            stdio: [...stdio],
          })
          return measured.parse(JSON.parse(await text(child.stdout as NodeJS.ReadableStream)))
        }),
      )
      place.remove()
      const perSecond = runs.reduce((sum, each) => sum + each.perSecond, 0)
      const times = runs.flatMap(each => each.times)
      const who = count === 1 ? 'one instance' : 'two instances'
      say(`Sent on PostgreSQL by ${who}: ${perSecond.toFixed(0)} a second; ${inWords(times)}`)
    }
  } finally {
    cluster.stop()
  }
}
