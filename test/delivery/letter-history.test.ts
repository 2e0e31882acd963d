import type { Provenance } from 'fhir/r4.js'
import { expect, it } from 'vitest'
import { answering, answerLetter } from '../../src/delivery/answer-letter.ts'
import { createLetterHub } from '../../src/delivery/letter-hub.ts'
import { letterIn } from '../../src/fhir/kept-letter.ts'
import { createLetterLinks } from '../../src/store/letter-links.ts'
import { createLetters } from '../../src/store/letters.ts'
import { writtenReferral } from '../fhir/written-referral.ts'
import { openStore } from '../store/temporary-store.ts'
import { ACTING, WORKS_FOR } from '../support/acting.ts'

const now = () => new Date('2026-09-05T10:00:00.000Z')

/** A letter whose service has acknowledged it, and which the referrer's colleague then withdraws. */
async function answeredAndWithdrawn() {
  const store = await openStore()
  const letters = createLetters(store.database, store.secretBox)
  const links = { ...createLetterLinks(store.secretBox), newId: () => 'l1' }
  const hub = createLetterHub({ letters, links, serviceId: 'north', days: 30, now })
  const receipt = await hub.send(writtenReferral().bundle, 'r1')
  const letter = await letters.read('l1')
  if (!letter || !receipt.ok) throw new Error('no letter')
  expect(letter.content).toEqual(letterIn(writtenReferral().bundle))
  const by = answering(letter, WORKS_FOR)
  expect(
    await answerLetter(letters, letter, { kind: 'acknowledge' }, { isStale: false, by, now: now() }),
  ).toMatchObject({
    value: 'said',
  })
  const referral = { referralId: 'r1', receipt: receipt.value }
  await hub.withdraw(referral, { why: 'not-needed', clinician: ACTING })
  const task = await hub.looksUp.readTask(referral)
  if (!task.ok || !task.value) throw new Error('no Task')
  return task.value
}

it('each answer to a letter, and its withdrawal, stands in its history with who did it and for whom', async () => {
  const task = await answeredAndWithdrawn()
  expect(task.relevantHistory).toEqual([{ reference: '#move-1' }, { reference: '#move-2' }])
  const agents = (task.contained ?? []).map(each => (each as Provenance).agent[0])
  expect(agents).toMatchObject([
    {
      who: { type: 'PractitionerRole', identifier: { value: `${WORKS_FOR.id}/letter/l1` } },
      onBehalfOf: { identifier: { value: expect.any(String) }, display: WORKS_FOR.provider.name },
    },
    {
      who: { identifier: { value: '555500000201' }, display: ACTING.name },
      onBehalfOf: { type: 'Organization', identifier: { value: 'Y99901' } },
    },
  ])
})
