import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

export interface HapiProcess {
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<void>
  stop(): Promise<void>
  /** What it said last, to be put behind a sentence about its end. */
  lastWords(): string
}

/** @param lastWords the end of what the process wrote, wherever it did */
export function hapiProcess(child: ChildProcess, stopWithinMs: number, lastWords: () => string): HapiProcess {
  const endWithUs = (): void => void child.kill('SIGTERM')
  process.once('exit', endWithUs)
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => {
      process.off('exit', endWithUs)
      resolve()
    })
    // Never started: the program is not there.
    child.once('error', () => resolve())
  })
  return {
    ended,
    lastWords,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await Promise.race([gone, sleep(stopWithinMs, undefined, { ref: false })])
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await gone
    },
  }
}
