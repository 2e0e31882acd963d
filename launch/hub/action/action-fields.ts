import {
  type ActionKind,
  CONTACT_METHODS,
  CONTACT_RESULTS,
  canDecline,
  DECLINE_CHOICES,
  type DeclineChoice,
} from '../../../src/domain/coach-action.ts'
import { OUTCOME_NAMES } from '../../../src/domain/coach-words.ts'
import type { Standing } from '../../../src/domain/referral-moves.ts'
import { REASONS } from '../../../src/domain/referral-reasons.ts'
import { OUTCOMES } from '../../../src/domain/referral-status.ts'
import { WORK_STATUS } from '../../../src/domain/work-status.ts'
import type { OpenReferral } from '../../../src/gateways/open-referral.ts'

export interface Field {
  readonly name: string
  readonly label: string
  readonly type: 'radios' | 'text' | 'date' | 'time'
  readonly options?: readonly (readonly [value: string, words: string])[]
  readonly hint?: string
  readonly needed?: string
}

const DECLINE_WORDS = (choice: DeclineChoice): string =>
  choice === 'withdrawn' ? 'The patient withdrew their agreement' : REASONS[choice].name

const NO_CLINICAL = 'The referrer and the practice read this. No clinical detail beyond what they need.'
const METHOD: Field = {
  name: 'method',
  label: 'How did you try to make contact?',
  type: 'radios',
  options: Object.entries(CONTACT_METHODS),
  needed: 'Choose how you tried to make contact',
}

/** What each action asks, in the order of the page. */
export function fieldsOf(
  kind: ActionKind,
  standing: Standing,
  { coaches }: Pick<OpenReferral, 'coaches'> = { coaches: [] },
  myKey = '',
): Field[] {
  switch (kind) {
    case 'contact':
      return [
        METHOD,
        {
          name: 'result',
          label: 'What happened?',
          type: 'radios',
          options: Object.entries(CONTACT_RESULTS),
          needed: 'Choose what happened',
        },
      ]
    case 'book':
      return [
        { name: 'day', label: 'Day of the appointment', type: 'date', needed: 'Enter the day of the appointment' },
        { name: 'time', label: 'Time', type: 'time', needed: 'Enter the time of the appointment' },
        { ...METHOD, label: 'How will you meet?', needed: 'Choose how you will meet' },
      ]
    case 'assign':
      return [
        {
          name: 'to',
          label: 'Who takes it?',
          type: 'radios',
          options: [
            ['me', 'Me'],
            ...coaches.filter(each => each.key !== myKey).map(each => [each.reference, each.name] as const),
          ],
          needed: 'Choose who takes it',
        },
      ]
    case 'ask':
      return [
        { name: 'question', label: 'Your question', type: 'text', hint: NO_CLINICAL, needed: 'Write your question' },
      ]
    case 'wait':
      return [{ name: 'from', label: 'Expected start (optional)', type: 'date' }]
    case 'pause':
      return [
        { name: 'why', label: 'Why is it paused?', type: 'text', hint: NO_CLINICAL, needed: 'Say why it is paused' },
        { name: 'until', label: 'Until (optional)', type: 'date' },
      ]
    case 'decline':
      return [
        {
          name: 'reason',
          label: 'Why?',
          type: 'radios',
          options: DECLINE_CHOICES.filter(each => canDecline(standing, each)).map(each => [each, DECLINE_WORDS(each)]),
          needed: 'Choose why',
        },
        { name: 'words', label: 'In your own words (optional)', type: 'text', hint: NO_CLINICAL },
      ]
    case 'close':
      return [
        {
          name: 'outcome',
          label: 'How did it end?',
          type: 'radios',
          options: OUTCOMES.map(each => [each, OUTCOME_NAMES[each]]),
          needed: 'Choose how it ended',
        },
        {
          name: 'workStatus',
          label: 'Work status at the end',
          type: 'radios',
          options: Object.entries(WORK_STATUS),
          needed: 'Choose the work status at the end',
        },
        { name: 'plan', label: 'Plan (optional)', type: 'text', hint: NO_CLINICAL },
        {
          name: 'onward',
          label: 'Onward services (optional)',
          type: 'text',
          hint: 'The names of the services that the patient goes on to.',
        },
        { name: 'message', label: 'Short message to the practice (optional)', type: 'text', hint: NO_CLINICAL },
      ]
    default:
      return []
  }
}
