import { Button, SummaryList, Textarea } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { LONGEST_ANSWER } from '../../../src/fhir/write-answer.ts'
import type { ServiceQuestion } from '../../../src/gateways/service-questions.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { tapAnswers } from '../answer/tap-answers.ts'
import { PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { isNotConfirmed, NOT_CONFIRMED, notConfirmedWords } from '../frame/not-confirmed.ts'

export const TROUBLES = ['empty', 'too-long', ...NOT_CONFIRMED, 'answered-before', 'ended'] as const
export type AnswerTrouble = (typeof TROUBLES)[number]

interface QuestionsProps {
  consultation: Consultation
  service: WorkWellService
  referralId: string
  questions: readonly ServiceQuestion[]
  trouble: AnswerTrouble | undefined
}

/** What the service asked, with the clinician's answer or a place for it (hazard H16: a question that nobody sees stops a referral). */
export function Questions(props: QuestionsProps): ReactElement | null {
  const { questions, trouble, service } = props
  if (questions.length === 0 && trouble !== 'ended') return null
  return (
    <>
      {trouble === 'ended' && (
        <p>
          <strong>{service.name} has ended this referral, and waits for no answer any more. Nothing was sent.</strong>
        </p>
      )}
      {trouble === 'answered-before' && <p>Somebody had answered already. The answer stands below.</p>}
      {questions.map(each =>
        each.answer === undefined ? (
          <AnswerForm key={each.id} {...props} question={each} />
        ) : (
          <SummaryList key={each.id}>
            <SummaryList.Row>
              <SummaryList.Key>{service.name} asked</SummaryList.Key>
              <SummaryList.Value>{each.question}</SummaryList.Value>
            </SummaryList.Row>
            <SummaryList.Row>
              <SummaryList.Key>Answer</SummaryList.Key>
              <SummaryList.Value>{each.answer}</SummaryList.Value>
            </SummaryList.Row>
          </SummaryList>
        ),
      )}
    </>
  )
}

function AnswerForm({
  consultation,
  service,
  referralId,
  question,
  trouble,
}: QuestionsProps & { question: ServiceQuestion }) {
  const words: Partial<Record<AnswerTrouble, string>> = {
    empty: 'Enter an answer',
    'too-long': `The answer must be ${LONGEST_ANSWER} characters or fewer`,
  }
  const error = isNotConfirmed(trouble)
    ? notConfirmedWords(trouble, { service, what: 'the answer', again: '. Send it again' })
    : trouble && words[trouble]
  return (
    <form method="post" action={`${pathOf(consultation, 'answer')}/${encodeURIComponent(referralId)}`} noValidate>
      <PageIdentity consultation={consultation} />
      <input type="hidden" name="question" value={question.id} />
      <h2 className="nhsuk-heading-s" id={`question-${question.id}`}>
        {`${service.name} asks: ${question.question}`}
      </h2>
      <p className="nhsuk-body-s" id={`taps-${question.id}`}>
        Answer with one press. The coach reads just these words:
      </p>
      <fieldset className="ww-taps" aria-labelledby={`question-${question.id} taps-${question.id}`}>
        {tapAnswers(consultation).map(({ key, words: said }) => (
          <Button key={key} type="submit" name="tap" value={key} secondary small>
            {said}
          </Button>
        ))}
      </fieldset>
      <Textarea
        id={`answer-${question.id}`}
        name="answer"
        rows={2}
        label={
          <>
            Or write an answer
            <span className="nhsuk-u-visually-hidden"> to: {question.question}</span>
          </>
        }
        labelProps={{ size: 's' }}
        hint="The coach reads your answer. Write only what the patient agreed to share."
        defaultValue={consultation.draft.unsentAnswer}
        {...(error && { error })}
      />
      <Button type="submit">Send the answer</Button>
    </form>
  )
}
