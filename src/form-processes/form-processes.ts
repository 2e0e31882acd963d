import { resolve } from 'node:path'
import { fail, type Result } from '../domain/result.ts'
import type { AnswerForm, FormAnswer, FormCall, NoAnswer } from './form-call.ts'
import { type FormProcess, type FormSettings, startFormProcess } from './form-process.ts'

/** How many forms are worked on, and how many wait for it. */
export interface FormLimits extends Pick<FormSettings, 'limits' | 'heap' | 'longestMs'> {
  readonly atOnce: number
  readonly waiting: number
  /** Bytes of all that wait. */
  readonly waitingBytes: number
  readonly waitMs: number
}

const MEGABYTE = 1024 * 1024

/** An honest form takes a tenth of a second at the most, and a tenth of the memory. */
export const FORM_LIMITS: FormLimits = {
  limits: { processorMs: 4_000, memory: 600 * MEGABYTE },
  heap: 256,
  longestMs: 30_000,
  atOnce: 2,
  waiting: 64,
  waitingBytes: 32 * MEGABYTE,
  waitMs: 20_000,
}

export interface FormProcesses {
  readonly answer: AnswerForm
  /** Starts the processes before the first form comes, which would wait for that. */
  warm(): void
  /** Ends the processes; who still waits is told that nobody has the time. */
  close(): Promise<void>
}

interface Waiting {
  readonly call: FormCall
  readonly bytes: number
  readonly done: (answered: Result<FormAnswer<Uint8Array>, NoAnswer>) => void
}

/**
 * A few processes for forms of strangers (docs/adr/0018). Each works on one call at a time, so whatever a form does to its process
 * happens to nobody else; a process that is gone is replaced.
 */
export function createFormProcesses(
  { sitesDir, synthetic }: Pick<FormSettings, 'sitesDir' | 'synthetic'>,
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void },
  limits: FormLimits = FORM_LIMITS,
): FormProcesses {
  const settings = { ...limits, sitesDir: resolve(sitesDir), synthetic }
  const all = new Set<FormProcess>()
  const idle: FormProcess[] = []
  const queue: Waiting[] = []
  let isClosed = false

  async function start(): Promise<void> {
    const one = startFormProcess(settings)
    all.add(one)
    if (await one.ready()) {
      idle.push(one)
      return work()
    }
    all.delete(one)
    if (isClosed) return
    log.error({}, 'process for forms does not start')
    for (const each of queue.splice(0)) each.done(fail('broken'))
  }

  /** One process more where one is wanted. Those that start count, so that a burst does not start many. */
  function warm(): void {
    if (!isClosed && all.size < limits.atOnce) void start()
  }

  function work(): void {
    while (queue.length > 0) {
      const one = idle.pop()
      if (one === undefined) {
        warm()
        return
      }
      // Something else on this machine may have ended it.
      if (one.isOver()) all.delete(one)
      else {
        const next = queue.shift()
        if (next !== undefined) void workOn(next, one)
      }
    }
  }

  async function workOn({ call, done }: Waiting, one: FormProcess): Promise<void> {
    const { result, fault } = await one.ask(call)
    if (fault !== undefined) log.error({ ...fault, to: call.to }, 'form not answered')
    else if (!result.ok) log.warn({ why: result.failure, to: call.to }, 'process for forms ended')
    done(result)
    if (one.isOver()) {
      all.delete(one)
      void one.kill()
      warm()
    } else idle.push(one)
    work()
  }

  return {
    answer: call =>
      new Promise(settled => {
        const bytes = bytesOf(call)
        const waiting = queue.reduce((sum, each) => sum + each.bytes, bytes)
        if (isClosed || queue.length >= limits.waiting || waiting > limits.waitingBytes) return settled(fail('busy'))
        const place: Waiting = {
          call,
          bytes,
          done(answered) {
            clearTimeout(timer)
            settled(answered)
          },
        }
        const timer = setTimeout(() => {
          const index = queue.indexOf(place)
          if (index >= 0) queue.splice(index, 1)[0]?.done(fail('busy'))
        }, limits.waitMs)
        queue.push(place)
        work()
      }),
    warm() {
      for (let more = all.size; more < limits.atOnce; more += 1) warm()
    },
    async close() {
      isClosed = true
      for (const each of queue.splice(0)) each.done(fail('busy'))
      await Promise.all([...all].map(each => each.kill()))
    },
  }
}

const bytesOf = (call: FormCall): number => {
  const body = call.to === 'preview' ? call.body : 'body' in call.sent ? call.sent.body : undefined
  return body?.length ?? 0
}
