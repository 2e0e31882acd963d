import type { QuestionnaireItem, QuestionnaireItemEnableWhen } from 'fhir/r4.js'
import type { ReactElement, ReactNode } from 'react'
import type { MarkupTemplate } from './markup-template.ts'

/** By linkId: what stands in an item before its control. */
export type FormNotes = Readonly<Record<string, ReactNode>>

/** By linkId and option token: a line under an option. */
export type OptionHints = Readonly<Record<string, Readonly<Record<string, string | ReactElement>>>>

/** Options of a question that are seldom wanted: they stand behind one that says so, and come into sight with it. */
export interface OptionsBehind {
  readonly name: string
  readonly tokens: ReadonlySet<string>
}

/** By linkId and option token: what has to hold for an option to be there. */
export type OptionConditions = Readonly<
  Record<string, Readonly<Record<string, readonly QuestionnaireItemEnableWhen[]>>>
>

/** One question with its places for answers. */
export interface QuestionTemplate {
  readonly plain: MarkupTemplate
  /** With a line that says what the record says. */
  readonly withRecordNote: MarkupTemplate | undefined
}

/** What is the same of an item for everybody: drawn from the Questionnaire alone, before any patient is known. */
export interface CompiledItem {
  readonly editable: boolean
  readonly saysOptional: boolean
  /** The attributes by which the script of the page shows and hides it. */
  readonly data: Readonly<Record<string, string>>
  /** The items that its conditions speak of: only beside these does it hold. */
  readonly targets: readonly CompiledTarget[]
  /** Markup: what it says to those without a script while its conditions do not hold. */
  readonly onlyIf: string
  /** The question; undefined where it cannot be drawn beforehand. */
  readonly question: QuestionTemplate | undefined
}

export interface CompiledTarget {
  readonly item: QuestionnaireItem
  readonly editable: boolean
}

/** A Questionnaire by the rules of one service, drawn once (docs/adr/0025). It is filled in for each patient, and knows none. */
export interface CompiledForm {
  readonly notes: FormNotes
  readonly optionHints: OptionHints
  /** The lists that its items may name. */
  readonly contained: unknown
  readonly requiresAnything: boolean
  /** By the item itself: what was changed for a patient is another one. */
  of(item: QuestionnaireItem): CompiledItem | undefined
}
