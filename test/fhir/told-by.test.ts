import { describe, expect, it } from 'vitest'
import { FAMILY_INTERPRETED, TOLD_BY } from '../../src/domain/told-by.ts'
import { EXT } from '../../src/fhir/systems.ts'
import { settle } from '../../src/questionnaire/settle.ts'
import { type Answers, FIVE_TAPS, itemsOf, option, QUESTIONS, responseWith } from '../support/answers.ts'

const item = (linkId: string) => itemsOf(QUESTIONS).find(each => each.linkId === linkId)
const isAsked = (linkId: string, answers: Answers) =>
  settle(QUESTIONS, responseWith({ ...FIVE_TAPS, ...answers }))
    .enabled()
    .has(linkId)

describe('who interpreted when the patient was told (hazard H11)', () => {
  it('has an answer of its own for each way, and none is picked for anybody', () => {
    const options = item('told-by')?.answerOption ?? []
    expect(options.map(each => each.valueCoding?.code)).toEqual(TOLD_BY)
    expect(options.some(each => each.initialSelected)).toBe(false)
    expect(item('told-by')).not.toMatchObject({ initial: expect.anything() })
    expect(item('told-by')?.extension?.some(each => each.url === EXT.initialExpression)).toBe(false)
    expect(item('told-by')?.required).toBeUndefined()
  })

  it('is asked only where an interpreter is needed', () => {
    expect(isAsked('told-by', { interpreter: [{ valueBoolean: true }] })).toBe(true)
    expect(isAsked('told-by', { interpreter: [{ valueBoolean: false }] })).toBe(false)
    expect(isAsked('told-by', {})).toBe(false)
  })

  it('warns of family or a friend, and of nobody else, in the words that have a source', () => {
    const interpreter = [{ valueBoolean: true }]
    expect(item('told-by-family')?.text).toBe(FAMILY_INTERPRETED.words)
    expect(isAsked('told-by-family', { interpreter, 'told-by': [option('told-by', 'family')] })).toBe(true)
    expect(isAsked('told-by-family', { interpreter, 'told-by': [option('told-by', 'professional')] })).toBe(false)
    expect(isAsked('told-by-family', { interpreter })).toBe(false)
  })
})
