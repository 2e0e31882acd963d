import { Button } from 'nhsuk-react-components'
import type { JSX } from 'react'
import { GROUP_BUTTON } from '../../src/questionnaire/field-names.ts'
import { type FormNode, instanceIndex } from '../../src/questionnaire/form-tree.ts'
import { questionText } from '../../src/questionnaire/items.ts'
import { containerId } from './element-id.ts'

/**
 * Keeps a blank instance and offers another, or takes an answered one away. Works without a script: the form is sent, kept, and shown
 * again at this place.
 */
export function InstanceButton({ node }: { readonly node: FormNode }): JSX.Element {
  const name = questionText(node.item)
  const index = instanceIndex(node)
  const isBlank = !isAnswered(node)
  return (
    <Button
      type="submit"
      secondary
      small
      name={isBlank ? GROUP_BUTTON.add : GROUP_BUTTON.remove}
      value={node.key}
      formNoValidate
      formAction={`#${containerId(node.key)}`}
    >
      {isBlank ? `Keep and add another: ${name}` : `Remove: ${name}`}
      {index > 0 ? ` (${index + 1})` : ''}
    </Button>
  )
}

export const isAnswered = (node: FormNode): boolean => node.answers.length > 0 || node.children.some(isAnswered)
