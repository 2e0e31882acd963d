import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { fail, type Result } from '../domain/result.ts'
import type { FormAnswer, FormCall, NoAnswer } from './form-call.ts'
import type { ProcessLimits } from './processor-watch.ts'

/** What a process for forms is told when it starts. Nothing of it is secret. */
export interface FormSettings {
  /** Where the lists stand that forms may name: an absolute path. */
  readonly sitesDir: string
  readonly synthetic: boolean
  readonly limits: ProcessLimits
  /** Megabytes for what V8 counts. */
  readonly heap: number
  /** Milliseconds by the clock after which nobody waits any longer for an answer. */
  readonly longestMs: number
}

/** What such a process says when it is there, and then once for each call. */
export interface FormReply {
  readonly result: Result<FormAnswer<Uint8Array>, NoAnswer>
  /** Of a fault of ours: its class and place, without what was sent. */
  readonly fault?: object
  /** Has become too large to go on. */
  readonly isWorn: boolean
}

export interface FormProcess {
  /** Whether it has started; false where it died before. */
  ready(): Promise<boolean>
  /** One call at a time. A process that dies or is ended over it has `stopped`. */
  ask(call: FormCall): Promise<Omit<FormReply, 'isWorn'>>
  /** Of no more use: dead, or to be ended. */
  isOver(): boolean
  kill(): Promise<void>
}

// Beside this file's folder, as it is written or as it is compiled.
const [, ENDING = 'ts'] = /\.(\w+)$/.exec(import.meta.url) ?? []
const ENTRY = fileURLToPath(new URL(`../form-process-main.${ENDING}`, import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const PASSED_ON = ['NODE_ENV', 'PATH', 'TZ', 'LANG', 'TMPDIR', 'TEMP', 'SystemRoot']

/** What of our environment reaches the process: no address, no key, no password. */
export const environmentOf = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(PASSED_ON.flatMap(name => (environment[name] ? [[name, environment[name]]] : [])))

/** Starts a process that answers forms: with little memory, at low priority, and without a handle that keeps this one alive. */
export function startFormProcess(settings: FormSettings): FormProcess {
  const child = fork(ENTRY, [JSON.stringify(settings)], {
    cwd: ROOT,
    env: environmentOf(process.env),
    // Without helpers for the garbage, which would keep the priority of the start.
    execArgv: [
      `--max-old-space-size=${settings.heap}`,
      '--single-threaded-gc',
      ...(ENDING === 'ts' ? ['--import', 'tsx'] : ['--enable-source-maps']),
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.unref()
  child.channel?.unref()

  let isOver = false
  let isWorn = false
  let hear: (reply: FormReply | undefined) => void = () => undefined
  const dead = new Promise<void>(resolve => {
    const end = (): void => {
      isOver = true
      hear(undefined)
      resolve()
    }
    child.once('exit', end).once('error', end)
  })
  child.on('message', (reply: FormReply) => hear(reply))
  const next = (): Promise<FormReply | undefined> =>
    new Promise(resolve => {
      hear = resolve
    })
  const kill = async (): Promise<void> => {
    isOver = true
    child.kill('SIGKILL')
    await dead
  }

  const started = next()
  return {
    async ready() {
      const hasStarted = (await started) !== undefined
      // Not before: on a busy machine a start would take for ever, and it runs nothing of a caller's.
      if (hasStarted) lower(child)
      return hasStarted
    },
    async ask(call) {
      let isLate = false
      const timer = setTimeout(() => {
        isLate = true
        void kill()
      }, settings.longestMs)
      const reply = next()
      child.send(call, error => {
        if (error) void kill()
      })
      const said = await reply
      clearTimeout(timer)
      // Its processor time ended it long before, had it had any.
      if (said === undefined) return { result: fail(isLate ? 'busy' : 'stopped') }
      isWorn = said.isWorn
      return said
    },
    isOver: () => isOver || isWorn,
    kill,
  }
}

/** Behind whoever has a patient before them, but not so far that a busy machine never comes to it. */
const NICENESS = 5

/** Where the system does not let us, the other limits hold. */
function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, NICENESS)
  } catch {}
}
