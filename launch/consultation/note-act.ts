import type { Audit, AuditEntry } from '../../src/store/audit.ts'
import type { Consultation } from './consultation-of.ts'
import { actorOf } from './who-acts.ts'

/** Into the audit: what whoever is signed in did for the patient of this consultation. */
export const noteAct = (
  { session, patientKey }: Pick<Consultation, 'session' | 'patientKey'>,
  act: Omit<AuditEntry, 'actor' | 'patientKey'>,
  { audit }: { readonly audit: Pick<Audit, 'record'> },
): Promise<void> => audit.record({ ...act, actor: actorOf(session), patientKey })
