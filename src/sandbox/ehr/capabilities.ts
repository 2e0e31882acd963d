import { z } from 'zod'
import { ok } from '../../domain/result.ts'
import type { Endpoints } from './endpoints.ts'
import type { FacadeAnswer } from './facade-read.ts'
import { badGateway } from './refusal.ts'
import type { Upstream } from './upstream.ts'

const OAUTH_URIS = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris'
const SECURITY_SERVICE = 'http://terminology.hl7.org/CodeSystem/restful-security-service'

const capabilityStatement = z.looseObject({
  resourceType: z.literal('CapabilityStatement'),
  rest: z.array(z.looseObject({})).min(1),
})

/** The upstream's CapabilityStatement with the one thing that the facade adds: it is protected, and how. */
export async function readCapabilities(upstream: Upstream, endpoints: Endpoints): Promise<FacadeAnswer> {
  const answer = await upstream.call({ method: 'GET', path: ['metadata'] })
  if (!answer.ok) return answer
  const parsed = capabilityStatement.safeParse(answer.value.body)
  if (!parsed.success) return badGateway('The FHIR server behind this EHR gives no CapabilityStatement.')
  const security = {
    service: [{ coding: [{ system: SECURITY_SERVICE, code: 'SMART-on-FHIR' }] }],
    extension: [
      {
        url: OAUTH_URIS,
        extension: [
          { url: 'authorize', valueUri: endpoints.authorize },
          { url: 'token', valueUri: endpoints.token },
        ],
      },
    ],
  }
  const rest = parsed.data.rest.map(each => ({ ...each, security }))
  return ok({ ...answer.value, body: { ...parsed.data, rest } })
}
