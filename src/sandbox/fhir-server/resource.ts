import { z } from 'zod'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Problem, problem, refuse } from './outcome.ts'
import { isResourceType } from './resource-types.ts'

const coding = z.looseObject({ system: z.string().optional(), code: z.string().optional() })

const resourceSchema = z.looseObject({
  resourceType: z.string(),
  id: z.string().optional(),
  meta: z
    .looseObject({
      profile: z.array(z.string()).optional(),
      tag: z.array(coding).optional(),
      security: z.array(coding).optional(),
    })
    .optional(),
})

/** Any FHIR resource as JSON: this server knows few types well and stores them all. */
export type FhirResource = z.infer<typeof resourceSchema>

export type JsonObject = { readonly [key: string]: unknown }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const resourceFrom = (body: unknown): Result<FhirResource, Problem> => {
  if (!isObject(body)) return refuse(400, 'structure', 'HAPI-1861: The body is not a JSON object')
  if (typeof body.resourceType !== 'string') {
    return refuse(400, 'structure', "HAPI-1838: Invalid JSON content, missing required element: 'resourceType'")
  }
  if (!isResourceType(body.resourceType)) {
    return refuse(400, 'invalid', 'HAPI-1814: Unknown resource type in the body', 'resourceType')
  }
  const parsed = resourceSchema.safeParse(body)
  if (parsed.success) return ok(parsed.data)
  const issues = parsed.error.issues.map(issue => ({
    code: 'structure',
    diagnostics: `HAPI-1821: ${issue.message}`,
    expression: [[body.resourceType, ...issue.path].join('.')],
  }))
  return fail(problem(400, issues))
}
