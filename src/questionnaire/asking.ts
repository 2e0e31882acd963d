import type { FhirResource } from 'fhir/r4.js'
import type { TimeBudget } from './fhir-path.ts'
import { inOneLimit } from './time-limit.ts'

/** What a query found; `failed` where it could not be answered. */
export type Found = FhirResource | 'failed' | undefined

/** Work that asks queries on its way: each that it yields is asked, and it goes on with what was found. */
export type Asking<Done> = Generator<string, Done, Found>

/**
 * Does such work under one time limit from one query to the next: a limit for each expression costs more than most expressions do. Where
 * that passes any limit, it is begun again with a limit for each, and with what was found before: then it is known which one is slow.
 */
export async function answering<Done>(
  budget: TimeBudget,
  begin: () => Asking<Done>,
  ask: (query: string) => Promise<Found>,
): Promise<Done> {
  const answers: Found[] = []
  const answerTo = async (query: string, index: number): Promise<Found> => {
    if (index === answers.length) answers.push(await ask(query))
    return answers[index]
  }

  const before = { ...budget }
  const quick = begin()
  const quickly = (found?: Found) => inOneLimit(budget.each, () => quick.next(found))
  let step = quickly()
  for (let index = 0; step?.result.done === false; index += 1) step = quickly(await answerTo(step.result.value, index))
  if (step?.result.done === true) return step.result.value

  restore(budget, before)
  const again = begin()
  let next = again.next()
  for (let index = 0; next.done !== true; index += 1) next = again.next(await answerTo(next.value, index))
  return next.value
}

/** The same for work that asks nothing. */
export function underOneLimit<Done>(budget: TimeBudget, work: () => Done): Done {
  const before = { ...budget }
  const done = inOneLimit(budget.each, work)
  if (done !== undefined) return done.result
  restore(budget, before)
  return work()
}

/** What was done in vain does not count. */
function restore(budget: TimeBudget, before: TimeBudget): void {
  delete budget.given
  delete budget.stopped
  Object.assign(budget, before)
}
