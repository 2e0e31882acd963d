interface Problem {
  /** The clinician's own words, as a GP record shows them. */
  readonly term: string
  readonly icd10?: readonly [code: string, display: string]
  /** Read v2, as older GP records still carry it. */
  readonly read?: readonly [code: string, display: string]
}

/** Problems are coded in ICD-10 and Read v2 only: no SNOMED CT diagnosis code is verified for this project (decision 12). */
const PROBLEMS = {
  lowBackPain: {
    term: 'Low back pain',
    icd10: ['M54.5', 'Low back pain'],
    read: ['16C5.', 'C/O - low back pain'],
  },
  sciatica: { term: 'Sciatica', icd10: ['M54.3', 'Sciatica'] },
  flu: {
    term: 'Flu-like illness',
    icd10: ['J11.1', 'Influenza with other respiratory manifestations, virus not identified'],
  },
  workStress: { term: 'Stress at work', icd10: ['F43.2', 'Adjustment disorders'] },
  insomnia: { term: 'Poor sleep', icd10: ['G47.0', 'Disorders of initiating and maintaining sleep [insomnias]'] },
  stroke: { term: 'Stroke (left-sided weakness)', icd10: ['I63.9', 'Cerebral infarction, unspecified'] },
  hypertension: {
    term: 'High blood pressure',
    icd10: ['I10', 'Essential (primary) hypertension'],
    read: ['G20..', 'Essential hypertension'],
  },
  diabetes: {
    term: 'Type 2 diabetes mellitus',
    icd10: ['E11.9', 'Type 2 diabetes mellitus: without complications'],
    read: ['C10F.', 'Type 2 diabetes mellitus'],
  },
  anxiety: { term: 'Generalised anxiety', icd10: ['F41.1', 'Generalized anxiety disorder'] },
  breastCancer: {
    term: 'Breast cancer',
    icd10: ['C50.9', 'Malignant neoplasm: Breast, unspecified'],
  },
  boneMetastases: {
    term: 'Bone metastases',
    icd10: ['C79.5', 'Secondary malignant neoplasm of bone and bone marrow'],
  },
  depression: {
    term: 'Depression',
    icd10: ['F32.9', 'Depressive episode, unspecified'],
    read: ['E2B..', 'Depressive disorder NEC'],
  },
  plantarFasciitis: { term: 'Plantar fasciitis', icd10: ['M72.2', 'Plantar fascial fibromatosis'] },
  migraine: {
    term: 'Migraine',
    icd10: ['G43.9', 'Migraine, unspecified'],
    read: ['F26..', 'Migraine'],
  },
  kneeOsteoarthritis: { term: 'Osteoarthritis of knee', icd10: ['M17.9', 'Gonarthrosis, unspecified'] },
  kneeReplacement: {
    term: 'Total knee replacement, recovering',
    icd10: ['Z96.6', 'Presence of orthopaedic joint implants'],
  },
  carpalTunnel: { term: 'Carpal tunnel syndrome', icd10: ['G56.0', 'Carpal tunnel syndrome'] },
  shoulderPain: { term: 'Rotator cuff pain', icd10: ['M75.1', 'Rotator cuff syndrome'] },
  asthma: { term: 'Asthma', icd10: ['J45.9', 'Asthma, unspecified'], read: ['H33..', 'Asthma'] },
  syncope: { term: 'Collapse, cause being looked into', icd10: ['R55', 'Syncope and collapse'] },
  pregnancy: { term: 'Pregnant, 37 weeks', icd10: ['Z34.9', 'Supervision of normal pregnancy, unspecified'] },
  pelvicPain: { term: 'Pelvic girdle pain' },
  fibromyalgia: { term: 'Fibromyalgia', icd10: ['M79.7', 'Fibromyalgia'] },
  ankleSprain: { term: 'Sprained ankle', icd10: ['S93.4', 'Sprain and strain of ankle'] },
  longCovid: { term: 'Long COVID', icd10: ['U09.9', 'Post COVID-19 condition, unspecified'] },
  lowMood: { term: 'Low mood; relationship worries' },
  bereavement: { term: 'Bereavement, off work' },
} as const satisfies Record<string, Problem>

export type ProblemName = keyof typeof PROBLEMS

export const problemNamed = (name: ProblemName): Problem => PROBLEMS[name]
