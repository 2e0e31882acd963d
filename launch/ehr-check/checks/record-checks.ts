import { isUnder } from '../../../src/http/is-under.ts'
import { nextIn, ofOthers, searchsetIn } from '../bundle.ts'
import { type Look, membersOf } from '../look.ts'
import type { SearchedPart, SignInObservations } from '../observations.ts'
import {
  afterSignIn,
  type Check,
  failed,
  isJson,
  notRun,
  pass,
  passIf,
  plain,
  said,
  type Verdict,
  warn,
  warnUnless,
} from './check.ts'

const READ = 'FHIR R4, 3.1.0.1 (read)'
const SEARCH = 'FHIR R4, 3.1.1 (search)'
const SLOW_MS = 2000

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A resource that must come, of this type and with this id. */
function readVerdict(look: Look, type: string | undefined, id: string | undefined): Verdict {
  if (look === undefined) return notRun('There was nothing to read.')
  if (!look.ok || look.value.status !== 200 || !isJson(look.value)) return failed(`${said(look)}.`)
  const members = membersOf(look)
  if (members === undefined || (type !== undefined && members.resourceType !== type))
    return failed('Another kind of resource came.')
  if (id !== undefined && members.id !== id) return failed('A resource with another id came.')
  return pass(`${said(look)}.`)
}

const patientIn = ({ token }: SignInObservations): string | undefined => text(membersOf(token)?.patient)

function searchVerdict(look: Look, patientId: string | undefined): Verdict {
  if (look === undefined) return notRun('It was not searched.')
  if (!look.ok || look.value.status !== 200) return failed(`${said(look)}.`)
  const page = searchsetIn(look)
  if (page === undefined) return failed(`${said(look)}: no searchset Bundle whose every entry is a resource.`)
  const others = patientId === undefined ? 0 : ofOthers(page, patientId)
  if (others > 0) return failed(`${others} of ${page.entry.length} entries belong to another patient.`)
  if (!isJson(look.value)) return warn(`${said(look)}.`)
  return warnUnless(look.value.ms <= SLOW_MS, `${page.entry.length} entries, ${look.value.ms} ms.`)
}

const search = (part: SearchedPart, name: string, what: string): Check => ({
  id: `search-${part}`,
  name,
  clause: SEARCH,
  todo: `Answer this search with 200 and a searchset Bundle of this patient’s entries. Else the clinician is told that ${what} could not be read.`,
  judge: afterSignIn(seen => searchVerdict(searchedFor(seen, part), patientIn(seen))),
})

/** A search that may be refused: the app then asks more widely, and says what it could not ask for. */
const searchInAnotherWay = (part: SearchedPart, id: string, name: string, instead: string): Check => ({
  id,
  name,
  clause: SEARCH,
  todo: `Answer this search too. ${instead}`,
  judge: afterSignIn(seen => {
    const look = searchedFor(seen, part)
    const isRefused = look?.ok === true && [400, 405, 406, 422, 501].includes(look.value.status)
    return isRefused ? warn(`${said(look)}.`) : searchVerdict(look, patientIn(seen))
  }),
})

const searchedFor = ({ searches }: SignInObservations, part: SearchedPart): Look =>
  searches.find(each => each.part === part)?.seen

export const RECORD_CHECKS: readonly Check[] = [
  {
    id: 'read-patient',
    name: 'The launched patient is read',
    clause: READ,
    todo: 'Answer GET Patient/{id} with 200 and this very patient. Without it there is no consultation.',
    judge: afterSignIn(seen => readVerdict(seen.patient, 'Patient', patientIn(seen))),
  },
  {
    id: 'read-patient-identity',
    name: 'The patient has a name and a date of birth',
    clause: 'This app: hazard H01 (patient banner)',
    todo: 'Give Patient.name and Patient.birthDate. The clinician identifies the patient by them.',
    judge: afterSignIn(({ patient }) => {
      const members = membersOf(patient)
      if (members?.resourceType !== 'Patient') return notRun('There is no patient to look at.')
      const named = Array.isArray(members.name) && members.name.length > 0
      return warnUnless(
        named && text(members.birthDate) !== undefined,
        `Name ${named ? 'is' : 'is not'} there, date of birth ${members.birthDate ? 'is' : 'is not'}.`,
      )
    }),
  },
  {
    id: 'read-patient-current',
    name: 'The patient’s record has not been merged into another',
    clause: 'FHIR R4, Patient.link (replaced-by)',
    todo: 'Launch with the record that is in use.',
    judge: afterSignIn(({ patient }) => {
      const members = membersOf(patient)
      if (members?.resourceType !== 'Patient') return notRun('There is no patient to look at.')
      const replaced = JSON.stringify(members.link ?? []).includes('"replaced-by"')
      return warnUnless(!replaced, replaced ? 'It has.' : 'It has not.')
    }),
  },
  {
    id: 'read-encounter',
    name: 'The encounter is read',
    clause: READ,
    todo: 'Answer GET Encounter/{id} with 200 and this very encounter.',
    judge: afterSignIn(({ encounter, token }) =>
      readVerdict(encounter, 'Encounter', text(membersOf(token)?.encounter)),
    ),
  },
  {
    id: 'read-fhir-user',
    name: 'The signed-in clinician is read',
    clause: 'SMART App Launch 2.2, 8.1.2 (fhirUser)',
    todo: 'Answer a read of the fhirUser with 200. Without it the app asks for the clinician’s name and profession, and the referral says that they are as stated by the clinician.',
    judge: afterSignIn(({ user, signedIn }) => {
      const [type, id] = signedIn?.ok ? signedIn.value.fhirUser.split('/') : []
      return readVerdict(user, type, id)
    }),
  },
  search('roles', 'The clinician’s roles are found', 'role and practice'),
  search('conditions', 'The patient’s active problems are found', 'problems'),
  search('observations', 'Fit notes that are kept as observations are found', 'earlier fit notes'),
  searchInAnotherWay(
    'observationsReadCoded',
    'search-observations-read-coded',
    'Fit notes that are coded in CTV3 or Read v2 alone are found',
    'Else the app asks for entries of the categories under which a note may stand, and says so to the clinician.',
  ),
  search('documents', 'Fit notes that are kept as documents are found', 'earlier fit notes'),
  searchInAnotherWay(
    'documentsByText',
    'search-documents-by-text',
    'Documents whose type is given in words alone are found (type:text)',
    'Else the app asks for all documents of the patient.',
  ),
  search('referrals', 'Earlier referrals are found', 'earlier WorkWell referrals'),
  {
    id: 'paging',
    name: 'The next page of a search is on the same FHIR base',
    clause: 'FHIR R4, 3.1.1.5 (paging)',
    todo: 'Link to the next page by an address below the FHIR base that is the iss. A link to elsewhere is not followed, since the token would go with it.',
    judge: afterSignIn(({ firstPage, nextPage, searches }, { ehr }) => {
      const links = [firstPage, ...searches.map(({ seen }) => seen)].map(nextIn).filter(url => url !== undefined)
      if (links.length === 0) return notRun('No search had a second page.')
      if (!links.every(url => isUnder(ehr.issuer, url))) return failed('A link leads elsewhere.')
      return nextPage === undefined ||
        (nextPage.ok && nextPage.value.status === 200 && searchsetIn(nextPage) !== undefined)
        ? pass(`${said(nextPage)}.`)
        : failed(`${said(nextPage)}.`)
    }),
  },
  {
    id: 'paging-ends',
    name: 'The pages of a search come to an end',
    clause: 'FHIR R4, 3.1.1.5 (paging)',
    todo: 'Let each page link to the one after it, and the last one to none.',
    judge: afterSignIn(({ firstPage, nextPage }) => {
      const next = nextIn(firstPage)
      if (next === undefined || !nextPage?.ok) return notRun('No second page was read.')
      return passIf(
        nextIn(nextPage) !== next,
        nextIn(nextPage) === next ? 'The second page links to itself.' : 'It goes on.',
      )
    }),
  },
  {
    id: 'write-referral',
    name: 'The copy of a referral is written',
    clause: 'FHIR R4, 3.1.0.8 (create)',
    todo: 'Answer POST ServiceRequest with 201, and a Location or the resource. Where apps may write nothing, the clinician copies a text by hand.',
    judge: afterSignIn(({ written }) => {
      if (written === undefined)
        return notRun('Not asked for: it writes into the record. Launch with /ehr-check/launch-and-write.')
      const { created, readBack } = written
      if (!created?.ok || created.value.status !== 201) return failed(`${said(created)}.`)
      return readBack === undefined ? failed('The answer does not say where it is.') : pass(plain(`${said(created)}.`))
    }),
  },
  {
    id: 'write-read-back',
    name: 'What was written can be read again',
    clause: READ,
    todo: 'Let the app read the ServiceRequest that it has written.',
    judge: afterSignIn(({ written }) => readVerdict(written?.readBack, 'ServiceRequest', undefined)),
  },
]
