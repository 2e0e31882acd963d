import { ok } from '../../domain/result.ts'
import type { Answered, FhirRequest } from './answer.ts'
import { information, problemOutcome } from './outcome.ts'
import { isObject, resourceFrom } from './resource.ts'
import { validate } from './validate.ts'

/** `$validate`: 200 even for the invalid, so a client judges by the severity of the issues (HAPI since 2023). */
export const validateOperation = (request: FhirRequest, type: string): Answered => {
  const resource = resourceFrom(unwrapped(request.body))
  if (!resource.ok)
    return resource.failure.status === 400 && request.body === undefined ? resource : problemBody(resource)
  if (resource.value.resourceType !== type) {
    const diagnostics = `The resource is a ${resource.value.resourceType}, not a ${type}`
    return problemBody({ failure: { status: 400, issues: [{ code: 'invalid', diagnostics }] } })
  }
  const valid = validate(resource.value)
  return valid.ok ? ok({ status: 200, body: information('No issues detected during validation') }) : problemBody(valid)
}

const problemBody = ({ failure }: { failure: Parameters<typeof problemOutcome>[0] }): Answered =>
  ok({ status: 200, body: problemOutcome(failure) })

/** The resource itself, or Parameters that hold it. */
const unwrapped = (body: unknown): unknown => {
  if (!isObject(body) || body.resourceType !== 'Parameters' || !Array.isArray(body.parameter)) return body
  const parameter: unknown = body.parameter.find(item => isObject(item) && item.name === 'resource')
  return isObject(parameter) ? parameter.resource : undefined
}
