import { formsToFill } from './forms-to-fill.ts'
import { inWords, millisecondsOf, percentile } from './measure.ts'
import type { Peer } from './peers.ts'
import { type Bench, NOT_MEASURED, type Row } from './rows.ts'
import { startBenchApp } from './running.ts'

const ROUNDS = 60
const WARM_UP = 15

/** `$populate` of the app, the hop to its process included, beside sdc-populate in express: in turn, so that both have the same machine. */
export async function populated({ say, peers }: Bench): Promise<Row[]> {
  const app = await startBenchApp('populate', { PUBLIC_FORMS: 'on' })
  let peer: Peer | undefined
  try {
    peer = await peers?.populating()
    const rows: Row[] = []
    for (const [form, body] of Object.entries(formsToFill())) {
      const ours = () => fill(`${app.url}/fhir/Questionnaire/$populate`, body)
      const theirs = peer && (() => fill(peer?.url ?? '', body))
      rows.push(await compared(form, ours, theirs, say))
    }
    return rows
  } finally {
    await peer?.stop()
    await app.stop()
  }
}

type Work = () => Promise<unknown>

async function compared(form: string, ours: Work, theirs: Work | undefined, say: Bench['say']): Promise<Row> {
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const [one, other] = [await millisecondsOf(ours), theirs && (await millisecondsOf(theirs))]
    if (round < 0) continue
    times.ours.push(one)
    if (other !== undefined) times.theirs.push(other)
  }
  say(`Populate: ${form}: ${inWords(times.ours)}${theirs ? `; sdc-populate: ${inWords(times.theirs)}` : ''}`)
  const [mine, other] = [percentile(times.ours, 50), percentile(times.theirs, 50)]
  return {
    what: `$populate p50: ${form}`,
    ours: `${mine.toFixed(1)} ms`,
    beside: theirs ? `sdc-populate: ${other.toFixed(1)} ms` : NOT_MEASURED,
    goal: 'not slower',
    met: theirs && mine <= other,
  }
}

async function fill(address: string, body: string): Promise<void> {
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/fhir+json' }, body })
  const text = await answer.text()
  if (answer.status !== 200 || !text.includes('QuestionnaireResponse'))
    throw new Error(`${answer.status}: not filled in`)
}
