Profile: WorkWellProvenance
Parent: Provenance
Id: WorkWell-Provenance
Title: "WorkWell Provenance"
Description: "Who wrote the referral, for which organisation, with what program. Instances also claim UK Core Provenance."
* insert Message
* extension 0..0
* target 4..*
* target obeys ww-reference
* recorded obeys ww-moment
* policy 0..0
* location 0..0
* reason 0..0
* activity 1..1
* activity = $data-operation#CREATE "create"
* agent 2..2
* agent ^slicing.discriminator.type = #pattern
* agent ^slicing.discriminator.path = "type"
* agent ^slicing.rules = #closed
* agent contains author 1..1 and assembler 1..1
* agent[author].type 1..1
* agent[author].type = $provenance-agent#author "Author"
* agent[author].who obeys ww-reference
* agent[author].onBehalfOf 1..1
* agent[author].onBehalfOf obeys ww-reference
* agent[assembler].type 1..1
* agent[assembler].type = $provenance-agent#assembler "Assembler"
* agent[assembler].who.display 1..1
* agent[assembler].who.display obeys ww-text
* obeys ww-provenance-distinct

Invariant: ww-provenance-distinct
Description: "Request, Task, form and consent are each named once."
Severity: #error
Expression: "target.reference.isDistinct()"

Profile: WorkWellTaskChange
Parent: Provenance
Id: WorkWell-TaskChange
Title: "WorkWell change of a Task"
Description: "Who moved a referral's Task, and when. Instances also claim UK Core Provenance."
* insert Message
* extension 0..0
* target 1..1
* target only Reference(Task)
* target obeys ww-reference and ww-to-task
* recorded obeys ww-moment
* activity 1..1
* activity = $data-operation#UPDATE "revise"
* agent 1..1
* agent.type 1..1
* agent.type = $provenance-agent#author "Author"
