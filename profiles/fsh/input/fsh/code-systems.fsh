// The words of our own codes. What SNOMED CT, HL7 and UK Core have a code for is not here.

CodeSystem: WorkWellCategoryCodeSystem
Id: workwell-category
Title: "WorkWell category"
Description: "What kind of request this is."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/workwell-category"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/workwell-category"
* #workwell-referral "WorkWell referral"

CodeSystem: BusinessStatusCodeSystem
Id: workwell-business-status
Title: "WorkWell business status"
Description: "Where a referral stands, finer than Task.status."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/workwell-business-status"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/workwell-business-status"
* #sent "Sent"
* #delivered "Delivered"
* #received "Received"
* #awaiting-information "Awaiting information"
* #accepted "Accepted"
* #contact-attempted "Contact attempted"
* #contacted "Contacted"
* #waiting-list "On the waiting list"
* #assessment-booked "Assessment booked"
* #support-started "Support started"
* #plan-agreed "Plan agreed"
* #paused "Paused"
* #not-accepted "Not accepted"
* #closed-declined "Closed, the patient declined"
* #closed-consent-withdrawn "Closed, agreement withdrawn"
* #closed-no-contact "Closed, the patient could not be contacted"
* #withdrawn "Withdrawn by the referrer"
* #closed-outcome "Closed with an outcome"
* #delivery-failed "Delivery failed"

CodeSystem: StatusReasonCodeSystem
Id: workwell-status-reason
Title: "WorkWell status reason"
Description: "Why a referral was not accepted or ended early; the numbers are those of the national list of the Booking and Referral Standard."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/workwell-status-reason"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/workwell-status-reason"
* #22 "The service has no capacity now"
* #23 "Not the right help for the patient’s health"
* #24 "The service turned it down"
* #26 "The patient does not want it"
* #27 "The patient could not be contacted"
* #31 "No appointments"
* #32 "This service does not suit the patient"
* #40 "The patient is not eligible"
* #42 "The patient lives out of area"
* #99 "Another reason"

CodeSystem: OutcomeCodeSystem
Id: workwell-outcome
Title: "WorkWell outcome"
Description: "What came of a referral, and the type of the Task output that says so."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/workwell-outcome"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/workwell-outcome"
* #outcome "Outcome"
* #returned-same-role "Returned to the same job"
* #returned-with-adjustments "Returned with adjustments"
* #stayed-in-work "Stayed in work"
* #still-absent "Still off work"
* #left-work "Left work"
* #started-new-work "Started new work"
* #advice-only "Advice only"
* #onward-referral "Referred on to another service"
* #disengaged "Stopped taking part"
* #unknown "Not known"

CodeSystem: WorkWellObservationCodeSystem
Id: workwell-observation
Title: "WorkWell observation"
Description: "What an Observation of a referral is about."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/workwell-observation"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/workwell-observation"
* #employment-status "Employment status"
* #fitness-for-work-advice "Fitness for work advice"
* #recommended-adjustment "Recommended adjustment"
* #sickness-spell "Sickness spell"

CodeSystem: PathwayCodeSystem
Id: pathway
Title: "Pathway"
Description: "What the consultation is for."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/pathway"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/pathway"
* #refer "Refer to WorkWell, no fit note today"
* #note-and-refer "Fit note today and refer to WorkWell"
* #note-refer-later "Fit note today, WorkWell perhaps later"
* #note-only "Fit note only"
* #neither "No fit note and no referral"

CodeSystem: ConditionGroupCodeSystem
Id: condition-group
Title: "Condition group"
Description: "The broad group of the main condition affecting work."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/condition-group"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/condition-group"
* #mental-health "Mental health"
* #musculoskeletal "Muscles, bones or joints"
* #cancer "Cancer"
* #heart "Heart or circulation"
* #respiratory "Breathing or lungs"
* #neurological "Brain or nerves"
* #autism-learning-disability "Autism or learning disability"
* #pain-fatigue "Long-term pain or fatigue"
* #post-operative "Recovering from an operation"
* #other "Another condition"
* #not-categorised "A health condition, not categorised"

CodeSystem: WorkStatusCodeSystem
Id: work-status
Title: "Work status"
Description: "Work status as the referral asks it."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/work-status"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/work-status"
* #employed-at-work "Employed, at work"
* #employed-off-sick "Employed, off sick"
* #self-employed-working "Self-employed, working"
* #self-employed-off-sick "Self-employed, off sick"
* #out-of-work-under-6-months "Out of work, less than 6 months"
* #out-of-work-6-months-or-more "Out of work, 6 months or more"
* #other "Other"

CodeSystem: ContactWayCodeSystem
Id: contact-way
Title: "Way of contact"
Description: "The best way to reach the patient."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/contact-way"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/contact-way"
* #phone "Phone call"
* #text "Text message"
* #email "Email"
* #letter "Letter"

CodeSystem: ToldByCodeSystem
Id: told-by
Title: "Interpreted by"
Description: "Who interpreted when the patient was told about WorkWell."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/told-by"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/told-by"
* #professional "A professional interpreter"
* #family "Family or friend"

CodeSystem: JobAtRiskCodeSystem
Id: job-at-risk
Title: "Job at risk"
Description: "Whether the patient may lose the job."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/job-at-risk"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/job-at-risk"
* #yes "Yes"
* #no "No"
* #not-sure "Not sure"

CodeSystem: FunctionalEffectCodeSystem
Id: functional-effect
Title: "Functional effect"
Description: "What the condition makes hard at work."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/functional-effect"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/functional-effect"
* #sitting "Sitting"
* #standing "Standing"
* #walking "Walking"
* #lifting "Lifting"
* #concentrating "Concentrating"
* #mood-people "Mood or dealing with people"
* #fatigue "Fatigue"
* #travel "Travelling"
* #other "Something else"

CodeSystem: ConcernCodeSystem
Id: concern
Title: "Concern"
Description: "Whether there is anything to keep the patient or the coach safe."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/concern"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/concern"
* #none-known "Nothing known"
* #phone-first "Yes, phone me before contact"
* #not-discussed "Not discussed"
* #urgent "Urgent or safeguarding concern today"

CodeSystem: SharingLevelCodeSystem
Id: sharing-level
Title: "Sharing level"
Description: "What the patient agrees to share with WorkWell."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/sharing-level"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/sharing-level"
* #basic "Basic"
* #standard "Standard"
* #full "Full"
* #none "Does not agree to a referral"

CodeSystem: AnswerRecipientCodeSystem
Id: answer-recipient
Title: "Recipient of an answer"
Description: "To whom the answer to a question can go."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/answer-recipient"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/answer-recipient"
* #service "WorkWell service" "The service that the patient is referred to, with the referral."
* #provider "Local service" "A service that the WorkWell service refers the patient on to."
* #employer "Employer" "The patient's employer, by a paper that the patient hands on."
* #practice "Practice" "The record of the practice at which the question was asked."
* #patient "Patient" "The patient, on paper."

CodeSystem: FitNoteAdviceCodesCodeSystem
Id: fit-note-advice
Title: "Fit note advice"
Description: "The advice of a fit note."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/fit-note-advice"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/fit-note-advice"
* #not-fit "Not fit for work"
* #may-be-fit "May be fit for work"
* #may-be-fit ^designation.value = "May be fit for work, taking account of this advice"

CodeSystem: AdjustmentCodesCodeSystem
Id: adjustment
Title: "Recommended adjustment"
Description: "The four changes at work that a fit note can recommend, and what a health and work report can ask for beside them."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/adjustment"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/adjustment"
* #phased-return "Phased return to work"
* #amended-duties "Amended duties"
* #altered-hours "Altered hours"
* #workplace-adaptations "Workplace adaptations"
* #workplace-assessment "Workplace assessment"

CodeSystem: ProfessionCodeSystem
Id: profession
Title: "Profession"
Description: "The professions that a referral tells apart."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/profession"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/profession"
* #doctor "Doctor"
* #nurse "Nurse"
* #occupational-therapist "Occupational therapist"
* #physiotherapist "Physiotherapist"
* #pharmacist "Pharmacist"
* #podiatrist "Podiatrist"
* #other "Other profession"

CodeSystem: LaunchContextCodeSystem
Id: launch-context
Title: "Launch context"
Description: "What the Questionnaire is prefilled from, beside what SDC names."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/launch-context"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/launch-context"
* #todaysNote "Today's fit note"
* #sicknessSpell "The sickness spell that is running"

CodeSystem: TaskOutputCodeSystem
Id: workwell-task-output
Title: "Task output"
Description: "What a service gives back with a referral, beside its outcome."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/workwell-task-output"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/workwell-task-output"
* #appointment "First appointment"
* #expected-start "Expected start"
* #paused-until "Paused until"
* #plan "Plan"
* #onward-services "Onward services"
* #work-status-at-end "Work status at the end"
* #message "Message to the practice"
* #contact-released "Contact details released"

CodeSystem: EvidenceCodeSystem
Id: evidence
Title: "Evidence of absence"
Description: "What stands in for a fit note while the patient is off work."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/evidence"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/evidence"
* #at-work "The patient is at work"
* #current-note "A current fit note covers it"
* #service-may-certify "The WorkWell service may certify"
* #patient-understands "The patient understands"

CodeSystem: TaskKindCodeSystem
Id: workwell-task
Title: "WorkWell task"
Description: "What a Task of a referral asks for or is given, where neither R4 nor SDC has a code."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/workwell-task"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/workwell-task"
* #concern "Concern"
* #provide-information "Provide information"
* #answer "Answer"

CodeSystem: FitNoteAssessmentCodeSystem
Id: fit-note-assessment
Title: "Fit note assessment"
Description: "How the patient was assessed for a fit note."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/fit-note-assessment"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/fit-note-assessment"
* #face-to-face "In person"
* #telephone "By telephone"
* #video "By video call"
* #written-report "From a written report"
* #none "I have not assessed the patient"

CodeSystem: SafetyCriticalWorkCodeSystem
Id: safety-critical-work
Title: "Safety-critical work"
Description: "Work in which an unfit worker endangers somebody."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/safety-critical-work"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/safety-critical-work"
* #none "None of these"
* #driving "Driving"
* #heights "Work at height"
* #machinery "Machinery"
* #other-risk "Another risk to somebody"

CodeSystem: WorkFunctionCodeSystem
Id: work-function
Title: "Work function"
Description: "What work asks of the patient."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/work-function"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/work-function"
* #sit "Sitting"
* #stand "Standing"
* #walk "Walking"
* #lift "Lifting and carrying"
* #concentrate "Concentrating"
* #drive "Driving"
* #people "Contact with people"
* #shift "Shifts and long hours"

CodeSystem: FitNoteReassessCodeSystem
Id: fit-note-reassess
Title: "Reassessment"
Description: "Whether the patient will be assessed again when the fit note ends."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/fit-note-reassess"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/fit-note-reassess"
* #will "I will need to assess the patient again"
* #will-not "I will not need to assess the patient again"

CodeSystem: FitNotePurposeCodeSystem
Id: fit-note-purpose
Title: "Fit note purpose"
Description: "What somebody asks a fit note for."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/fit-note-purpose"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/fit-note-purpose"
* #fit-to-return "To show that the patient is fit to return"
* #hospital-team "A hospital team is treating the patient for this"
* #school-or-exam "For school, college or an exam"
* #isolation "Isolation without illness"
* #not-medical "A reason that is not the patient’s health"
* #cannot-adapt "The employer cannot do what a “may be fit” note says"
* #late-pregnancy "Pregnancy, in the last four weeks before the due date"
* #lost-note "The last note was lost"

CodeSystem: FitNoteSettingCodeSystem
Id: fit-note-setting
Title: "Fit note setting"
Description: "Where a fit note is written."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/fit-note-setting"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/fit-note-setting"
* #general-practice "General practice"
* #hospital "Hospital"
* #community-pharmacy "Community pharmacy"
* #other "Somewhere else"

CodeSystem: ReportReviewCodeSystem
Id: report-review
Title: "Report review"
Description: "Whether a health and work report will be reviewed."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/report-review"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/report-review"
* #required "Is required"
* #not-required "Is not required"

CodeSystem: ReportRecipientCodeSystem
Id: report-recipient
Title: "Report recipient"
Description: "Who is to have a health and work report."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/report-recipient"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/report-recipient"
* #employer "The employer"
* #gp "The GP"

CodeSystem: ContactMethodCodeSystem
Id: workwell-contact-method
Title: "Contact with the patient"
Description: "How a work and health coach gets in touch with the patient, and what came of it."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/workwell-contact-method"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/workwell-contact-method"
* #phone "Phone"
* #text "Text message"
* #video "Video"
* #in-person "In person"
* #reached "Spoke with the patient"
* #no-answer "No answer"
* #did-not-attend "Did not attend the appointment"

CodeSystem: DocumentTypeCodeSystem
Id: document-type
Title: "Kind of document"
Description: "What a document is."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/document-type"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/document-type"
* #ahp-health-and-work-report "AHP Health and Work Report"
* #fit-note-copy "Structured copy of a fit note"
* #closing-letter "Closing letter of a WorkWell referral"

CodeSystem: AuditActionCodeSystem
Id: audit-action
Title: "Audited act"
Description: "What somebody, or the app, did with a record or a referral."
* insert Meta
* ^url = "https://fhir.workwell-referral.example/CodeSystem/audit-action"
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://fhir.workwell-referral.example/ValueSet/audit-action"
* #launched "The app was opened from the record"
* #viewed "The record was shown"
* #offered "The service could be offered"
* #changed "Answers were changed"
* #accepted "A referral was accepted for delivery"
* #against-rules "A referral was sent although a rule of the service spoke against it"
* #delivered "The service’s hub confirmed a referral"
* #not-delivered "A referral could not be delivered"
* #retried "Somebody had a delivery tried again"
* #amended "Something was added to a referral"
* #contact-released "Contact details were released after a talk of coach and referrer"
* #contact-opened "Contact details were opened without a talk of coach and referrer"
* #withdrew "A referral was withdrawn"
* #cancelled "A referral was taken back before it was sent"
* #declined "The patient did not agree to a referral"
* #status-read "How a referral stands was read"
* #copied-to-record "A copy was written to the record"
* #audit-searched "The audit was searched"
* #coach-signed-in "A coach signed in"
* #worklist-viewed "A coach saw the worklist"
* #referral-opened "A coach opened a referral"
* #referral-moved "A coach moved a referral on"
* #counts-read "The counts of a service were read"
* #practice-list-viewed "A practice’s list of referrals was shown"
* #letter-opened "A service opened a letter’s page with its second factor"
* #letter-refused "A letter’s page was not opened: the second factor was wrong"
