import type { Result } from '../domain/result.ts'

/** What a caller sent to one of the addresses that take forms of strangers, as it came: nothing of it has been read yet. */
export type FormCall =
  | {
      readonly to: 'populate'
      /** Of the Questionnaire, where the address names one. */
      readonly id: string | undefined
      readonly sent: { readonly body: Uint8Array | undefined } | { readonly query: Readonly<Record<string, unknown>> }
    }
  | {
      readonly to: 'preview'
      readonly contentType: string | undefined
      readonly body: Uint8Array | undefined
    }

/** The whole answer. `type` is a media type, or its short name. */
export interface FormAnswer<Body = string> {
  readonly status: number
  readonly type: string
  readonly body: Body
}

/**
 * `stopped`: the form took too much time or memory, and its process is gone. `busy`: nobody has had the time to look at it.
 * `broken`: a fault of ours.
 */
export type NoAnswer = 'stopped' | 'busy' | 'broken'

/** Has a call answered in a process of its own. Never throws. */
export type AnswerForm = (call: FormCall) => Promise<Result<FormAnswer<Uint8Array>, NoAnswer>>
