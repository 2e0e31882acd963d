import type { FormNode } from '../../src/questionnaire/form-tree.ts'
import type { FormView } from './form-view.ts'

export interface ControlProps {
  readonly view: FormView
  readonly node: FormNode
}
