import type { TaskOutput } from 'fhir/r4.js'
import { z } from 'zod'
import { isPhase, isState, PARTIES, type Party, type Phase, type State } from '../domain/referral-moves.ts'
import { isReason, REASONS } from '../domain/referral-reasons.ts'
import { OUTCOMES, type Outcome } from '../domain/referral-status.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { own } from './codes.ts'
import { CS } from './systems.ts'
import type { ChangeProblem } from './task-change.ts'
import { type OutputKind, outcomeType, outputType, type TaskMove } from './task-move.ts'

export interface Transition {
  readonly move: TaskMove
  /** Whose move it is, where the server does not know its callers; a service's own unless it says otherwise. */
  readonly by: Party
}

const value = z.looseObject({
  name: z.string(),
  valueCode: z.string().optional(),
  valueString: z.string().optional(),
  valueDateTime: z.string().optional(),
  valueDate: z.string().optional(),
  valueCoding: z.looseObject({ code: z.string().optional() }).optional(),
  valueCodeableConcept: z
    .looseObject({ coding: z.array(z.looseObject({ code: z.string().optional() })).default([]) })
    .optional(),
})

/** One code or text, in whichever of FHIR's types it came. */
const plain = (each: z.infer<typeof value>): string =>
  each.valueCode ??
  each.valueString ??
  each.valueDateTime ??
  each.valueDate ??
  each.valueCoding?.code ??
  each.valueCodeableConcept?.coding[0]?.code ??
  ''
const parameters = z.looseObject({ resourceType: z.literal('Parameters'), parameter: z.array(value).default([]) })

const KINDS = ['plan', 'onward-services', 'message', 'expected-start', 'paused-until'] as const satisfies OutputKind[]
const DATES: readonly OutputKind[] = ['expected-start', 'paused-until']
const KNOWN: readonly string[] = ['to-status', 'businessStatus', 'reason', 'reason-text', 'outcome', 'by', ...KINDS]

const problem = (code: ChangeProblem['code'], name: string, diagnostics: string): ChangeProblem => ({
  code,
  expression: `Parameters.parameter.where(name='${name}')`,
  diagnostics,
})

/** The body of `Task/{id}/$transition`: plain codes and words. What it does not know, it refuses. */
export function readTransition(body: unknown): Result<Transition, ChangeProblem[]> {
  const parsed = parameters.safeParse(body)
  if (!parsed.success)
    return fail([{ code: 'required', expression: 'Parameters', diagnostics: 'The body is a Parameters resource' }])
  const given = new Map(parsed.data.parameter.map(each => [each.name, plain(each)]))
  const problems: ChangeProblem[] = [...given.keys()]
    .filter(name => !KNOWN.includes(name))
    .map(name => problem('business-rule', name, `$transition knows ${KNOWN.join(', ')}`))
  const coded = <T extends string>(name: string, is: (text: string) => text is T, known: readonly string[]) => {
    const said = given.get(name)
    if (said === undefined || is(said)) return said
    problems.push(problem('code-invalid', name, `${name} is one of ${known.join(', ')}`))
    return undefined
  }
  const isOutcome = (text: string): text is Outcome => OUTCOMES.some(each => each === text)
  const isParty = (text: string): text is Party => PARTIES.some(each => each === text)
  const phase: Phase | undefined = coded('to-status', isPhase, ['the statuses of the state table'])
  const state: State | undefined = coded('businessStatus', isState, ['the business statuses of the state table'])
  const reason = coded('reason', isReason, Object.keys(REASONS))
  const outcome = coded('outcome', isOutcome, OUTCOMES)
  const by = coded('by', isParty, PARTIES) ?? 'hub'
  if (!given.has('to-status')) problems.push(problem('required', 'to-status', 'Say to which Task.status it moves'))
  if (problems.length > 0 || phase === undefined) return fail(problems)

  const words = given.get('reason-text')
  const outputs: TaskOutput[] = [
    ...(outcome ? [{ type: outcomeType, valueCodeableConcept: { coding: [own(CS.outcome, outcome)] } }] : []),
    ...KINDS.flatMap(kind => {
      const said = given.get(kind)
      if (said === undefined) return []
      return [{ type: outputType(kind), ...(DATES.includes(kind) ? { valueDateTime: said } : { valueString: said }) }]
    }),
  ]
  return ok({
    by,
    move: {
      to: { phase, state },
      outputs,
      ...((reason !== undefined || words !== undefined) && {
        reason: {
          ...(reason && { coding: [own(CS.statusReason, reason, REASONS[reason].name)] }),
          text: words ?? (reason ? REASONS[reason].name : ''),
        },
      }),
    },
  })
}
