import type { NotSearched } from '../domain/clinical-context.ts'
import { documentReferenceSchema, observationSchema } from '../fhir/ehr-record.ts'
import { isMed3Document, isOfFitNotes } from '../fhir/fit-note-meaning.ts'
import { insteadOf, recordSearches } from '../fhir/record-queries.ts'
import type { EhrAccess, EhrReading, Search } from './ehr-reading.ts'
import { onceEach } from './once-each.ts'

/** Every fit note of the record, however it is coded, and what could not be searched for (hazards H05, H06). */
export async function readEhrFitNotes({ asked, many, gap }: EhrReading, { patientId, fhirUser }: EhrAccess) {
  const searches = recordSearches(patientId, fhirUser)
  const instead = insteadOf(patientId)
  const notSearched: NotSearched[] = []

  /** By the codes of each system; a server that cannot look for one of them is asked by category, else for all that there is. */
  async function notes() {
    const ask = (search: Search) => asked('fit-notes', observationSchema, search)
    const byCode = await Promise.all([ask(searches.observations), ask(searches.observationsReadCoded)])
    const found = byCode.flatMap(each => (each === 'cannot-search' ? [] : each))
    if (byCode.includes('cannot-search')) {
      const byCategory = await ask(instead.observations)
      if (byCategory !== 'cannot-search') notSearched.push('NOTES_OUTSIDE_CATEGORIES')
      found.push(
        ...(byCategory === 'cannot-search'
          ? await many('fit-notes', observationSchema, instead.allObservations)
          : byCategory),
      )
    }
    return onceEach(found).filter(isOfFitNotes)
  }

  /** By code and by words; a server that cannot look for one of them is asked for all documents. */
  async function documents() {
    const ask = (search: Search) => asked('fit-notes', documentReferenceSchema, search)
    const [coded, byText] = await Promise.all([ask(searches.documents), ask(searches.documentsByText)])
    const all = coded === 'cannot-search' || byText === 'cannot-search' ? await ask(instead.documents) : []
    if (all === 'cannot-search' && coded === 'cannot-search') gap('fit-notes', 'REFUSED')
    else if (all === 'cannot-search') notSearched.push('DOCUMENTS_WITHOUT_CODE')
    const found = [coded, byText, all].flatMap(each => (each === 'cannot-search' ? [] : each))
    return onceEach(found).filter(isMed3Document)
  }

  const [observations, med3s] = await Promise.all([notes(), documents()])
  return { observations, documents: med3s, ...(notSearched.length > 0 ? { notSearched } : {}) }
}
