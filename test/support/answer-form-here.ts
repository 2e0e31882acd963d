import { answerPreview } from '../../launch/pages/forms-preview/preview-answer.ts'
import { answerPopulate, type PopulateDeps } from '../../src/api/populate-answer.ts'
import { ok } from '../../src/domain/result.ts'
import type { AnswerForm } from '../../src/form-processes/form-call.ts'

/** Answers forms in the process of the test, as `src/form-process-main.ts` does in one of its own. */
export const answerFormHere =
  (deps: PopulateDeps): AnswerForm =>
  async call => {
    const answered =
      call.to === 'populate'
        ? await answerPopulate(call, deps)
        : await answerPreview(call, { ...deps, synthetic: false })
    return ok({ ...answered, body: Buffer.from(answered.body) })
  }
