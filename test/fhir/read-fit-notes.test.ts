import { describe, expect, it } from 'vitest'
import type { FitNote } from '../../src/domain/fit-note.ts'
import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import { readFitNotes } from '../../src/fhir/read-fit-notes.ts'
import { CS } from '../../src/fhir/systems.ts'
import {
  AMENDED_DUTIES,
  BY_HAND_NOT_FIT,
  codedNote,
  DUPLICATE_NOT_FIT,
  during,
  ehrRecord,
  MAY_BE_FIT,
  med3Document,
  NOT_FIT,
  ownNote,
  PHASED_RETURN,
  snomed,
} from '../support/ehr-record.ts'

const notesOf = (observations: EhrRecord['observations'], documents: EhrRecord['documents'] = []): FitNote[] =>
  readFitNotes(ehrRecord({ observations, documents }))
const JULY = during('2026-07-01', '2026-07-14')
const note: FitNote = {
  source: 'Observation/n1',
  recordedOn: '2026-07-01',
  advice: 'not-fit',
  period: { from: '2026-07-01', to: '2026-07-14' },
  adjustments: [],
  issue: 'issued',
}

describe('a code without a value, as GP systems record a note', () => {
  it.each<[string, string, Partial<FitNote>]>([
    ['eMED3, not fit', NOT_FIT, {}],
    ['eMED3, may be fit', MAY_BE_FIT, { advice: 'may-be-fit' }],
    ['by hand, not fit', BY_HAND_NOT_FIT, {}],
    ['by hand, may be fit', '751751000000104', { advice: 'may-be-fit' }],
    ['duplicate, not fit', DUPLICATE_NOT_FIT, { issue: 'duplicate' }],
    ['duplicate, may be fit', '751641000000105', { advice: 'may-be-fit', issue: 'duplicate' }],
  ])('%s', (_what, code, parts) => {
    expect(notesOf([codedNote('n1', code, JULY)])).toEqual([{ ...note, ...parts }])
  })

  it('with no day at all stays without one', () => {
    expect(notesOf([codedNote('n1', NOT_FIT)])).toEqual([{ ...note, recordedOn: 'unknown', period: 'unknown' }])
  })

  it('with only a day of issue gets no period from it', () => {
    expect(notesOf([codedNote('n1', NOT_FIT, { effectiveDateTime: '2026-07-02T08:00:00Z' })])).toEqual([
      { ...note, recordedOn: '2026-07-02', period: 'unknown' },
    ])
    expect(notesOf([codedNote('n1', NOT_FIT, { issued: '2026-07-02T23:30:00Z' })])).toEqual([
      { ...note, recordedOn: '2026-07-03', period: 'unknown' },
    ])
  })

  it.each<[what: string, period: { start?: string; end?: string }, lack: FitNote['periodLack']]>([
    ['with an open end has none: it is never made up', { start: '2026-07-01' }, 'no-end'],
    ['with an open beginning has none', { end: '2026-07-14' }, 'no-start'],
    ['with a month for a day has none', { start: '2026-07', end: '2026-08' }, 'not-a-day'],
    ['that ends before it begins has none', { start: '2026-07-14', end: '2026-07-01' }, 'ends-before-it-begins'],
    ['that ends in the year 9999 has none', { start: '2026-07-01', end: '9999-12-31' }, 'too-long'],
  ])('%s, and says why', (_what, effectivePeriod, periodLack) => {
    expect(notesOf([codedNote('n1', NOT_FIT, { effectivePeriod })])).toEqual([
      { ...note, recordedOn: 'unknown', period: 'unknown', periodLack },
    ])
  })

  it('has its days in London, whatever the zone in which the record writes them (hazard H19)', () => {
    const effectivePeriod = { start: '2026-06-30T23:00:00Z', end: '2026-07-14T22:59:59Z' }
    expect(notesOf([codedNote('n1', NOT_FIT, { effectivePeriod })])).toEqual([note])
    const winter = { start: '2026-10-19T00:00:00+01:00', end: '2026-11-01T23:59:59+00:00' }
    expect(notesOf([codedNote('n1', NOT_FIT, { effectivePeriod: winter })])).toMatchObject([
      { period: { from: '2026-10-19', to: '2026-11-01' } },
    ])
  })

  it('that was written on a day still to come covers no day, and says why (hazard H06)', () => {
    const [written] = notesOf([codedNote('n1', NOT_FIT, { ...JULY, issued: '2026-09-04T10:00:00Z' })])
    expect(written).toMatchObject({ recordedOn: '2026-09-04', period: 'unknown', periodLack: 'not-yet-written' })
    const [begins] = notesOf([codedNote('n1', NOT_FIT, during('2026-09-10', '2026-09-20'))])
    expect(begins).toMatchObject({ period: { from: '2026-09-10', to: '2026-09-20' } })
  })

  it('is recorded on the day it says, not on the day the period begins', () => {
    expect(notesOf([codedNote('n1', NOT_FIT, { ...JULY, issued: '2026-07-05T10:00:00Z' })])).toEqual([
      { ...note, recordedOn: '2026-07-05' },
    ])
  })

  it('is found behind another SNOMED CT code of the same entry', () => {
    const code = { coding: [...snomed('365524007').coding, ...snomed(NOT_FIT).coding] }
    expect(notesOf([codedNote('n1', NOT_FIT, { ...JULY, code })])).toEqual([note])
  })

  it('that is preliminary is a draft', () => {
    expect(notesOf([codedNote('n1', NOT_FIT, { ...JULY, status: 'preliminary' })])).toEqual([
      { ...note, issue: 'draft' },
    ])
  })

  it.each(['entered-in-error', 'cancelled'])('that is %s never was', status => {
    expect(notesOf([codedNote('n1', NOT_FIT, { ...JULY, status })])).toEqual([])
  })

  it.each([
    ['another finding', snomed('224459001')],
    ['the same digits in another code system', { coding: [{ system: 'https://ehr.example/codes', code: NOT_FIT }] }],
    ['a name that every object has', snomed('constructor')],
    ['no code', {}],
  ])('%s is no fit note', (_what, code) => {
    expect(notesOf([codedNote('n1', NOT_FIT, { ...JULY, code })])).toEqual([])
  })
})

describe('our own form, a question with a value', () => {
  it('issued: the value is the eMED3 finding', () => {
    expect(notesOf([ownNote('n1', snomed(MAY_BE_FIT), JULY)])).toEqual([{ ...note, advice: 'may-be-fit' }])
  })

  it('planned: the value is our own code, and it is a draft', () => {
    const planned = { coding: [{ system: CS.fitNoteAdvice, code: 'not-fit' }] }
    expect(notesOf([ownNote('n1', planned, JULY)])).toEqual([{ ...note, issue: 'draft' }])
  })

  it('issued with our own code beside the finding is issued', () => {
    const both = { coding: [{ system: CS.fitNoteAdvice, code: 'not-fit' }, ...snomed(NOT_FIT).coding] }
    expect(notesOf([ownNote('n1', both, JULY)])).toEqual([note])
  })

  it('without a value that we know is no note', () => {
    expect(notesOf([ownNote('n1', { coding: [{ system: CS.fitNoteAdvice, code: 'fit' }] }, JULY)])).toEqual([])
    expect(notesOf([ownNote('n1', snomed('224459001'), JULY)])).toEqual([])
  })
})

describe('a scanned document', () => {
  it.each(['772786005', '1321000000100', '18381000000107'])('of type %s is a note of unknown advice', type => {
    const document = med3Document('d1', {
      type: snomed(type),
      date: '2026-07-01T22:30:00Z',
      context: { period: { start: '2026-07-01', end: '2026-07-14' } },
    })
    expect(notesOf([], [document])).toEqual([{ ...note, source: 'DocumentReference/d1', advice: 'unknown' }])
  })

  it('without dates has none', () => {
    expect(notesOf([], [med3Document('d1')])).toMatchObject([{ recordedOn: 'unknown', period: 'unknown' }])
  })

  it('that is only preliminary is a draft', () => {
    expect(notesOf([], [med3Document('d1', { docStatus: 'preliminary' })])).toMatchObject([{ issue: 'draft' }])
  })

  it.each<[string, Partial<EhrRecord['documents'][number]>]>([
    ['superseded', { status: 'superseded' }],
    ['entered in error', { status: 'entered-in-error' }],
    ['whose content is entered in error', { docStatus: 'entered-in-error' }],
    ['of another type', { type: snomed('25611000000107') }],
    ['of no type', { type: undefined }],
  ])('%s is none', (_what, parts) => {
    expect(notesOf([], [med3Document('d1', parts)])).toEqual([])
  })
})

describe('one note that stands more than once', () => {
  const document = med3Document('d1', { date: '2026-07-01', context: { period: JULY.effectivePeriod } })

  it('as a code and as a document of the same dates counts once, as the one that knows more', () => {
    expect(notesOf([codedNote('n1', NOT_FIT, JULY)], [document])).toEqual([note])
  })

  it('as a note and its duplicate counts once', () => {
    expect(notesOf([codedNote('n2', DUPLICATE_NOT_FIT, JULY), codedNote('n1', NOT_FIT, JULY)])).toEqual([note])
  })

  it('as a code and as a scan of the same day without dates counts once', () => {
    expect(notesOf([codedNote('n1', NOT_FIT, JULY)], [med3Document('d1', { date: '2026-07-01' })])).toEqual([note])
  })

  it('as an eMED3 code and in our own form counts once, with the adjustments of both', () => {
    const own = ownNote('n2', snomed(MAY_BE_FIT), { ...JULY, issued: '2026-07-03T09:00:00Z' })
    const phased = codedNote('a1', PHASED_RETURN, { effectiveDateTime: '2026-07-03' })
    const [only, ...others] = notesOf([codedNote('n1', MAY_BE_FIT, JULY), own, phased])
    expect(others).toEqual([])
    expect(only).toMatchObject({ source: 'Observation/n1', adjustments: ['phased-return'] })
  })

  it('a draft is not what a document is a copy of', () => {
    const draft = codedNote('n1', NOT_FIT, { ...JULY, status: 'preliminary' })
    expect(notesOf([draft], [document]).map(each => each.issue)).toEqual(['draft', 'issued'])
  })

  it('notes of other dates, or of none, are notes of their own', () => {
    const later = med3Document('d2', { context: { period: { start: '2026-07-01', end: '2026-07-15' } } })
    expect(notesOf([codedNote('n1', NOT_FIT, JULY)], [later, med3Document('d3')])).toHaveLength(3)
  })
})

describe('adjustments', () => {
  const mayBeFit = codedNote('n1', MAY_BE_FIT, JULY)
  const adjustmentsOf = (observations: EhrRecord['observations']) =>
    notesOf(observations).map(each => [each.source, each.adjustments])

  it('belong to the note that begins on their day', () => {
    const june = codedNote('n0', MAY_BE_FIT, during('2026-06-01', '2026-06-14'))
    expect(
      adjustmentsOf([
        mayBeFit,
        june,
        codedNote('a1', PHASED_RETURN, JULY),
        codedNote('a2', AMENDED_DUTIES, during('2026-06-01', '2026-06-14')),
      ]),
    ).toEqual([
      ['Observation/n1', ['phased-return']],
      ['Observation/n0', ['amended-duties']],
    ])
  })

  it('or that was recorded on their day', () => {
    const recorded = { effectiveDateTime: '2026-07-05' }
    expect(adjustmentsOf([codedNote('n1', MAY_BE_FIT, recorded), codedNote('a1', PHASED_RETURN, recorded)])).toEqual([
      ['Observation/n1', ['phased-return']],
    ])
  })

  it('are read as values of our own form too, each once', () => {
    const own = codedNote('a1', '', {
      ...JULY,
      code: { coding: [{ system: CS.observation, code: 'recommended-adjustment' }] },
      valueCodeableConcept: snomed(AMENDED_DUTIES),
    })
    expect(adjustmentsOf([mayBeFit, own, codedNote('a2', AMENDED_DUTIES, JULY)])).toEqual([
      ['Observation/n1', ['amended-duties']],
    ])
  })

  it('without a day, or entered in error, belong to none', () => {
    const wrong = codedNote('a1', PHASED_RETURN, { ...JULY, status: 'entered-in-error' })
    expect(adjustmentsOf([mayBeFit, wrong, codedNote('a2', AMENDED_DUTIES)])).toEqual([['Observation/n1', []]])
  })

  it('are of a note that says "may be fit" alone', () => {
    expect(adjustmentsOf([codedNote('n1', NOT_FIT, JULY), codedNote('a1', PHASED_RETURN, JULY)])).toEqual([
      ['Observation/n1', []],
    ])
  })
})

it('notes come newest first, those without a day last', () => {
  const sources = notesOf(
    [
      codedNote('undated', NOT_FIT),
      codedNote('may', NOT_FIT, during('2026-05-01', '2026-05-14')),
      codedNote('june', NOT_FIT, during('2026-06-01', '2026-06-14')),
    ],
    [med3Document('july', { date: '2026-07-01' })],
  ).map(each => each.source)
  expect(sources).toEqual(['DocumentReference/july', 'Observation/june', 'Observation/may', 'Observation/undated'])
})

describe('notes that a practice recorded in CTV3 (hazard H06)', () => {
  const ctv3 = (code: string) => ({ coding: [{ system: 'http://read.info/ctv3', code }] })
  const coded = (id: string, code: string, parts: object = {}) => codedNote(id, NOT_FIT, { code: ctv3(code), ...parts })

  it.each([
    ['XaX1E', 'not-fit', 'issued'],
    ['XaX1S', 'may-be-fit', 'issued'],
    ['XaX1M', 'may-be-fit', 'duplicate'],
    ['XaXf1', 'unknown', 'issued'],
    ['9D11.', 'unknown', 'issued'],
    ['9DF1.', 'unknown', 'duplicate'],
  ])('%s is a note: advice %s, %s', (code, advice, issue) => {
    expect(notesOf([coded('n1', code, JULY)])).toMatchObject([{ advice, issue, period: { from: '2026-07-01' } }])
  })

  it('a code that every table would inherit is none', () => {
    expect(notesOf([coded('n1', 'constructor', JULY)])).toEqual([])
  })

  it('a change at work belongs to the note of its day', () => {
    const notes = notesOf([coded('n1', 'XaX1K', JULY), coded('n2', 'XaXf3', JULY)])
    expect(notes).toMatchObject([{ advice: 'may-be-fit', adjustments: ['phased-return'] }])
  })

  it('"issued to patient" beside the note of that day is the same note, and alone it is one of its own', () => {
    const issued = codedNote('n2', '775241000000108', { effectiveDateTime: '2026-07-01' })
    const dated = codedNote('n1', NOT_FIT, { ...JULY, effectiveDateTime: '2026-07-01' })
    expect(notesOf([dated, issued])).toHaveLength(1)
    expect(notesOf([issued])).toMatchObject([{ advice: 'unknown', issue: 'issued', period: 'unknown' }])
  })
})
