// Rules that several profiles share.

RuleSet: Meta
* ^status = #active
* ^experimental = true
* ^publisher = "WorkWell Referral contributors"
* ^jurisdiction = urn:iso:std:iso:3166#GB

// What travels is whole and says all that it means by itself: no narrative, no tag, no note to the side of any element.
RuleSet: Message
* insert Meta
* implicitRules 0..0
* language 0..0
* text 0..0
* contained 0..0
* modifierExtension 0..0
* meta.source obeys ww-source
* meta.tag 0..0
* obeys ww-not-blank and ww-no-ids and ww-codes and ww-identifiers

// The record's label against online view is the one thing that may be said of a resource from outside.
RuleSet: NoLabels
* meta.security 0..0

// Extensions stand only where a profile names them; here nowhere.
RuleSet: NoExtensions
* extension 0..0
* obeys ww-no-extensions

// An address and nothing else: no name of a person, no identifier beside it.
RuleSet: Bare(path)
* {path}.reference 1..1
* {path}.type 0..0
* {path}.identifier 0..0
* {path}.display 0..0

RuleSet: To(path, rule)
* {path} obeys ww-reference and {rule}
* insert Bare({path})

// One code, and no words beside it.
RuleSet: CodeAlone(path)
* {path}.coding 1..1
* {path}.text 0..0

RuleSet: OneIdentifier(system)
* identifier 1..1
* identifier.system 1..1
* identifier.system = {system} (exactly)
* identifier.value 1..1
* identifier.value obeys ww-uuid

RuleSet: ExtractIdentifier
* identifier 1..1
* identifier.system 1..1
* identifier.system = $EXTRACT (exactly)
* identifier.value 1..1
* identifier.value obeys ww-extract-id

Invariant: ww-uuid
Description: "The identifier is a UUID in small letters: it is minted once and never made of the patient's data."
Severity: #error
Expression: "matches('^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$')"

Invariant: ww-extract-id
Description: "The identifier is the referral's UUID, a full stop and the question that this was taken from."
Severity: #error
Expression: "matches('^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\\\.[a-z-]+$')"

Invariant: ww-reference
Description: "A reference names a resource of the same transaction (urn:uuid) or of the same server (Type/id), never one of another server such as the record system's."
Severity: #error
Expression: "reference.matches('^(urn:uuid:[0-9a-f-]{36}|[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(/_history/[A-Za-z0-9.-]{1,64})?$')"

Invariant: ww-text
Description: "The words are not blank."
Severity: #error
Expression: "trim().length() > 0"

Invariant: ww-moment
Description: "The time of day is given, with its offset from UTC: a date alone does not say what came first. WorkWell began in 2024, and no message is older or of another century."
Severity: #error
Expression: "toString().matches('^20(2[4-9]|[3-9][0-9])-[0-9]{2}-[0-9]{2}T.+(Z|[+-][0-9]{2}:[0-9]{2})$')"

Invariant: ww-whole-date
Description: "The date has day, month and year."
Severity: #error
Expression: "toString().matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$')"

Invariant: ww-not-after-modified
Description: "It is not authored after it was last modified, nor modified more than ten years later: no referral is worked on for so long."
Severity: #error
Expression: "lastModified.exists() implies (authoredOn <= lastModified and lastModified.toString().substring(0, 4).toInteger() - authoredOn.toString().substring(0, 4).toInteger() <= 10)"

Invariant: ww-to-patient
Description: "This reference names the patient, and nothing of another type."
Severity: #error
Expression: "reference.startsWith('urn:uuid:') or reference.startsWith('Patient/')"

Invariant: ww-to-request
Description: "This reference names the ServiceRequest, and nothing of another type."
Severity: #error
Expression: "reference.startsWith('urn:uuid:') or reference.startsWith('ServiceRequest/')"

Invariant: ww-to-task
Description: "This reference names the Task, and nothing of another type."
Severity: #error
Expression: "reference.startsWith('urn:uuid:') or reference.startsWith('Task/')"

Invariant: ww-to-role
Description: "This reference names the clinician in their role, or the clinician, and nothing of another type."
Severity: #error
Expression: "reference.startsWith('urn:uuid:') or reference.startsWith('PractitionerRole/') or reference.startsWith('Practitioner/')"

Invariant: ww-to-practitioner
Description: "This reference names the clinician, and nothing of another type."
Severity: #error
Expression: "reference.startsWith('urn:uuid:') or reference.startsWith('Practitioner/')"

Invariant: ww-to-organization
Description: "This reference names an organisation, and nothing of another type."
Severity: #error
Expression: "reference.startsWith('urn:uuid:') or reference.startsWith('Organization/')"

Invariant: ww-to-service
Description: "This reference names the service, and nothing of another type."
Severity: #error
Expression: "reference.startsWith('urn:uuid:') or reference.startsWith('HealthcareService/')"

Invariant: ww-to-condition
Description: "This reference names the condition, and nothing of another type."
Severity: #error
Expression: "reference.startsWith('urn:uuid:') or reference.startsWith('Condition/')"

Invariant: ww-to-form
Description: "This reference names the answers, and nothing of another type."
Severity: #error
Expression: "reference.startsWith('urn:uuid:') or reference.startsWith('QuestionnaireResponse/')"

Invariant: ww-to-findings
Description: "This reference names answers or a finding, and nothing of another type."
Severity: #error
Expression: "reference.startsWith('urn:uuid:') or reference.startsWith('QuestionnaireResponse/') or reference.startsWith('Observation/')"

Invariant: ww-to-party
Description: "This reference names a person in a role, an organisation or a service, and nothing of another type."
Severity: #error
Expression: "reference.startsWith('urn:uuid:') or reference.startsWith('PractitionerRole/') or reference.startsWith('Practitioner/') or reference.startsWith('Organization/') or reference.startsWith('HealthcareService/')"

Invariant: ww-to-part
Description: "This reference names a part of the referral, and nothing of another type."
Severity: #error
Expression: "reference.matches('^(urn:uuid:|(ServiceRequest|Task|QuestionnaireResponse|Consent|Patient|Observation)/)')"

Invariant: ww-source
Description: "Where a resource came from is the server's own mark of the request, never the address of another system."
Severity: #error
Expression: "$this.toString().matches('^#[A-Za-z0-9]+$')"

Invariant: ww-not-blank
Description: "Whatever is there says something: a letter, a digit or a sign. Spaces alone are no answer."
Severity: #error
Expression: "descendants().where(hasValue()).all(toString().matches('[\\\\p{L}\\\\p{N}\\\\p{P}\\\\p{S}]'))"

Invariant: ww-no-ids
Description: "No element has an id of its own: nothing of a message refers to one, and what is in it nobody reads."
Severity: #error
Expression: "descendants().id.empty()"

Invariant: ww-codes
Description: "A code is its system, the code and its words: no version, and nobody marks how it was picked."
Severity: #error
Expression: "descendants().version.empty() and descendants().userSelected.empty()"

Invariant: ww-identifiers
Description: "An identifier is its system and its value: no kind, no period, no name of whoever assigned it, and the use official, usual or none."
Severity: #error
Expression: "descendants().ofType(Identifier).all(type.empty() and period.empty() and assigner.empty() and (use.empty() or use = 'official' or use = 'usual'))"

Invariant: ww-no-extensions
Description: "No element has an extension."
Severity: #error
Expression: "descendants().extension.empty()"
