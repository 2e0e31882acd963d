import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'

export const ROOT = resolve(import.meta.dirname, '../../..')

/** One import of a file; ours by their paths from the root, packages by their names. */
export interface Import {
  readonly from: string
  readonly to: string
  /** `type`: gone when the app runs. `late`: only when it is wanted, by `await import`. */
  readonly way: 'value' | 'type' | 'late'
}

/** Every import in the app's own files, types included, as the compiler's own parser reads them. */
export const importsOfTheApp = (): Import[] =>
  ['launch', 'src']
    .flatMap(folder => readdirSync(join(ROOT, folder), { recursive: true }).map(name => join(folder, String(name))))
    .filter(path => /\.tsx?$/.test(path))
    .toSorted()
    .flatMap(from => importsIn(from, readFileSync(join(ROOT, from), 'utf8')))

export function importsIn(from: string, text: string): Import[] {
  const file = ts.createSourceFile(from, text, ts.ScriptTarget.Latest)
  const found: Import[] = []
  const note = (specifier: ts.Node | undefined, way: Import['way']): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return
    const { text: name } = specifier
    found.push({ from, to: name.startsWith('.') ? relative(ROOT, resolve(ROOT, from, '..', name)) : name, way })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) note(node.moduleSpecifier, onlyTypes(node.importClause) ? 'type' : 'value')
    if (ts.isExportDeclaration(node)) note(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'value')
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) note(node.argument.literal, 'type')
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      note(node.arguments[0], 'late')
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** `import type { A }` or `import { type A }`. */
function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause || clause.name) return false
  if (clause.isTypeOnly) return true
  const names = clause.namedBindings
  return names !== undefined && ts.isNamedImports(names) && names.elements.every(each => each.isTypeOnly)
}
