import { fieldParts } from '../../src/questionnaire/field-names.ts'
import type { FormNode } from '../../src/questionnaire/form-tree.ts'
import type { QuestionTemplate } from './compiled-form.ts'
import type { FormView } from './form-view.ts'
import { filled, type MarkupTemplate, openText, templateOf } from './markup-template.ts'

const RECORD_NOTE = 'record note'

type Draw = (view: FormView) => string

export function questionTemplate(view: FormView, node: FormNode, body: Draw): QuestionTemplate {
  const noted = { ...view, recordNote: () => openText(RECORD_NOTE) }
  const blank = body({ ...view, texts: () => [] })
  return {
    plain: openedTemplate(view, node, body) ?? { fixed: [blank], places: [] },
    withRecordNote: openedTemplate(noted, node, body),
  }
}

/** With a place for each answer; undefined where the control is one that changes more than its values with an answer. */
function openedTemplate(view: FormView, node: FormNode, body: Draw): MarkupTemplate | undefined {
  const { item } = node
  const choices = item.type === 'boolean' ? ['true', 'false'] : view.options(node).map(option => option.token)
  const isChoice = item.type === 'boolean' || item.type === 'choice'
  const open = templateOf(
    body({ ...view, texts: (_node, part) => (isChoice ? choices : [openText(part)]) }),
    isChoice ? choices : [],
  )
  const blank = body({ ...view, texts: () => [] })
  const wanted = isChoice ? choices.length : fieldParts(item).length
  const found = open.places.filter(place => !('text' in place && place.text === RECORD_NOTE)).length
  const isSame =
    filled(open, { text: name => (name === RECORD_NOTE ? openText(name) : ''), isChosen: () => false }) === blank
  return isSame && found === wanted && (isChoice || item.repeats !== true) ? open : undefined
}

/** The question with this patient's answers; undefined where the template has no place for them. */
export function filledQuestion(view: FormView, node: FormNode, template: QuestionTemplate): string | undefined {
  const note = view.recordNote(node)
  const used = note === undefined ? template.plain : template.withRecordNote
  const given = new Map(fieldParts(node.item).map(part => [part, view.texts(node, part)]))
  if (used === undefined || (!node.editable && node.answers.length > 0)) return undefined
  const isPlaced = [...given].every(([part, texts]) => texts.length === 0 || hasPlace(used, part, texts))
  if (!isPlaced) return undefined
  const chosen = new Set(node.item.type === 'boolean' ? given.get('')?.slice(0, 1) : given.get(''))
  return filled(used, {
    text: name => (name === RECORD_NOTE ? note : given.get(name)?.[0]) ?? '',
    isChosen: choice => chosen.has(choice),
  })
}

/** A box of several lines swallows a line break at the very beginning: that is for React to write. */
const hasPlace = ({ places }: MarkupTemplate, part: string, texts: readonly string[]): boolean =>
  places.some(place => ('text' in place ? place.text === part && !texts[0]?.startsWith('\n') : part === ''))
