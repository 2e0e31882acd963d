import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { ID } from '../../src/fhir/systems.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'
import { arrivedReferral } from '../sandbox/hub/arrived-referral.ts'
import { inWords, millisecondsOf } from './measure.ts'
import { temporaryFolderOf } from './temporary-folder.ts'

const REFERRALS = 10_000
const ROUNDS = 20
const SHARED = ['Organization', 'HealthcareService', 'Practitioner', 'PractitionerRole']

/** The embedded hub with 10,000 referrals, in a process of its own: what it holds in memory, and how quickly they are found. */
export async function hub(say: (line: string) => void): Promise<void> {
  const folder = temporaryFolderOf('hub')
  const journalFile = join(folder.path, 'fhir.jsonl')
  await writeJournal(journalFile)
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', fileURLToPath(import.meta.url), journalFile],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  for await (const piece of child.stdout.setEncoding('utf8')) for (const line of piece.trim().split('\n')) say(line)
  folder.remove()
}

/** As if so many had been sent one after the other: the first one's line with other numbers. */
async function writeJournal(journalFile: string): Promise<void> {
  const fhir = createFhirServer({ journalFile })
  const server = await listen(express().use('/fhir', fhir.router), 0, '127.0.0.1')
  await post(`http://127.0.0.1:${server.port}/fhir`, 'LISTED0')
  await server.close()
  await fhir.close()
  const first = readFileSync(journalFile, 'utf8')
  const versions: { type: string; id: string }[] = JSON.parse(first)
  const own = JSON.stringify(versions.filter(each => !SHARED.includes(each.type)))
  const number = new RegExp(`"system":"${ID.referral}","value":"([^"]+)"`).exec(own)?.[1] ?? ''
  let lines = ''
  for (let count = 1; count < REFERRALS; count += 1) {
    let line = own
      .replaceAll(number, `${number.slice(0, -6)}${String(count).padStart(6, '0')}`)
      .replaceAll('LISTED0', `LISTED${count}`)
    for (const { type, id } of versions.filter(each => !SHARED.includes(each.type))) {
      const other = /^\d+$/.test(id)
        ? String(Number(id) + count * 100)
        : `${id.slice(0, -6)}${String(count).padStart(6, '0')}`
      line = line.replaceAll(`"${type}/${id}"`, `"${type}/${other}"`).replaceAll(`"id":"${id}"`, `"id":"${other}"`)
    }
    lines += `${line}\n`
    if (count % 500 === 0 || count === REFERRALS - 1) {
      appendFileSync(journalFile, lines)
      lines = ''
    }
  }
}

async function post(base: string, family: string): Promise<void> {
  const headers = { 'content-type': 'application/fhir+json' }
  const answer = await fetch(base, { method: 'POST', headers, body: JSON.stringify(arrivedReferral({ family })) })
  await answer.text()
  if (!answer.ok) throw new Error(`not taken: ${answer.status}`)
}

async function measure(journalFile: string): Promise<void> {
  const memory = (): number => {
    globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const before = memory()
  let fhir = createFhirServer()
  const opened = await millisecondsOf(async () => {
    fhir = createFhirServer({ journalFile })
  })
  const kilobytes = () => ((memory() - before) / REFERRALS / 1024).toFixed(1)
  console.log(
    `Hub: ${REFERRALS} referrals read from the journal in ${(opened / 1000).toFixed(1)} s | ${kilobytes()} kB a referral | fits`,
  )
  const server = await listen(express().use('/fhir', fhir.router), 0, '127.0.0.1')
  const base = `http://127.0.0.1:${server.port}/fhir`
  const asked = {
    'one by its number': `Task?identifier=${ID.referralTask}%7C`,
    'open ones of a service, a page by date': `Task?code=fulfill&status=requested,received&owner=SERVICE&_sort=authored-on&_count=2`,
    'one by the patient’s name': 'Task?patient.name=LISTED77',
  }
  const service = /HealthcareService\/\d+/.exec(await (await fetch(`${base}/Task?_count=1`)).text())?.[0] ?? ''
  const get = async (query: string) => (await fetch(`${base}/${query.replace('SERVICE', service)}`)).text()
  for (const [what, query] of Object.entries(asked)) {
    const [first, times]: [number, number[]] = [await millisecondsOf(() => get(`${query}0`)), []]
    for (let round = 1; round <= ROUNDS; round += 1) times.push(await millisecondsOf(() => get(`${query}${round}`)))
    console.log(`Hub: ${what} | ${inWords(times)} (the first time ${first.toFixed(0)} ms) | -`)
  }
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) times.push(await millisecondsOf(() => post(base, `NEW${round}`)))
  console.log(`Hub: one more referral | ${inWords(times)} | -`)
  console.log(`Hub: after that | ${kilobytes()} kB a referral | -`)
  process.exit(0)
}

const [, file, given] = process.argv
if (file === fileURLToPath(import.meta.url) && given) await measure(given)
