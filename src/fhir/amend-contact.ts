import type {
  Annotation,
  Bundle,
  ContactPoint,
  FhirResource,
  Patient,
  Questionnaire,
  QuestionnaireResponse,
  Task,
} from 'fhir/r4.js'
import { AMENDMENTS, type Amendment, type ContactDetails, isSameContact } from '../domain/contact-details.ts'
import type { Instant } from '../domain/local-date.ts'
import { ok, type Result } from '../domain/result.ts'
import type { ActingClinician } from './acting-clinician.ts'
import { amendedForm } from './amended-form.ts'
import { CONTACT_LINK_IDS } from './contact-questions.ts'
import { hubPatient } from './hub-resources.ts'
import { linkedTransaction, putOver } from './linked-entries.ts'
import { allAnswers, CONTACT_MESSAGE } from './read-answers.ts'
import { keeps } from './systems.ts'
import { type ChangeProblem, decideChange } from './task-change.ts'
import { withMessagesOnTask } from './write-concern.ts'
import { writeChange } from './write-task-provenance.ts'

type Stored<T> = T & { readonly id: string }

/** How the service reaches the patient, where the hub keeps it: the patient's snapshot, the answers, and the work itself. */
export interface StoredContact {
  readonly task: Stored<Task>
  readonly patient: Stored<Patient>
  readonly form: Stored<QuestionnaireResponse> | undefined
}

/** What the clinician corrects, why, and who they are. */
export interface ContactChange {
  readonly contact: ContactDetails
  readonly why: Amendment
  readonly clinician: ActingClinician
  /** The form that asks for it: the words of what is new in the answers are its own. */
  readonly questionnaire: Questionnaire
}

export function readContact({ patient, form }: StoredContact): ContactDetails {
  const telecom = hubPatient.safeParse(patient).data?.telecom ?? []
  const at = (system: string): string => telecom.find(each => each.system === system)?.value ?? ''
  const answers = allAnswers(form?.item ?? [])
  const messages = answers.get(CONTACT_MESSAGE)?.[0]?.valueBoolean
  return {
    phone: at('phone'),
    email: at('email'),
    address: addressOf(patient),
    safety: answers.get(CONTACT_LINK_IDS.safety)?.[0]?.valueString ?? '',
    ...(messages === undefined ? {} : { messages }),
    ...(patient.address?.[0]?.use === 'temp' ? { isTemporary: true } : {}),
  }
}

function addressOf(patient: Patient): string {
  const [first] = hubPatient.safeParse(patient).data?.address ?? []
  return first?.text ?? [...(first?.line ?? []), first?.city, first?.postalCode].filter(Boolean).join(', ')
}

/**
 * Other contact details in the place of those that were sent, on the very versions that were read; the work says who corrected them, when and
 * why, so that a coach who has it open sees it (hazard H02). `unchanged` where the service has them so.
 */
export function contactTransaction(
  stored: StoredContact,
  { contact, why, clinician, questionnaire }: ContactChange,
  now: Instant,
): Result<Bundle<FhirResource> | 'unchanged', ChangeProblem[]> {
  if (isSameContact(readContact(stored), contact)) return ok('unchanged')
  const note: Annotation = {
    authorString: clinician.name,
    time: now,
    text: `Contact details corrected. ${AMENDMENTS[why]}.`,
  }
  const wanted = { ...stored.task, note: [...(stored.task.note ?? []), note] }
  return contactOver(stored, { wanted, contact, by: clinician, questionnaire }, now)
}

export interface ContactOver {
  /** The work as it is to be from now on. */
  readonly wanted: Stored<Task>
  readonly contact: ContactDetails
  readonly by: Pick<ActingClinician, 'agent' | 'entries'>
  readonly questionnaire: Questionnaire
}

/** Work, snapshot and answers over the versions that were read, with who did it. */
export function contactOver(
  stored: StoredContact,
  { wanted, contact, by, questionnaire }: ContactOver,
  now: Instant,
): Result<Bundle<FhirResource>, ChangeProblem[]> {
  // Where the hub keeps no answers, nothing at the hub would say that messages may be left.
  const said = withMessagesOnTask(wanted, stored.form && contact.messages)
  const decided = decideChange(stored.task, said, ['referrer'], now)
  if (!decided.ok) return decided
  const patient = { ...withContact(stored.patient, contact), id: stored.patient.id }
  return ok(
    linkedTransaction('AmendmentMessage', [
      putOver(urn(1), { ...(decided.value === 'unchanged' ? said : decided.value), id: stored.task.id }),
      putOver(urn(2), patient),
      ...(stored.form
        ? [putOver(urn(3), { ...amendedForm(stored.form, contact, questionnaire), id: stored.form.id })]
        : []),
      {
        fullUrl: urn(9),
        resource: {
          meta: keeps('Change', 'Provenance'),
          ...writeChange(
            [
              `Task/${stored.task.id}`,
              `Patient/${stored.patient.id}`,
              ...(stored.form ? [`QuestionnaireResponse/${stored.form.id}`] : []),
            ],
            by.agent,
            now,
          ),
        },
        request: { method: 'POST', url: 'Provenance' },
      },
      ...by.entries,
    ]),
  )
}

function withContact(patient: Patient, { phone, email, address, isTemporary }: ContactDetails): Patient {
  const { telecom: _told, address: before, ...rest } = patient
  const telecom: ContactPoint[] = [
    ...(phone ? [{ system: 'phone', value: phone, rank: 1 } as const] : []),
    ...(email ? [{ system: 'email', value: email } as const] : []),
  ]
  const isSame = address !== '' && addressOf(patient) === address
  return {
    ...rest,
    ...(telecom.length > 0 && { telecom }),
    ...(isSame && before
      ? { address: before }
      : address
        ? { address: [{ use: isTemporary ? 'temp' : 'home', text: address }] }
        : {}),
  }
}

const urn = (number: number): string => `urn:uuid:00000000-0000-4000-8000-00000000f00${number}`
