import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import house from './house.json' with { type: 'json' };
import { everyNode, lineOf, parsed } from './imports.ts';
import { files, ROOT, text } from './tree.ts';

/** Pure code has no clock, timer, seedless random, DOM, network, storage, locale or console (design, rules 1, 4 and 5). */

const isPure = (path: string): boolean =>
  path.endsWith('.ts') &&
  (house.pure.some((pure) => path.startsWith(pure)) ||
    (/^src\/sandboxes\/[^/]+\//.test(path) &&
      house.pureSandboxFiles.some((name) => path.endsWith(`/${name}`))));

/** What a name stands for here: a value that nobody in the file declared, and not a property's or a type's own name. */
function isFree(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent)) {
    return 'initializer' in parent && parent.initializer === node;
  }
  if (ts.isMethodDeclaration(parent) || ts.isMethodSignature(parent) || ts.isEnumMember(parent)) return false;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) {
    return parent.initializer === node;
  }
  return true;
}

/** A method that bears the name of the network's own call reads like it, whoever made it. */
const isNamedFetch = ({ text: name, parent }: ts.Identifier): boolean =>
  name === 'fetch' &&
  (ts.isMethodDeclaration(parent) || ts.isMethodSignature(parent) || ts.isPropertyAccessExpression(parent));

/** Impure things in a piece of code, each with its line from 0. */
export function impurities(code: string, engine: boolean): string[] {
  const file = parsed(code);
  const found: string[] = [];
  const say = (node: ts.Node, what: string): number => found.push(`${lineOf(file, node) + 1} ${what}`);
  everyNode(file, (node) => {
    if (ts.isIdentifier(node) && house.forbiddenNames.includes(node.text)) {
      if (isFree(node) || isNamedFetch(node)) say(node, node.text);
    }
    if (ts.isPropertyAccessExpression(node)) {
      const { name, expression } = node;
      if (expression.getText(file) === 'Math' && house.forbiddenMath.includes(name.text))
        say(node, `Math.${name.text}`);
      if (house.forbiddenMethods.includes(name.text)) say(node, name.text);
    }
    // 2 ** 31 of two literals is a power of two written down, and exact
    if (ts.isBinaryExpression(node) && /^\*\*=?$/.test(node.operatorToken.getText(file))) {
      if (!/^2 \*\* \d+$/.test(node.getText(file))) say(node, '**');
    }
    // pure code runs in plain Node, where there is no import.meta.glob and no import.meta.env
    if (ts.isMetaProperty(node)) say(node, 'import.meta');
    if (!engine) return;
    if (node.kind === ts.SyntaxKind.AsyncKeyword) say(node, 'async');
    if (ts.isAwaitExpression(node)) say(node, 'await');
    if (ts.isYieldExpression(node)) say(node, 'yield');
    if (ts.isIdentifier(node) && node.text === 'Promise') say(node, 'Promise');
    if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent)) say(node, 'import()');
  });
  return found;
}

test('pure folders hold no impure name', () => {
  const pure = files.filter(isPure);
  expect(pure.length).toBeGreaterThan(20);
  const wrong = pure.flatMap((path) =>
    impurities(text(path), path.startsWith('src/engine/')).map(
      (what) => `${path}:${what} (pure code takes it as an argument)`,
    ),
  );
  expect(wrong).toEqual([]);
});

test('nothing in a pure file, not even a sentence, reads like a global of the browser', () => {
  const wrong = files
    .filter(isPure)
    .flatMap((path) =>
      (text(path).match(/\b(?:window|document|navigator|localStorage)\..*/g) ?? []).map(
        (what) => `${path}: ${what}`,
      ),
    );
  expect(wrong).toEqual([]);
});

test.each([
  ['const at = Date.now();', ['1 Date']],
  ['const now = new Date();', ['1 Date']],
  ['const x = Math.random() + Math.sqrt(2);', ['1 Math.random']],
  ['let x = 2;\nx **= 3;', ['2 **']],
  ['const y = x ** 3;', ['1 **']],
  ['const y = 2 ** 31;', []],
  ['const due = new Date(at);', ['1 Date']],
  ['end.fetch(3);', ['1 fetch']],
  ['interface End { fetch(file: number): void }', ['1 fetch']],
  ['setTimeout(run, 1);', ['1 setTimeout']],
  ['const load = async () => await import("./x.ts");', ['1 async', '1 await', '1 import()']],
  ['function* each() { yield 1; }', ['1 yield']],
  ['const p: Promise<void> = f();', ['1 Promise']],
  ['a.localeCompare(b);', ['1 localeCompare']],
  ['// Date.now()\nconst text = "Date"; const o = { Date: 1, location: 2 }; o.location;', []],
])('the check itself: %j', (code, found) => {
  expect(impurities(code, true)).toEqual(found);
});

test('outside the engine code may wait', () => {
  expect(impurities('const due = async (at: number): Promise<number> => at;', false)).toEqual([]);
});

test('the engine compiles with the bare language: no DOM, no Node', () => {
  const config = JSON.parse(text('src/engine/tsconfig.json')) as {
    compilerOptions: { lib: string[]; types: string[] };
  };
  expect(config.compilerOptions).toMatchObject({ lib: ['ES2023'], types: [], strict: true });
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  let said = '';
  try {
    execFileSync(process.execPath, [tsc, '-p', 'src/engine', '--noEmit'], { cwd: ROOT, encoding: 'utf8' });
  } catch (error) {
    said = (error as { stdout: string }).stdout;
  }
  expect(said).toBe('');
}, 240_000);
