import { type ChildProcess, execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { HOSTILE_FORMS, honestForm } from '../form-processes/hostile-forms.ts'
import { inWords, millisecondsOf, percentile } from './measure.ts'
import { launched, startBenchApp } from './running.ts'

const ATTACK = { seconds: 20, aSecond: 10 }
const HONEST = [4, 20, 116]

/** Ten hostile forms a second for 20 seconds: what the clinician's page, `/healthz` and memory know of it. And what an honest form takes. */
export async function forms(say: (line: string) => void): Promise<void> {
  const running = await startBenchApp('forms', { LOG_LEVEL: 'fatal' })
  const { url, child: app } = running
  const populate = (form: string) =>
    fetch(`${url}/fhir/Questionnaire/$populate`, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: form,
    })
  try {
    const page = await launched(running.sandboxUrl)
    const watched = { '/healthz': () => get(`${url}/healthz`), 'the consultation': () => get(page.url, page.cookie) }
    for (const questions of HONEST) {
      const form = JSON.stringify(honestForm(questions))
      const times: number[] = []
      for (let time = 0; time < 60; time += 1) {
        const took = await millisecondsOf(async () => (await populate(form)).arrayBuffer())
        if (time >= 10) times.push(took)
      }
      say(`Forms: an honest form of ${questions} answers: ${inWords(times)}`)
    }
    await watch(watched, 3)
    const before = memoryOf(app)
    const quiet = await watch(watched, 10)
    const statuses = new Map<number, number>()
    const attack = attackWith(async form => {
      const { status } = await populate(form)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    })
    const attacked = await watch(watched, ATTACK.seconds)
    await attack
    await sleep(15_000)
    for (const name of Object.keys(watched)) {
      const [one, other] = [quiet.get(name) ?? [], attacked.get(name) ?? []]
      say(`Forms: ${name}, quiet: ${inWords(one)}; attacked: ${inWords(other)}`)
      say(
        `Forms: ${name}, attacked, is ${(percentile(other, 50) / percentile(one, 50)).toFixed(2)} times as slow (p50)`,
      )
    }
    say(`Forms: hostile forms by status: ${[...statuses].map(([status, count]) => `${status}: ${count}`).join(', ')}`)
    say(`Forms: memory of the app before ${before} MB, after ${memoryOf(app)} MB (app; its processes)`)
  } finally {
    await running.stop()
  }
}

async function get(address: string, cookie = ''): Promise<void> {
  const answer = await fetch(address, { headers: cookie === '' ? {} : { cookie } })
  await answer.text()
  if (answer.status !== 200) throw new Error(`${answer.status} at ${new URL(address).pathname}`)
}

/** How long each of these takes, one after the other, ten times a second. */
async function watch(watched: Readonly<Record<string, () => Promise<void>>>, seconds: number) {
  const until = performance.now() + seconds * 1000
  const found = new Map<string, number[]>(Object.keys(watched).map(name => [name, []]))
  while (performance.now() < until) {
    for (const [name, work] of Object.entries(watched)) found.get(name)?.push(await millisecondsOf(work))
    await sleep(50)
  }
  return found
}

async function attackWith(send: (form: string) => Promise<void>): Promise<void> {
  const all = Object.values(HOSTILE_FORMS)
  const sent: Promise<void>[] = []
  for (let count = 0; count < ATTACK.seconds * ATTACK.aSecond; count += 1) {
    sent.push(send(all[count % all.length] ?? ''))
    await sleep(1000 / ATTACK.aSecond)
  }
  await Promise.all(sent)
}

/** Megabytes of the app and of the processes that it has started. */
function memoryOf({ pid }: ChildProcess): string {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).split('\n')
  const rows = lines.map(line => line.trim().split(/\s+/).map(Number))
  const inMegabytes = (kilobytes: number): string => (kilobytes / 1024).toFixed(0)
  const own = rows.find(([id]) => id === pid)?.[2] ?? 0
  const others = rows.filter(([, parent]) => parent === pid).map(([, , size = 0]) => inMegabytes(size))
  return `${inMegabytes(own)}; ${others.join(' + ')}`
}
