/** A question that may stand folded to one button named by its legend. */
export interface FoldedQuestion {
  readonly linkId: string
  /** What it is called where there is no room for its legend. */
  readonly name: string
  /** Whether it has a turn: of these, only the first that is not answered stands open. The others open when they are pressed. */
  readonly hasTurn: boolean
  /** What stands there is to be seen until the answers are checked: once open, it stays open (hazards H04, H11). */
  readonly staysOpen: boolean
}

/** A group that may stand folded to one line. */
export interface FoldedGroup {
  readonly says: string
  /** Something in it is missing, or wants to be looked at. */
  readonly isOpen: boolean
}

/**
 * What of a form stands folded, so that a page is as long as what is left to do (docs/adr/0032). Drawn by the server and the style sheet; without
 * scripts everything stands open.
 */
export interface Folding {
  readonly questions: readonly FoldedQuestion[]
  /** By linkId. */
  readonly groups: Readonly<Record<string, FoldedGroup>>
  /** The linkId that somebody asked for. */
  readonly opened?: string | undefined
}

/** One item as it stands on this page. */
export interface Fold {
  readonly legend: string
  /** The answer, or what the line says; undefined as long as there is none. */
  readonly says: string | undefined
  readonly isOpen: boolean
  readonly question: FoldedQuestion | undefined
}
