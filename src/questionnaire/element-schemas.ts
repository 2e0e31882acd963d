import { z } from 'zod'

// Loose: elements that the engine does not read are kept, so that the Questionnaire can be passed on as it came.
export const coding = z.looseObject({
  system: z.string().optional(),
  version: z.string().optional(),
  code: z.string().optional(),
  display: z.string().optional(),
})
const codeableConcept = z.looseObject({ coding: z.array(coding).optional(), text: z.string().optional() })
export const quantity = z.looseObject({
  value: z.number().optional(),
  comparator: z.enum(['<', '<=', '>=', '>']).optional(),
  unit: z.string().optional(),
  system: z.string().optional(),
  code: z.string().optional(),
})
export const reference = z.looseObject({ reference: z.string().optional(), display: z.string().optional() })
const expression = z.looseObject({
  // R4 wants one; where it is left out, the expression is nearly always FHIRPath.
  language: z.string().default('text/fhirpath'),
  expression: z.string().optional(),
  name: z.string().optional(),
})

const extension = z.looseObject({
  url: z.string(),
  get extension() {
    return z.array(extension).optional()
  },
  valueBoolean: z.boolean().optional(),
  valueCode: z.string().optional(),
  valueCodeableConcept: codeableConcept.optional(),
  valueCoding: coding.optional(),
  valueDate: z.string().optional(),
  valueDateTime: z.string().optional(),
  valueDecimal: z.number().optional(),
  valueExpression: expression.optional(),
  valueId: z.string().optional(),
  valueInteger: z.number().optional(),
  valueMarkdown: z.string().optional(),
  valueQuantity: quantity.optional(),
  valueString: z.string().optional(),
  valueTime: z.string().optional(),
})
export const extensions = z.array(extension).optional()
