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
  anxietyAndDepression: {
    term: 'Mixed anxiety and depression',
    icd10: ['F41.2', 'Mixed anxiety and depressive disorder'],
  },
  panic: { term: 'Panic attacks', icd10: ['F41.0', 'Panic disorder [episodic paroxysmal anxiety]'] },
  bipolar: { term: 'Bipolar disorder', icd10: ['F31.9', 'Bipolar affective disorder, unspecified'] },
  neckPain: { term: 'Neck pain', icd10: ['M54.2', 'Cervicalgia'] },
  tiredness: { term: 'Tired all the time', icd10: ['R53', 'Malaise and fatigue'] },
  dizziness: { term: 'Dizziness', icd10: ['R42', 'Dizziness and giddiness'] },
  abdominalPain: { term: 'Abdominal pain', icd10: ['R10.4', 'Other and unspecified abdominal pain'] },
  herniaRepair: { term: 'Hernia repair, recovering', icd10: ['Z54.0', 'Convalescence following surgery'] },
  gallbladderRemoval: { term: 'Gallbladder removed, recovering', icd10: ['Z54.0', 'Convalescence following surgery'] },
  wristFracture: { term: 'Broken wrist', icd10: ['S52.5', 'Fracture of lower end of radius'] },
  ankleFracture: { term: 'Broken ankle', icd10: ['S82.6', 'Fracture of lateral malleolus'] },
  chestInfection: { term: 'Chest infection', icd10: ['J22', 'Unspecified acute lower respiratory infection'] },
  angina: { term: 'Angina', icd10: ['I20.9', 'Angina pectoris, unspecified'] },
  viralIllness: { term: 'Viral illness', icd10: ['B34.9', 'Viral infection, unspecified'] },
  shingles: { term: 'Shingles', icd10: ['B02.9', 'Zoster without complication'] },
  irritableBowel: { term: 'Irritable bowel', icd10: ['K58.9', 'Irritable bowel syndrome without diarrhoea'] },
  colitis: { term: 'Ulcerative colitis', icd10: ['K51.9', 'Ulcerative colitis, unspecified'] },
  kidneyStone: { term: 'Kidney stone', icd10: ['N20.0', 'Calculus of kidney'] },
  cellulitis: { term: 'Cellulitis of the leg', icd10: ['L03.1', 'Cellulitis of other parts of limb'] },
  overactiveThyroid: { term: 'Overactive thyroid', icd10: ['E05.9', 'Thyrotoxicosis, unspecified'] },
} as const satisfies Record<string, Problem>

export type ProblemName = keyof typeof PROBLEMS

export const problemNamed = (name: ProblemName): Problem => PROBLEMS[name]
