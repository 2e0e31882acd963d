import { addDays } from '../../src/domain/local-date.ts'
import { runningSpell } from '../../src/domain/spells.ts'
import type { KeepingDeps, MemoryDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import { noteAct } from './note-act.ts'

/** Where no spell is known, for as long as a fit note commonly runs. */
const DAYS_WITHOUT_SPELL = 28

/** "Does not agree" is remembered until the sickness spell ends, so that nobody is pressed at every note (hazard H11). */
export async function rememberDeclined(
  consultation: Consultation,
  deps: Pick<MemoryDeps, 'declined'> & Pick<KeepingDeps, 'audit'>,
): Promise<void> {
  const { context, today, patientKey, draft } = consultation
  const spell = runningSpell(context.fitNotes, today)
  const noteTo = consultation.answers.note?.to
  const ends = [spell?.to, noteTo].filter(day => day !== undefined && day >= today)
  const until = ends.toSorted().at(-1) ?? addDays(today, DAYS_WITHOUT_SPELL)
  await deps.declined.remember(patientKey, until, today)
  await noteAct(
    consultation,
    { action: 'declined', referralId: draft.referralId, detail: consultation.service?.id ?? 'no-service' },
    deps,
  )
}
