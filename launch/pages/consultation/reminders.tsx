import { InsetText } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { EarlierReferral } from '../../../src/domain/clinical-context.ts'
import { mayCertify } from '../../../src/domain/clinician.ts'
import { displayDate, type LocalDate } from '../../../src/domain/local-date.ts'
import { isGone } from '../../../src/domain/points-to.ts'
import { settingWarning } from '../../../src/domain/work-setting.ts'
import { readSetting } from '../../../src/fhir/read-setting.ts'
import type { Hub } from '../../../src/gateways/hub.ts'
import { professionIn } from '../../consultation/clinician-profession.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { pathOf } from '../frame/gate.ts'
import { stageWords } from '../status/words.ts'

/** What to think of before anything is asked: an earlier no, a referral that goes on, who may not certify. */
export function Reminders(props: {
  consultation: Consultation
  hub: Hub | undefined
  declinedOn: LocalDate | undefined
}): ReactElement {
  const { consultation, hub, declinedOn } = props
  const profession = professionIn(consultation)
  const mayNotCertify = profession !== 'unknown' && !mayCertify(profession.is)
  const setting = isGone(consultation.context.patient)
    ? undefined
    : settingWarning(profession, readSetting(consultation.draft.record))
  return (
    <>
      {declinedOn && (
        <InsetText>
          <p>
            On {displayDate(declinedOn)} the patient did not agree to a WorkWell referral. You need not ask again in
            this sickness spell; the patient can still change their mind.
          </p>
        </InsetText>
      )}
      {consultation.context.referrals
        .filter(referral => referral.open)
        .map(({ referralId, sentOn, lastSeen }) => (
          <p key={referralId} className="ww-open-line">
            A WorkWell referral is open already{sentOn === 'unknown' ? '' : `, sent on ${displayDate(sentOn)}`}
            {lastSeen && `: ${standing(lastSeen, hub)}`}.{' '}
            {hasNoteSince(consultation, sentOn) && 'The record has a fit note since. '}
            <a href={`${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}`}>See how it stands</a>
          </p>
        ))}
      {setting && (
        <InsetText>
          <p>{setting}</p>
        </InsetText>
      )}
      {mayNotCertify && (
        <InsetText>
          <p>
            Your profession may refer to WorkWell, but may not issue a fit note. You can write an AHP Health and Work
            Report, which a certifying colleague can use.
          </p>
        </InsetText>
      )}
    </>
  )
}

/** In the words of the status page, which says what to do (hazard H16). */
const standing = ({ stage, missingSince }: NonNullable<EarlierReferral['lastSeen']>, hub: Hub | undefined): string =>
  missingSince === undefined ? stageWords(stage, hub).says : 'the service’s system does not have it, ring them'

/** A note that came after the referral may have other days than the coach works by (hazard H20). */
const hasNoteSince = ({ context }: Consultation, sentOn: LocalDate | 'unknown'): boolean =>
  sentOn !== 'unknown' &&
  context.fitNotes.some(note => note.issue !== 'draft' && note.recordedOn !== 'unknown' && note.recordedOn > sentOn)
