import { createElement } from 'react'
import { expect, it } from 'vitest'
import { preparedReferral } from '../../../../launch/consultation/prepared-referral.ts'
import { LetterPage } from '../../../../launch/pages/letter/page.tsx'
import { renderPage } from '../../../../launch/web/render.ts'
import { shortReference } from '../../../../src/domain/short-reference.ts'
import { option } from '../../../support/answers.ts'
import { consultation, pageDeps } from '../../consultation/one-consultation.ts'

const REST = { hasChanged: false, synthetic: true }

function letterWith(concern: string): string {
  const opened = consultation({ answers: { concern: [option('concern', concern)] } })
  const prepared = preparedReferral(opened, pageDeps({}))
  if (!prepared.ok) throw new Error(prepared.failure.join())
  // A service without a confirmed way in: the letter is printed, and somebody has to bring it.
  const { referral, ...rest } = prepared.value
  const service = { ...referral.service, hub: { kind: 'none' as const } }
  const props = {
    prepared: { ...rest, referral: { ...referral, service } },
    isMadeHere: false,
    beside: [],
    isUnconfirmed: false,
    ...REST,
  }
  return renderPage(createElement(LetterPage, { consultation: opened, ...props }))
}

it('a letter is given to the patient to take along', () => {
  expect(letterWith('none-known')).toContain('for the patient to take along')
})

it('but not where the clinician asked to be phoned first: at home it can be found (hazard H24)', () => {
  const letter = letterWith('phone-first')
  expect(letter).not.toContain('for the patient to take along')
  expect(letter).toContain('do not give it to the patient to take home')
})

it('a letter names the referral as both sides say it on the phone, and no number that nobody can say', () => {
  const words = letterWith('none-known').replace(/<head>.*<\/head>|<input[^>]*>|href="[^"]*"/gs, '')
  expect(words).toContain(`Reference ${shortReference(consultation().draft.referralId)}.`)
  expect(words).not.toContain(consultation().draft.referralId)
})
