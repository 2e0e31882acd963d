// What a server must be able to do, beyond reading and writing these resources.

RuleSet: Canonical(type, id)
* insert MetaOfInstance
* url = "https://fhir.workwell-referral.example/{type}/{id}"
* version = "0.1.0"

RuleSet: MetaOfInstance
* status = #active
* experimental = true
* date = "2026-11-26"
* publisher = "WorkWell Referral contributors"

Instance: referral-number
InstanceOf: SearchParameter
Usage: #definition
Title: "Referral number"
* insert Canonical(SearchParameter, referral-number)
* name = "ReferralNumber"
* description = "The referral's own identifier, and none of the other identifiers that a ServiceRequest may bear."
* code = #referral-number
* base = #ServiceRequest
* type = #token
* expression = "ServiceRequest.identifier.where(system = 'https://fhir.workwell-referral.example/Id/referral')"
* xpathUsage = #normal

Instance: referral-number-once
InstanceOf: SearchParameter
Usage: #definition
Title: "One ServiceRequest for each referral number"
* insert Canonical(SearchParameter, referral-number-once)
* extension[0].url = "http://hapifhir.io/fhir/StructureDefinition/sp-unique"
* extension[0].valueBoolean = true
* name = "ReferralNumberOnce"
* description = "On HAPI, a database constraint: a second ServiceRequest with the number of a referral is refused, however it is written and however many are written at the same moment."
* code = #referral-number-once
* base = #ServiceRequest
* type = #composite
* expression = "ServiceRequest"
* component[0].definition = "https://fhir.workwell-referral.example/SearchParameter/referral-number"
* component[0].expression = "identifier"
// FHIR asks a composite for two components; a referral's intent is always the same.
* component[1].definition = "http://hl7.org/fhir/SearchParameter/ServiceRequest-intent"
* component[1].expression = "intent"

Instance: task-transition
InstanceOf: OperationDefinition
Usage: #definition
Title: "Move a referral's Task"
* insert Canonical(OperationDefinition, task-transition)
* name = "TaskTransition"
* title = "Move a referral's Task"
* kind = #operation
* description = "One step of the state table in plain codes and words, for a service without a FHIR client: status, business status, reason and outputs change together, and an illegal move is refused with an OperationOutcome."
* affectsState = true
* code = #transition
* resource = #Task
* system = false
* type = false
* instance = true
* insert In(to-status, 1, code, "The Task.status that it moves to.")
* insert In(businessStatus, 0, code, "The business status that it moves to\, where the status has several.")
* insert In(reason, 0, code, "Why it was not accepted or ended early: a code of WorkWell status reason.")
* insert In(reason-text, 0, string, "The reason in words.")
* insert In(outcome, 0, code, "What came of it\, with the status completed: a code of WorkWell outcome.")
* insert In(by, 0, code, "Whose move it is\, where the server does not know its callers.")
* insert In(plan, 0, string, "The plan that was agreed.")
* insert In(onward-services, 0, string, "Where the patient was sent on to.")
* insert In(message, 0, string, "A short message to the practice.")
* insert In(expected-start, 0, dateTime, "When support is expected to begin.")
* insert In(paused-until, 0, dateTime, "Until when it rests.")
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #Task
* parameter[=].documentation = "The Task as it stands afterwards."

RuleSet: In(name, min, type, words)
* parameter[+].name = #{name}
* parameter[=].use = #in
* parameter[=].min = {min}
* parameter[=].max = "1"
* parameter[=].type = #{type}
* parameter[=].documentation = {words}
