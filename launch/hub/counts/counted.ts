import type { Counts, ShownCount } from '../../../src/domain/referral-counts.ts'

/** Counts of one pathway, or of all together. */
export interface CountedPathway {
  readonly pathway: string
  readonly counts: Counts
}

export interface Counted {
  /** All together first. */
  readonly rows: readonly CountedPathway[]
  readonly offered: ShownCount
  readonly declined: ShownCount
}
