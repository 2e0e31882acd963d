import { Worker } from 'node:worker_threads'

/** What one call may take of this process; beyond it, the process ends itself. */
export interface ProcessLimits {
  /** Milliseconds of processor time. */
  readonly processorMs: number
  /** Bytes in all: what V8 does not count, too. */
  readonly memory: number
}

const EVERY_MS = 50

// A script of its own and not a module: whatever loads TypeScript need not be loaded for it once more.
const WATCH = `
const { workerData: { state, processorMs, memory, everyMs } } = require('node:worker_threads')
const parent = process.ppid
for (;;) {
  Atomics.wait(state, 0, 0)
  const call = Atomics.load(state, 0)
  if (call === 0) continue
  const { user, system } = process.cpuUsage()
  while (Atomics.wait(state, 0, call, everyMs) === 'timed-out') {
    const used = process.cpuUsage()
    const isSpent = used.user + used.system - user - system > processorMs * 1000
    if (isSpent || process.memoryUsage.rss() > memory || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  }
}`

/**
 * Counts the processor time of a call from another thread, since a form keeps this one busy: on a busy machine a call has as much of it
 * as on a quiet one. It also sees when nobody is there any more who waits for the answer.
 */
export function watchProcessor({ processorMs, memory }: ProcessLimits): { begin(): void; end(): void } {
  const state = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(WATCH, {
    eval: true,
    execArgv: [],
    env: {},
    workerData: { state, processorMs, memory, everyMs: EVERY_MS },
  })
  worker.unref()
  let calls = 0
  const set = (call: number): void => {
    Atomics.store(state, 0, call)
    Atomics.notify(state, 0)
  }
  return {
    begin() {
      calls += 1
      set(calls)
    },
    end: () => set(0),
  }
}
