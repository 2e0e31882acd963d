// Rules that several profiles share.

RuleSet: Meta
* ^status = #active
* ^experimental = true
* ^publisher = "WorkWell Referral contributors"
* ^jurisdiction = urn:iso:std:iso:3166#GB

// What travels is whole and says all that it means by itself.
RuleSet: Message
* insert Meta
* implicitRules 0..0
* contained 0..0
* modifierExtension 0..0

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
Description: "The time of day is given, with its offset from UTC: a date alone does not say what came first."
Severity: #error
Expression: "toString().matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T.+(Z|[+-][0-9]{2}:[0-9]{2})$')"

Invariant: ww-whole-date
Description: "The date has day, month and year."
Severity: #error
Expression: "toString().matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$')"

Invariant: ww-not-after-modified
Description: "It is not authored after it was last modified."
Severity: #error
Expression: "lastModified.exists() implies authoredOn <= lastModified"

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
