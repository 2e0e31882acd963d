import { Button, InsetText } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { displayDate, type LocalDate } from '../../../src/domain/local-date.ts'
import type { OpenBeside } from '../../../src/domain/open-beside.ts'
import { notToldOf } from '../../../src/domain/todays-note.ts'
import { describeTransaction } from '../../../src/fhir/describe-transaction.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import type { PreparedReferral } from '../../consultation/prepared-referral.ts'
import { EligibilityPanel, RulesDetails } from '../consultation/eligibility-panel.tsx'
import { ConsultationPage, PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { Promised } from '../frame/promise.tsx'
import { CopyQuestion } from '../sent/copy-question.tsx'
import { Leaving } from './leaving.tsx'
import { SecondReferral, SecondReferralError } from './second-referral.tsx'

/** Exactly what will leave, and to whom: the lines are read back from the Bundle that will be sent (hazard H09). */
export function CheckPage(props: {
  consultation: Consultation
  prepared: PreparedReferral
  synthetic: boolean
  beside: readonly OpenBeside[]
  isUnconfirmed: boolean
  hasChanged: boolean
}): ReactElement {
  const { consultation, prepared, synthetic, beside, isUnconfirmed, hasChanged } = props
  const { referral, bundle } = prepared
  const { service } = referral
  const { eligibility, today, evidenceEnds, issuedToday, answers } = consultation
  const { recorded } = referral.mainCondition
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="Check before sending"
      heading="Check before sending"
      errors={hasChanged || isUnconfirmed}
    >
      <SecondReferralError beside={beside} isUnconfirmed={isUnconfirmed} />
      {hasChanged && (
        <div className="nhsuk-error-summary" role="alert">
          <h2 className="nhsuk-error-summary__title">The answers were changed in another window</h2>
          <p>Nothing has been sent. These are the answers as they are now: check them again.</p>
        </div>
      )}
      <p>
        This goes to <strong>{service.name}</strong> ({service.provider.name}), and to nobody else.
        {issuedToday && answers.pathway === 'refer' && ` ${notToldOf(issuedToday, referral.sharing === 'basic')}`}
      </p>
      {referral.sharing !== 'basic' && referral.mainCondition.group === 'not-categorised' && (
        <InsetText>
          <p>
            The kind of condition goes as <strong>Not categorised</strong>, because the code in the record does not say
            it. <a href={pathOf(consultation, '')}>Select the kind</a>
          </p>
        </InsetText>
      )}
      {evidenceEnds && answers.pathway === 'refer' && !answers.evidence && (
        <NoEvidence from={evidenceEnds} hasNote={issuedToday !== undefined} />
      )}
      {eligibility && <EligibilityPanel service={service} eligibility={eligibility} />}
      {eligibility && <RulesDetails service={service} eligibility={eligibility} today={today} />}
      <form method="post" className="ww-send">
        <PageIdentity consultation={consultation} />
        <Leaving
          consultation={consultation}
          lines={describeTransaction(bundle)}
          besides={recorded && referral.sharing !== 'full' ? { sharing: `, so ${recorded.term} is not named` } : {}}
        />
        <p>
          <Promised referral={referral} /> WorkWell is not an urgent service.
        </p>
        <div className="ww-send__asks">
          <CopyQuestion consultation={consultation} />
          <SecondReferral beside={beside} isUnconfirmed={isUnconfirmed} />
        </div>
        <div className="ww-send__bar">
          <Button type="submit" preventDoubleClick>
            Send referral
          </Button>
          <a href={pathOf(consultation, '')}>Change the answers</a>
        </div>
      </form>
    </ConsultationPage>
  )
}

/** A referral takes the place of no fit note: what is missing is said once more before sending (hazard H05). */
function NoEvidence({ from, hasNote }: { from: LocalDate; hasNote: boolean }): ReactElement {
  return (
    <InsetText>
      <p>
        {hasNote ? 'The fit note issued today does not cover today' : 'No fit note today'}: the record shows no evidence
        for sick pay or benefits from {displayDate(from)}. Tell the patient, unless they are at work or have a note. A
        fit note can still be issued.
      </p>
    </InsetText>
  )
}
