import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load as loadYaml } from 'js-yaml';
import { LineCounter, isMap, isNode, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import { LANGUAGES, type Language } from '#i18n/languages.ts';
import { programsIn } from './programs.ts';

/** A YAML file as it was read; `lineOf` finds where a field stands, so that a problem can be named with its line. */
export interface DataFile {
  /** From the root of the project. */
  readonly file: string;
  readonly data: unknown;
  readonly errors: readonly { line: number; message: string }[];
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

export interface QuestionFiles {
  readonly slug: string;
  readonly entry: DataFile | undefined;
  /** The prose as written, undefined where the file is missing. */
  readonly prose: Readonly<Record<Language, string | undefined>>;
  readonly version: string;
}

export interface ContentFiles {
  readonly questions: readonly QuestionFiles[];
  readonly glossary: readonly DataFile[];
  /** Reading paths, by their ids. */
  readonly tracks: readonly { readonly id: string; readonly file: DataFile }[];
  /** Program below content/samples (`echo/server.c`) -> its text. */
  readonly samples: ReadonlyMap<string, string>;
}

export function parseData(file: string, source: string): DataFile {
  const key = createHash('sha256').update(`${file}\n${source}`).digest('base64');
  const read = parsedBefore.get(key) ?? parse(file, source);
  parsedBefore.set(key, read);
  return read;
}

/**
 * What was read before, by a digest of name and text. A build reads content three times, in two instances of this module (configuration and
 * content), and YAML is slow: so it is kept where both find it.
 */
const parsedBefore: Map<string, DataFile> = ((globalThis as Record<symbol, unknown>)[
  Symbol.for('keepalive.content')
] ??= new Map()) as Map<string, DataFile>;

/** Values by the fast reader; the one that knows where each field stands, ten times slower, only where there is something to complain of. */
function parse(file: string, source: string): DataFile {
  let located: { document: Document.Parsed; lines: LineCounter } | undefined;
  const locate = () => {
    if (located) return located;
    const lines = new LineCounter();
    return (located = { document: parseDocument(source, { lineCounter: lines }), lines });
  };
  const line = (path: readonly PropertyKey[]) => lineOf(locate().document, locate().lines, path);
  try {
    return { file, data: loadYaml(source, { schema: CORE_SCHEMA }), errors: [], lineOf: line };
  } catch {
    const { document } = locate();
    const errors = document.errors.map((one) => ({
      line: one.linePos?.[0].line ?? 1,
      message: one.message.split('\n')[0]!,
    }));
    return { file, data: errors.length > 0 ? undefined : document.toJS(), errors, lineOf: line };
  }
}

/** The line of the deepest part of the path that exists; for a field, of its name. */
function lineOf(
  document: Document.Parsed,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const part of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === part) : undefined;
    const found = pair?.key ?? (isSeq(node) ? node.items[Number(part)] : undefined);
    if (!isNode(found)) break;
    offset = found.range?.[0] ?? offset;
    node = pair ? pair.value : found;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

/** Reads everything under content/ that is checked together. */
export function readContent(root: string): ContentFiles {
  const qa = join(root, 'content/qa');
  const glossary = join(root, 'content/glossary');
  const samples = readSamples(root);
  return {
    samples,
    questions: folders(qa).map((slug) => readQuestion(root, slug, samples)),
    glossary: names(glossary, '.yaml').map((name) => readData(root, `content/glossary/${name}`)),
    tracks: names(join(root, 'content/tracks'), '.yaml').map((name) => ({
      id: name.slice(0, -'.yaml'.length),
      file: readData(root, `content/tracks/${name}`),
    })),
  };
}

const readData = (root: string, file: string): DataFile =>
  parseData(file, readFileSync(join(root, file), 'utf8'));

/** The programs below content/samples, by folder and file. */
export function readSamples(root: string): ReadonlyMap<string, string> {
  const home = join(root, 'content/samples');
  return new Map(
    folders(home).flatMap((folder) =>
      PROGRAMS.flatMap((ending) => names(join(home, folder), ending)).map(
        (name) => [`${folder}/${name}`, readFileSync(join(home, folder, name), 'utf8')] as const,
      ),
    ),
  );
}

/** Programs, and what they print. */
const PROGRAMS = ['.c', '.java', '.py', '.js', '.out'];

function readQuestion(root: string, slug: string, samples: ReadonlyMap<string, string>): QuestionFiles {
  const read = (name: string) => {
    const path = join(root, 'content/qa', slug, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  const entry = read('entry.yaml');
  const prose = Object.fromEntries(
    LANGUAGES.map((lang) => [lang, read(`${lang}.mdx`)]),
  ) as QuestionFiles['prose'];
  const programs = programsIn(prose[LANGUAGES[0]] ?? '').map(({ name }) => samples.get(name));
  const digest = createHash('sha256').update(JSON.stringify([entry, prose, programs]));
  return {
    slug,
    entry: entry === undefined ? undefined : parseData(`content/qa/${slug}/entry.yaml`, entry),
    prose,
    version: digest.digest('hex').slice(0, 8),
  };
}

const folders = (path: string) =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((one) => one.isDirectory())
        .map((one) => one.name)
        .sort()
    : [];
const names = (path: string, ending: string) =>
  existsSync(path)
    ? readdirSync(path)
        .filter((name) => name.endsWith(ending))
        .sort()
    : [];
