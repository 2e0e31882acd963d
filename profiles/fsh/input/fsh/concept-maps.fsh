// How our codes read in other people's lists. A code without a counterpart says so; none is stretched to fit.

Instance: task-status-to-gravity
InstanceOf: ConceptMap
Usage: #definition
Title: "Referral status to Gravity's referral loop"
* insert Canonical(ConceptMap, task-status-to-gravity)
* name = "TaskStatusToGravity"
* title = "Referral status to Gravity's referral loop"
* description = "Task.status as this product uses it, to the statuses of Gravity's SDOHCC TaskForReferralManagement, which has neither `received` nor `ready`. A partner who knows only Gravity's is sent `requested` with the business status."
* sourceCanonical = "https://fhir.workwell-referral.example/ValueSet/referral-task-status"
* targetCanonical = "http://hl7.org/fhir/ValueSet/task-status"
* group[0].source = "http://hl7.org/fhir/task-status"
* group[0].target = "http://hl7.org/fhir/task-status"
* insert Same(requested)
* insert Maps(received, requested, wider)
* group[0].element[=].target[=].comment = "Gravity has no word for a referral that was opened and not yet decided: the business status says it."
* insert Same(accepted)
* insert Same(in-progress)
* insert Same(on-hold)
* insert Same(completed)
* insert Same(rejected)
* insert Same(cancelled)
* insert Same(failed)
* insert Same(entered-in-error)

Instance: task-status-to-bars-encounter
InstanceOf: ConceptMap
Usage: #definition
Title: "Referral status to the Encounter of the Booking and Referral Standard"
* insert Canonical(ConceptMap, task-status-to-bars-encounter)
* name = "TaskStatusToBarsEncounter"
* title = "Referral status to the Encounter of the Booking and Referral Standard"
* description = "A receiver of the Booking and Referral Standard (BaRS) reports progress by the status of its own Encounter. Read from public examples; not tried against BaRS."
* sourceCanonical = "https://fhir.workwell-referral.example/ValueSet/referral-task-status"
* targetCanonical = "http://hl7.org/fhir/ValueSet/encounter-status"
* group[0].source = "http://hl7.org/fhir/task-status"
* group[0].target = "http://hl7.org/fhir/encounter-status"
* insert Unmatched(requested)
* insert Unmatched(received)
* insert Maps(accepted, planned, equivalent)
* insert Maps(in-progress, in-progress, equivalent)
* insert Unmatched(on-hold)
* insert Maps(completed, finished, equivalent)
* insert Maps(rejected, cancelled, wider)
* group[0].element[=].target[=].comment = "With the reason of the status."
* insert Maps(cancelled, cancelled, equivalent)
* insert Unmatched(failed)
* insert Maps(entered-in-error, entered-in-error, equivalent)

Instance: work-status-to-nhs-employment-status
InstanceOf: ConceptMap
Usage: #definition
Title: "Work status to the NHS Data Dictionary"
* insert Canonical(ConceptMap, work-status-to-nhs-employment-status)
* name = "WorkStatusToNhsEmploymentStatus"
* title = "Work status to the NHS Data Dictionary"
* description = "Work status as the referral asks it, to EMPLOYMENT STATUS of the NHS Data Dictionary. That list knows neither sickness absence nor for how long somebody is out of work, so nothing maps back."
* sourceCanonical = "https://fhir.workwell-referral.example/ValueSet/work-status"
* group[0].source = "https://fhir.workwell-referral.example/CodeSystem/work-status"
* group[0].target = "https://fhir.nhs.uk/STU3/CodeSystem/DCH-EmploymentStatus-1"
* insert Maps(employed-at-work, 01, wider)
* insert Maps(employed-off-sick, 01, wider)
* insert Maps(self-employed-working, 01, wider)
* insert Maps(self-employed-off-sick, 01, wider)
* insert Unmatched(out-of-work-under-6-months)
* group[0].element[=].target[=].comment = "The national codes ask whether somebody seeks work; the referral does not."
* insert Unmatched(out-of-work-6-months-or-more)
* group[0].element[=].target[=].comment = "The national codes ask whether somebody seeks work; the referral does not."
* insert Unmatched(other)

Instance: retired-nhs-number-verification
InstanceOf: ConceptMap
Usage: #definition
Title: "Retired NHS number verification status to the current one"
* insert Canonical(ConceptMap, retired-nhs-number-verification)
* name = "RetiredNhsNumberVerification"
* title = "Retired NHS number verification status to the current one"
* description = "The retired UK Core code system, as older records still send it, to the one of England. Read on input; never written."
* group[0].source = "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus"
* group[0].target = "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland"
* insert Maps(number-present-and-verified, 01, equal)
* insert Maps(number-present-but-not-traced, 02, equal)
* insert Maps(trace-required, 03, equal)
* insert Maps(trace-attempted, 04, equal)
* insert Maps(trace-needs-to-be-resolved, 05, equal)
* insert Maps(trace-in-progress, 06, equal)
* insert Maps(number-not-present-and-trace-not-required, 07, equal)
* insert Maps(trace-postponed, 08, equal)

RuleSet: Maps(code, target, equivalence)
* group[0].element[+].code = #{code}
* group[0].element[=].target[+].code = #{target}
* group[0].element[=].target[=].equivalence = #{equivalence}

RuleSet: Same(code)
* insert Maps({code}, {code}, equal)

RuleSet: Unmatched(code)
* group[0].element[+].code = #{code}
* group[0].element[=].target[+].equivalence = #unmatched

Instance: retired-ethnic-category
InstanceOf: ConceptMap
Usage: #definition
Title: "Retired ethnic category to that of England"
* insert Canonical(ConceptMap, retired-ethnic-category)
* name = "RetiredEthnicCategory"
* title = "Retired ethnic category to that of England"
* description = "Only the letters that both lists have. The retired list's finer codes have no counterpart of their own, and none is chosen for them. This product reads and sends no ethnic category."
* group[0].source = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategory"
* group[0].target = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland"
* insert Same(A)
* insert Same(B)
* insert Same(C)
* insert Same(D)
* insert Same(E)
* insert Same(F)
* insert Same(G)
* insert Same(H)
* insert Same(J)
* insert Same(K)
* insert Same(L)
* insert Same(M)
* insert Same(N)
* insert Same(P)
* insert Same(R)
* insert Same(S)
* insert Same(Z)

Instance: retired-sds-job-role
InstanceOf: ConceptMap
Usage: #definition
Title: "Retired SDS job role to the current one"
* insert Canonical(ConceptMap, retired-sds-job-role)
* name = "RetiredSdsJobRole"
* title = "Retired SDS job role to the current one"
* description = "The codes are those of the Spine Directory Service in both lists. Named here are those by which this product knows a profession; every other stays as it is."
* group[0].source = "https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName"
* group[0].target = "https://fhir.nhs.uk/CodeSystem/NHSDigital-SDS-JobRoleCode"
* insert Same(R0260)
* insert Same(R0270)
* insert Same(R0620)
* insert Same(R0950)
* insert Same(R1110)
* insert Same(R1290)
* group[0].unmapped.mode = #provided
