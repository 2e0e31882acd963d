import type { NoteRule, SafetyCritical } from '../fit-note-draft.ts'

const NAMES: Record<Exclude<SafetyCritical, 'none'>, string> = {
  driving: 'driving',
  heights: 'work at height',
  machinery: 'work with machinery',
  'other-risk': 'other safety-critical work',
}

/** Advice to work is unsafe where a lapse injures somebody: asked for every "may be fit" note (hazard H08). */
export const safetyCriticalWork: NoteRule = ({ advice, safetyCritical, comments }) => {
  if (advice !== 'may-be-fit') return undefined
  if (safetyCritical.length === 0) {
    return {
      weight: 'warning',
      text: 'Ask whether the job has driving, work at height, machinery or other safety-critical work before you advise that the patient may be fit.',
      source: 'DVLA, Assessing fitness to drive; hazard H08 of this app',
    }
  }
  const risks = safetyCritical.flatMap(each => (each === 'none' ? [] : [NAMES[each]]))
  if (risks.length === 0) return undefined
  return {
    weight: 'warning',
    text: `The job has ${risks.join(' and ')}. ${comments ? 'Check that the comments say' : 'Say in the comments'} what the patient must avoid${safetyCritical.includes('driving') ? ', and whether DVLA must be told' : ''}.`,
    source: 'DVLA, Assessing fitness to drive; hazard H08 of this app',
  }
}
