import process from 'node:process'
// First: what is imported after it looks at NODE_ENV once.
import './production-by-default.ts'
import { answerPopulate } from './api/populate-answer.ts'
import { once } from './domain/once-for.ts'
import { fail, ok } from './domain/result.ts'
import { safeError } from './domain/safe-error.ts'
import type { FormAnswer, FormCall } from './form-processes/form-call.ts'
import type { FormReply, FormSettings } from './form-processes/form-process.ts'
import { watchProcessor } from './form-processes/processor-watch.ts'
import { loadQuestionnaire, loadValueSets } from './profiles.ts'

/*
 * A process that answers forms of strangers (docs/adr/0018), started by form-processes/form-process.ts. It knows the published forms and
 * lists and nothing else: no store, no key, no session; what one caller sent is gone when the next is answered.
 */
const { sitesDir, synthetic, limits }: FormSettings = JSON.parse(process.argv[2] ?? '{}')
const now = () => new Date()
const deps = { questionnaires: [loadQuestionnaire()], valueSets: loadValueSets(sitesDir), now, synthetic }
const watch = watchProcessor(limits)

// What draws pages takes longer to load than all else: forms that are only filled in need not wait for it.
const preview = once(() => import('../launch/pages/forms-preview/preview-answer.ts'))

async function answer(call: FormCall): Promise<FormAnswer> {
  if (call.to === 'populate') return answerPopulate(call, deps)
  const { answerPreview } = await preview()
  return answerPreview(call, deps)
}

async function reply(call: FormCall): Promise<Omit<FormReply, 'isWorn'>> {
  if (call.to === 'preview') await preview()
  watch.begin()
  try {
    const { body, ...answered } = await answer(call)
    return { result: ok({ ...answered, body: Buffer.from(body) }) }
  } catch (error) {
    // Too deep, or too long for a text.
    if (error instanceof RangeError) return { result: fail('stopped') }
    return { result: fail('broken'), fault: safeError(error) }
  } finally {
    watch.end()
  }
}

const MOST_GROWTH = 100_000_000
let atStart = Number.POSITIVE_INFINITY

/** What has been parsed is kept for the next call, and what a hostile form left behind with it: one that has grown makes room for a new one. */
const isWorn = (): boolean => process.memoryUsage.rss() > Math.min(atStart + MOST_GROWTH, limits.memory * 0.7)

/** The first forms of a process take several times as long as the next. */
async function warmUp(): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await answerPopulate({ to: 'populate', id: deps.questionnaires[0]?.id, sent: { query: {} } }, deps)
  }
}

// Ctrl+C reaches every process of a terminal: this one goes when the app says so, or is gone.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
process.once('disconnect', () => process.exit())
process.on('message', async (call: FormCall) => {
  const said = await reply(call)
  process.send?.({ ...said, isWorn: isWorn() } satisfies FormReply)
})
await warmUp()
process.send?.('ready')
await answer({ to: 'preview', contentType: undefined, body: undefined })
atStart = process.memoryUsage.rss()
