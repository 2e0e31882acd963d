import { inWords, repeated } from './measure.ts'
import { type Bench, NOT_MEASURED, type Row } from './rows.ts'
import { launched, processorTimeOf, startBenchApp } from './running.ts'

const LOAD = { seconds: 5, atOnce: 16 }
const GOAL = 150

/** The first page of a consultation from one process, beside the same HTML as a constant string through express and compression. */
export async function pages({ say, peers }: Bench): Promise<Row[]> {
  const app = await startBenchApp('pages', { PUBLIC_FORMS: 'off' })
  try {
    const { url, cookie } = await launched(app.sandboxUrl)
    const html = await read(url, cookie)
    const before = processorTimeOf(app.child)
    const ours = await measured('the consultation', () => read(url, cookie), say)
    const after = processorTimeOf(app.child)
    await measured('/healthz of the app', () => read(`${app.url}/healthz`), say)
    const cost =
      before === undefined || after === undefined ? '' : `, ${((after - before) / ours.count).toFixed(1)} ms of CPU`
    return [
      {
        what: 'first page, one process',
        ours: `${ours.perSecond.toFixed(0)} a second${cost}`,
        beside: await constantString(html, { say, peers }),
        goal: `${GOAL} a second`,
        met: ours.perSecond >= GOAL,
      },
    ]
  } finally {
    await app.stop()
  }
}

async function constantString(html: string, { say, peers }: Bench): Promise<string> {
  if (peers === undefined) return NOT_MEASURED
  const peer = await peers.serving(html)
  try {
    const { perSecond } = await measured('the same HTML as a constant string', () => read(peer.url), say)
    return `a constant string: ${perSecond.toFixed(0)} a second`
  } finally {
    await peer.stop()
  }
}

async function measured(name: string, work: () => Promise<unknown>, say: Bench['say']) {
  const warmUp = await repeated(work, { ...LOAD, seconds: 2 })
  const { perSecond, times } = await repeated(work, LOAD)
  say(`Pages: ${name}: ${perSecond.toFixed(0)} a second; ${inWords(times)}`)
  return { perSecond, count: warmUp.times.length + times.length }
}

async function read(address: string, cookie = ''): Promise<string> {
  const answer = await fetch(address, { headers: cookie === '' ? {} : { cookie } })
  const text = await answer.text()
  if (answer.status !== 200) throw new Error(`${answer.status} at ${new URL(address).pathname}`)
  return text
}
