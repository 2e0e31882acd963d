import { type ShownCount, STEPS } from '../../../src/domain/referral-counts.ts'
import { OUTCOMES } from '../../../src/domain/referral-status.ts'
import type { Counted } from './counted.ts'

const COLUMNS = [
  'site',
  'service',
  'pathway',
  'offered',
  'declined',
  ...STEPS,
  'median_days_to_first_contact',
  ...OUTCOMES.map(outcome => `outcome_${outcome.replaceAll('-', '_')}`),
  'finished_without_outcome',
]

/** One line a pathway, and one for all; the columns are explained in docs/counts.md. A small count is `<5`. */
export function countsCsv(
  { site, id }: { readonly site: string; readonly id: string },
  { rows, offered, declined }: Counted,
): string {
  const lines = rows.map(({ pathway, counts }) => [
    site,
    id,
    pathway,
    // Before a pathway is chosen there is only the service.
    ...[offered, declined].map(count => (pathway === 'all' ? cell(count) : '')),
    ...STEPS.map(step => cell(counts.steps[step])),
    counts.daysToFirstContact ?? '',
    ...OUTCOMES.map(outcome => cell(counts.outcomes[outcome])),
    cell(counts.finished),
  ])
  return [COLUMNS, ...lines].map(line => `${line.join(',')}\r\n`).join('')
}

const cell = (count: ShownCount): string => (count === 'fewer than 5' ? '<5' : String(count))
