Profile: WorkWellProvenance
Parent: Provenance
Id: WorkWell-Provenance
Title: "WorkWell Provenance"
Description: "Who wrote the referral, for which organisation, with what program. Instances also claim UK Core Provenance."
* insert Message
* insert NoLabels
* insert NoExtensions
* target 4..4
* insert To(target, ww-to-part)
* occurred[x] 0..0
* entity 0..0
* signature 0..0
* agent.role 0..0
* recorded obeys ww-moment
* policy 0..0
* location 0..0
* reason 0..0
* activity 1..1
* activity = $data-operation#CREATE "create"
* insert CodeAlone(activity)
* agent 2..2
* agent ^slicing.discriminator.type = #pattern
* agent ^slicing.discriminator.path = "type"
* agent ^slicing.rules = #closed
* agent contains author 1..1 and assembler 1..1
* agent[author].type 1..1
* agent[author].type = $provenance-agent#author "Author"
* insert CodeAlone(agent[author].type)
* insert To(agent[author].who, ww-to-role)
* agent[author].onBehalfOf 1..1
* insert To(agent[author].onBehalfOf, ww-to-organization)
* agent[assembler].type 1..1
* agent[assembler].type = $provenance-agent#assembler "Assembler"
* insert CodeAlone(agent[assembler].type)
* agent[assembler].who.reference 0..0
* agent[assembler].who.type 0..0
* agent[assembler].who.identifier 0..0
* agent[assembler].who.display 1..1
* agent[assembler].who.display = "WorkWell Referral" (exactly)
* agent[assembler].onBehalfOf 0..0
* obeys ww-provenance-distinct

Invariant: ww-provenance-distinct
Description: "Request, Task, form and consent are each named once."
Severity: #error
Expression: "target.reference.isDistinct()"

// Who did what with something that was sent, and for whom; the kinds of change say of what.
RuleSet: Change
* insert Message
* insert NoLabels
* insert NoExtensions
* recorded obeys ww-moment
* occurred[x] 0..0
* policy 0..0
* location 0..0
* reason 0..0
* entity 0..0
* signature 0..0
* activity 1..1
* activity = $data-operation#UPDATE "revise"
* insert CodeAlone(activity)
* agent 1..1
* agent.type 1..1
* agent.type = $provenance-agent#author "Author"
* insert CodeAlone(agent.type)
* agent.role 0..0
* agent.who obeys ww-who
* agent.onBehalfOf obeys ww-behalf

Profile: WorkWellTaskChange
Parent: Provenance
Id: WorkWell-TaskChange
Title: "WorkWell change of a Task"
Description: "Who moved a referral's Task, and when. Instances also claim UK Core Provenance."
* insert Change
* target 1..1
* target only Reference(Task)
* insert To(target, ww-to-task)

Profile: WorkWellChange
Parent: Provenance
Id: WorkWell-Change
Title: "WorkWell change of what was sent"
Description: "Who corrected or added to what was sent, and when: the patient's contact details in snapshot, answers and work, or the advice of a later note. Instances also claim UK Core Provenance."
* insert Change
* target 1..3
* insert To(target, ww-to-part)
* obeys ww-provenance-distinct

Invariant: ww-who
Description: "Who did it is a person in a role, an organisation or a service: by the address of what goes along or stands at the hub, or by an identifier; the name may stand beside it."
Severity: #error
Expression: "(reference.exists() xor identifier.exists()) and reference.all($this.matches('^(urn:uuid:[0-9a-f-]{36}|(PractitionerRole|Practitioner|Organization|HealthcareService)/[A-Za-z0-9.-]{1,64})$')) and (reference.exists() implies type.empty()) and (identifier.exists() implies (type in ('PractitionerRole' | 'Practitioner' | 'Organization') and identifier.system.matches('^https://(fhir[.]hl7[.]org[.]uk|fhir[.]nhs[.]uk|fhir[.]workwell-referral[.]example)/Id/') and identifier.value.exists() and display.exists()))"

Invariant: ww-behalf
Description: "For whom it was done is an organisation: by the address of the one that goes along or stands at the hub, or by its identifier; its name may stand beside it."
Severity: #error
Expression: "(reference.exists() xor identifier.exists()) and reference.all($this.matches('^(urn:uuid:[0-9a-f-]{36}|Organization/[A-Za-z0-9.-]{1,64})$')) and (reference.exists() implies type.empty()) and (identifier.exists() implies (type = 'Organization' and identifier.system.matches('^https://(fhir[.]nhs[.]uk|fhir[.]workwell-referral[.]example)/Id/') and identifier.value.exists()))"
