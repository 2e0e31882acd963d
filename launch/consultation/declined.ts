import { addDays } from '../../src/domain/local-date.ts'
import { runningSpell } from '../../src/domain/spells.ts'
import type { Consultation } from './consultation-of.ts'
import type { PageDeps } from './page-deps.ts'
import { actorOf } from './who-acts.ts'

/** Where no spell is known, for as long as a fit note commonly runs. */
const DAYS_WITHOUT_SPELL = 28

/** "Does not agree" is remembered until the sickness spell ends, so that nobody is pressed at every note (hazard H11). */
export async function rememberDeclined(consultation: Consultation, deps: PageDeps): Promise<void> {
  const { context, today, patientKey, session, draft } = consultation
  const spell = runningSpell(context.fitNotes, today)
  const noteTo = consultation.answers.note?.to
  const ends = [spell?.to, noteTo].filter(day => day !== undefined && day >= today)
  const until = ends.toSorted().at(-1) ?? addDays(today, DAYS_WITHOUT_SPELL)
  await deps.declined.remember(patientKey, until, today)
  await deps.audit.record({
    action: 'declined',
    actor: actorOf({ session }),
    patientKey,
    referralId: draft.referralId,
    detail: consultation.service?.id ?? 'no-service',
  })
}
