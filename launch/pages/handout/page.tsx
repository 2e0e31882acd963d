import { InsetText } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { WorkWellService } from '../../../src/domain/site.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { pathOf } from '../frame/gate.ts'
import { PaperPage } from '../frame/paper-page.tsx'

export function HandoutPage({
  consultation,
  synthetic,
}: {
  consultation: Consultation
  synthetic: boolean
}): ReactElement {
  return (
    <PaperPage consultation={consultation} synthetic={synthetic} title="For the patient" heading="About WorkWell">
      {asksPhoneFirst(consultation) && (
        <InsetText className="ww-no-print">
          <p>
            <strong>This page may be found at home.</strong> You asked to be phoned before contact: ask the patient
            whether it is safe to take it along.
          </p>
        </InsetText>
      )}
      <p className="ww-no-print">
        Print this page for the patient. It says nothing about them, and is the same for everybody.{' '}
        <a href={pathOf(consultation, '')}>Back to the consultation</a>
      </p>
      <HandoutSheet service={consultation.service} />
    </PaperPage>
  )
}

/**
 * Plain English in large print. It is told of the service and of nothing else: no condition, no answer, nothing of the record can stand on it, and
 * whoever finds it on a bus, or looks over a shoulder, learns nothing of the patient (hazards H09, H10, H18).
 */
function HandoutSheet({ service }: { service: WorkWellService | undefined }): ReactElement {
  return (
    <div className="ww-handout">
      <p>WorkWell helps people whose health makes work hard.</p>
      <h2>What happens</h2>
      <ul>
        <li>A work and health coach talks with you about your work and your health.</li>
        <li>Together you make a plan. It can help you stay in work, go back to work or find work.</li>
        <li>You need not be 100% fit to do some work. Some work can help you get better.</li>
        <li>{contactWords(service)}</li>
      </ul>
      <h2>It is your choice</h2>
      <ul>
        <li>WorkWell is voluntary. You can say no.</li>
        <li>You can stop at any time.</li>
        <li>Saying no does not change your care or your fit note.</li>
        <li>You do not need to be on benefits.</li>
        {service?.benefits && <li>{service.benefits}</li>}
      </ul>
      <h2>How to get in touch</h2>
      {service ? (
        <GetInTouch service={service} />
      ) : (
        <p>Ask your GP practice if there is a WorkWell service near you.</p>
      )}
      <h2>If you need a fit note</h2>
      <ul>
        <li>You do not need a fit note for the first 7 days that you are off sick. Count every day, also weekends.</li>
        <li>If you are off sick for longer, ask for a fit note before your last one runs out.</li>
        <li>Ask your GP practice, or the hospital team that looks after you.</li>
        <li>Without a fit note your sick pay or your benefits could stop.</li>
        {service?.mayCertify === true && <li>The WorkWell service may also be able to give you a fit note.</li>}
        <li>If you need a fit note later, you can still ask for one.</li>
        <li>You can go back to work before your fit note runs out, as soon as you feel able to.</li>
      </ul>
      <h2>If you need help now</h2>
      <ul>
        <li>WorkWell is not for emergencies. If somebody’s life is in danger, call 999.</li>
        <li>For help with your health when it is urgent, call 111.</li>
        <li>If you feel you cannot go on, call 111 and choose the mental health option, at any time of day.</li>
        {(service?.crisis ?? []).map(each => (
          <li key={each.name}>
            {each.name}: {each.phone}
          </li>
        ))}
      </ul>
    </div>
  )
}

function GetInTouch({ service }: { service: WorkWellService }): ReactElement {
  return (
    <ul>
      <li>
        Your WorkWell service is {service.name}
        {service.phone ? `. Phone: ${service.phone}.` : '.'}
      </li>
      <li>{service.selfReferral}</li>
      <li>If you need an interpreter, or help with hearing, seeing or reading, say so when you get in touch.</li>
    </ul>
  )
}

const WAYS = { phone: 'by phone', video: 'by video', 'in-person': 'in person' } as const

function contactWords(service: WorkWellService | undefined): string {
  const ways = (service?.contactBy ?? []).map(each => WAYS[each])
  if (ways.length === 0) return 'Ask if you can talk by phone, by video or in person.'
  const last = ways.at(-1)
  return `You can talk ${ways.length === 1 ? last : `${ways.slice(0, -1).join(', ')} or ${last}`}.`
}
