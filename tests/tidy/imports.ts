import ts from 'typescript';
import { text } from './tree.ts';

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Leaves nothing behind when types are erased. */
  readonly typeOnly: boolean;
}

/** What a .ts, .mjs, .svelte or .astro file imports: import, export from, import(), import('...') types, import.meta.glob. */
export function importsOf(path: string): Import[] {
  return scriptsOf(path).flatMap(({ code, firstLine }) =>
    importsIn(code).map((found) => ({ ...found, line: found.line + firstLine })),
  );
}

/** The scripts of a file: all of it, the frontmatter, the script elements. */
export function scriptsOf(path: string): { readonly code: string; readonly firstLine: number }[] {
  const source = text(path);
  if (!/\.(svelte|astro)$/.test(path)) return [{ code: source, firstLine: 1 }];
  const parts = [...source.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)];
  const frontmatter = path.endsWith('.astro') ? /^\s*---\n([\s\S]*?)\n---/.exec(source) : null;
  return [...(frontmatter ? [frontmatter] : []), ...parts].map((match) => {
    const start = match.index + match[0].indexOf(match[1] ?? '');
    return { code: match[1] ?? '', firstLine: source.slice(0, start).split('\n').length };
  });
}

export const parsed = (code: string): ts.SourceFile =>
  ts.createSourceFile('file.ts', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);

/** Calls `visit` for every node below, in order. */
export function everyNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => {
    visit(child);
    everyNode(child, visit);
  });
}

/** Line of a node, counted from 0. */
export const lineOf = (file: ts.SourceFile, node: ts.Node): number =>
  file.getLineAndCharacterOfPosition(node.getStart(file)).line;

function importsIn(code: string): Import[] {
  const file = parsed(code);
  const found: Import[] = [];
  const add = (at: ts.Node, literal: ts.Node | undefined, typeOnly: boolean): void => {
    if (!literal || !ts.isStringLiteralLike(literal)) return;
    found.push({ specifier: literal.text, line: lineOf(file, at), typeOnly });
  };
  everyNode(file, (node) => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, erased(node));
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal, true);
    else if (ts.isCallExpression(node) && isImportCall(node)) {
      const [first] = node.arguments;
      const list = first && ts.isArrayLiteralExpression(first) ? first.elements : [first];
      for (const one of list) add(node, one, false);
    }
  });
  return found;
}

function erased({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = importClause.namedBindings;
  if (importClause.name || !named || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

const isImportCall = (node: ts.CallExpression): boolean =>
  node.expression.kind === ts.SyntaxKind.ImportKeyword ||
  /^import\.meta\.glob$/.test(node.expression.getText());
