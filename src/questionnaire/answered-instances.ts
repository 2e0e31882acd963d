import { allNodes, type FormNode, instanceKey, type Scope } from './form-tree.ts'
import { repeatsAsWhole } from './item-properties.ts'

/**
 * The tree without the blank instances of what repeats as a whole, so that those behind them move up; each node under the key of its
 * new place, with the keys that they had before. Whatever is said of a node by its key has to move with it.
 */
export function answeredInstances(
  tree: readonly FormNode[],
  isAnswered: (node: FormNode) => boolean,
): { readonly nodes: readonly FormNode[]; readonly keyBefore: ReadonlyMap<string, string> } {
  const keyBefore = new Map<string, string>()
  const moved = (nodes: readonly FormNode[], scope: Scope): FormNode[] => {
    const found = new Map<string, number>()
    return nodes.flatMap(node => {
      const { linkId } = node.item
      const own = repeatsAsWhole(node.item) ? node.scope.at(-1) : undefined
      if (own !== undefined && !allNodes([node]).some(isAnswered)) return []
      const index = found.get(linkId) ?? 0
      found.set(linkId, index + 1)
      const here = own === undefined ? scope : [...scope, { ...own, index }]
      const key = instanceKey(linkId, here)
      keyBefore.set(key, node.key)
      return [{ ...node, key, scope: here, children: moved(node.children, here) }]
    })
  }
  return { nodes: moved(tree, []), keyBefore }
}
