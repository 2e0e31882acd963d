import type { Extension } from 'fhir/r4.js'
import { EXT } from '../../src/fhir/systems.ts'

/** Extensions as an author of forms writes them. */
export const fhirPath = (url: string, expression: string, name?: string): Extension => ({
  url,
  valueExpression: { language: 'text/fhirpath', expression, ...(name === undefined ? {} : { name }) },
})

/** A letter, doubled so many times over: 27 times is 134 million letters. */
export const doubled = (times: number): string =>
  `(${Array.from({ length: times }, (_, index) => index).join(' | ')}).aggregate($total & $total, 'a')`

export const constraint = (severity: 'error' | 'warning', expression: string, human: string): Extension => ({
  url: EXT.constraint,
  extension: [
    { url: 'key', valueId: 'rule-1' },
    { url: 'severity', valueCode: severity },
    { url: 'expression', valueString: expression },
    { url: 'human', valueString: human },
  ],
})
