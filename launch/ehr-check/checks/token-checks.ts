import { z } from 'zod'
import { isGranted } from '../../smart/granted-scopes.ts'
import { fhirId } from '../../smart/launch-session.ts'
import { namesAnotherPatient } from '../../smart/token-response.ts'
import {
  afterSignIn,
  type Check,
  failed,
  inToken,
  notRun,
  pass,
  passIf,
  plain,
  type Verdict,
  warn,
  warnUnless,
} from './check.ts'

const TOKEN = 'SMART App Launch 2.2, 7.1.5 (token response)'
const CONTEXT = 'SMART App Launch 2.2, 7.1.6 (launch context)'
const HOUR = 3600

const scopesIn = (scope: unknown): string[] =>
  typeof scope === 'string' ? scope.split(' ').filter(each => each !== '') : []

const LETTERS = { r: 'read', s: 'search', c: 'create' } as const
const ASKED = /^(?:patient|user)\/([A-Z][A-Za-z]+)\.(read|write|[cruds]+)$/
const lettersOf = (wording: string): string => (wording === 'read' ? 'rs' : wording === 'write' ? 'c' : wording)

/** What was asked for and not granted: `read Condition`. */
const lacking = (asked: readonly string[], granted: readonly string[], letters: string): string[] =>
  asked.flatMap(scope => {
    const [, type = '', wording = ''] = ASKED.exec(scope) ?? []
    return (['r', 's', 'c'] as const)
      .filter(
        letter => letters.includes(letter) && lettersOf(wording).includes(letter) && !isGranted(granted, type, letter),
      )
      .map(letter => `${LETTERS[letter]} ${type}`)
  })

const granted = (letters: string, judge: (list: readonly string[]) => Verdict) =>
  inToken(({ scope }, { asked }) => judge(lacking(asked, scopesIn(scope), letters)))

const contexts = z.array(
  z.looseObject({
    reference: z.string().min(1).optional(),
    role: z.string().min(1).optional(),
    type: z.string().optional(),
  }),
)

export const TOKEN_CHECKS: readonly Check[] = [
  {
    id: 'token-no-store',
    name: 'The token response is kept by no cache',
    clause: 'RFC 6749, 5.1 (Cache-Control: no-store)',
    todo: 'Send Cache-Control: no-store with every token.',
    judge: afterSignIn(({ token }) => {
      if (!token?.ok) return notRun('There was no answer.')
      const kept = token.value.headers['cache-control'] ?? ''
      return passIf(/no-store/i.test(kept), plain(kept || 'No Cache-Control.'))
    }),
  },
  {
    id: 'token-access-token',
    name: 'There is an access token of type Bearer',
    clause: TOKEN,
    todo: 'Send access_token and token_type Bearer. The token must be visible ASCII without spaces, since it goes into a header.',
    judge: inToken(({ access_token: token, token_type: type }) => {
      const good = typeof token === 'string' && /^[\x21-\x7e]{1,16384}$/.test(token)
      const bearer = typeof type === 'string' && /^bearer$/i.test(type)
      return passIf(
        good && bearer,
        `access_token ${good ? 'is good' : 'cannot be used'}, token_type ${plain(String(type))}.`,
      )
    }),
  },
  {
    id: 'token-expires-in',
    name: 'The access token has a time of its own',
    clause: TOKEN,
    todo: 'Send expires_in, in seconds, of an hour or less. Without it the app believes in five minutes.',
    judge: inToken(({ expires_in: seconds }) => {
      if (seconds === undefined) return warn('expires_in is missing.')
      if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 1 || seconds > 86_400)
        return failed('expires_in is no number of seconds within a day.')
      return warnUnless(seconds <= HOUR, `${seconds} seconds.`)
    }),
  },
  {
    id: 'token-scope',
    name: 'The token response says what was granted',
    clause: TOKEN,
    todo: 'Send scope with the scopes that were granted, also when they are the ones that were asked for.',
    judge: inToken(({ scope }) => passIf(typeof scope === 'string', `${scopesIn(scope).length} scopes.`)),
  },
  {
    id: 'context-patient',
    name: 'The token response names the launched patient',
    clause: CONTEXT,
    todo: 'Send patient with the FHIR id of the patient whose record is open. Without it there is no consultation.',
    judge: inToken(({ patient }) =>
      passIf(fhirId.safeParse(patient).success, patient === undefined ? 'There is none.' : 'There is one.'),
    ),
  },
  {
    id: 'context-encounter',
    name: 'The encounter, where there is one, has a FHIR id',
    clause: CONTEXT,
    todo: 'Send encounter with the FHIR id of the open encounter, or leave it out.',
    judge: inToken(({ encounter }) => {
      if (encounter === undefined) return notRun('No encounter is open, or none is sent.')
      return passIf(fhirId.safeParse(encounter).success, 'There is one.')
    }),
  },
  {
    id: 'context-fhir-context',
    name: 'fhirContext names no other patient',
    clause: CONTEXT,
    todo: 'Send fhirContext as the standard has it, and no second patient in the role of the launched one.',
    judge: inToken(({ fhirContext, patient }, _, { ehr }) => {
      if (fhirContext === undefined) return pass('There is none.')
      const parsed = contexts.safeParse(fhirContext)
      if (!parsed.success) return warn('It is not of the standard’s form, and is passed over.')
      const token = { patient: typeof patient === 'string' ? patient : undefined, fhirContext: parsed.data }
      const other = namesAnotherPatient(token as Parameters<typeof namesAnotherPatient>[0], ehr.issuer)
      return passIf(!other, `${parsed.data.length} entries${other ? ', one with another patient' : ''}.`)
    }),
  },
  {
    id: 'context-banner',
    name: 'need_patient_banner is true or false',
    clause: CONTEXT,
    todo: 'Send a boolean, or leave it out. The app shows its banner in any case.',
    judge: inToken(({ need_patient_banner: banner }) =>
      warnUnless(banner === undefined || typeof banner === 'boolean', plain(String(banner ?? 'Not said.'))),
    ),
  },
  {
    id: 'scopes-patient',
    name: 'The patient may be read',
    clause: 'SMART App Launch 2.2, 8.1 (scopes)',
    todo: 'Grant patient/Patient.r (or .read): without it there is no consultation.',
    judge: inToken(({ scope }) => {
      const good = isGranted(scopesIn(scope), 'Patient', 'r')
      return passIf(good, good ? 'Granted.' : 'Not granted.')
    }),
  },
  {
    id: 'scopes-read',
    name: 'All that the app reads and searches may be read and searched',
    clause: 'SMART App Launch 2.2, 8.1 (scopes)',
    todo: 'Grant what is named here. The clinician gets a page with these parts missing.',
    judge: granted('rs', list =>
      passIf(list.length === 0, list.length === 0 ? 'All was granted.' : `Not granted: ${list.join(', ')}.`),
    ),
  },
  {
    id: 'scopes-write',
    name: 'The copy of the referral may be written',
    clause: 'SMART App Launch 2.2, 8.1 (scopes)',
    todo: 'Grant what is named here. Without it the clinician copies a text into the record by hand.',
    judge: granted('c', list =>
      warnUnless(list.length === 0, list.length === 0 ? 'Granted.' : `Not granted: ${list.join(', ')}.`),
    ),
  },
  {
    id: 'scopes-sparing',
    name: 'No more was granted than was asked for',
    clause: 'RFC 6749, 3.3; data protection by design',
    todo: 'Grant what was asked for or less.',
    judge: inToken(({ scope }, { asked }) => {
      const wide = scopesIn(scope).filter(each => /^(system|user|patient)\/\*/.test(each) && !asked.includes(each))
      return warnUnless(wide.length === 0, wide.length === 0 ? 'Nothing more.' : plain(wide.join(', ')))
    }),
  },
]
