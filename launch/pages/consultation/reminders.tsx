import { InsetText } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { EarlierReferral } from '../../../src/domain/clinical-context.ts'
import { mayCertify } from '../../../src/domain/clinician.ts'
import { displayDate, displayInstant, type LocalDate } from '../../../src/domain/local-date.ts'
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
          <InsetText key={referralId}>
            <p>
              A WorkWell referral is open already
              {sentOn === 'unknown' ? '' : `, sent on ${displayDate(sentOn)}`}. A second one may lead to two coaches
              calling.{' '}
              {hasNoteSince(consultation, sentOn) &&
                'The record has a fit note since: the service works by the one that it was sent. '}
              {lastSeen && <LastSeen {...lastSeen} hub={hub} />}
              <a href={`${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}`}>See how it stands</a>
            </p>
          </InsetText>
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

/** In the words of the status page, with what to do where the clinician is to do something (hazard H16). */
function LastSeen(props: NonNullable<EarlierReferral['lastSeen']> & { hub: Hub | undefined }): ReactElement {
  const { stage, seenAt, missingSince, hub } = props
  if (missingSince !== undefined)
    return (
      <>
        Since {displayInstant(missingSince)} the service’s system <strong>does not have it</strong>. Ring the service
        and ask whether somebody has it.{' '}
      </>
    )
  const { says, next, tone } = stageWords(stage, hub)
  // The question itself stands on the page of the status.
  const todo = stage === 'awaiting-information' ? 'It goes on when somebody has answered.' : next
  return (
    <>
      When last looked up, {displayInstant(seenAt)}: <strong>{says}</strong>.{tone === 'attention' && ` ${todo}`}{' '}
    </>
  )
}

/** A note that came after the referral may have other days than the coach works by (hazard H20). */
const hasNoteSince = ({ context }: Consultation, sentOn: LocalDate | 'unknown'): boolean =>
  sentOn !== 'unknown' &&
  context.fitNotes.some(note => note.issue !== 'draft' && note.recordedOn !== 'unknown' && note.recordedOn > sentOn)
