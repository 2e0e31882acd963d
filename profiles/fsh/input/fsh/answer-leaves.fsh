Extension: WorkWellAnswerLeaves
Id: WorkWell-AnswerLeaves
Title: "To whom an answer leaves"
Description: """
On a question of a Questionnaire: one recipient of its answer, and the sharing level that the patient has to agree to. One extension for each recipient; to whom
none names, the answer does not go. A group needs none. In a service's own form a question without it has the level of the site pack, and one with it may only raise that.
"""
// By FHIRPath: a validator without the network cannot look up where an element's path comes from.
Context: "Questionnaire.repeat(item)"
* insert Meta
* extension contains
    to 1..1 and
    from 0..1 and
    exactFrom 0..1
* extension[to].value[x] only code
* extension[to].value[x] 1..1
* extension[to].value[x] from https://fhir.workwell-referral.example/ValueSet/answer-recipient (required)
* extension[to] ^short = "service | provider | employer | practice | patient"
* extension[from].value[x] only code
* extension[from].value[x] 1..1
* extension[from].value[x] from https://fhir.workwell-referral.example/ValueSet/agreed-sharing-level (required)
* extension[from] ^short = "basic | standard | full; absent where the agreement to a referral is not about this recipient"
* extension[exactFrom].value[x] only code
* extension[exactFrom].value[x] 1..1
* extension[exactFrom].value[x] from https://fhir.workwell-referral.example/ValueSet/agreed-sharing-level (required)
* extension[exactFrom] ^short = "Below this level only a broader answer goes: the group of a condition, not its name"
* obeys ww-leaves-service and ww-leaves-exact

Invariant: ww-leaves-service
Description: "What goes to the WorkWell service or to a service that it refers on to depends on a level."
Severity: #error
Expression: "extension.where(url = 'to').value.where($this in ('service' | 'provider')).exists() implies extension.where(url = 'from').exists()"

Invariant: ww-leaves-exact
Description: "The exact answer has a level only where the answer has one."
Severity: #error
Expression: "extension.where(url = 'exactFrom').exists() implies extension.where(url = 'from').exists()"
