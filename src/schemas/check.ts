import { LANGUAGES } from '#i18n/languages.ts';
import { checkProse } from './check-prose.ts';
import { entrySchema, type Entry, type Known, type Show } from './entry.ts';
import { parsed } from './explain.ts';
import { termSchema } from './glossary.ts';
import type { Item } from './item.ts';
import { fieldName, notAllowed, type Problem } from './problem.ts';
import { trackSchema } from './track.ts';
import type { ContentFiles, DataFile, QuestionFiles } from './read.ts';

type Sandboxes = Known['sandboxes'];
type Path = readonly PropertyKey[];

/** Everything that is wrong with the content, in the order of its files. Pure: files and sandboxes in, problems out. */
export function checkContent(
  { questions, glossary, tracks, samples }: ContentFiles,
  sandboxes: Sandboxes,
): Problem[] {
  const known: Known = {
    slugs: questions.map((one) => one.slug),
    terms: glossary.flatMap((one) => Object.keys(one.data ?? {})),
    samples: new Map([...samples].map(([name, text]) => [name, text.trimEnd().split('\n').length])),
    sandboxes,
  };
  const seen = new Map<string, string>();
  return [
    ...glossary.flatMap((file) => checkGlossary(file, known, seen)),
    ...questions.flatMap((one) => checkQuestion(one, known, seen)),
    ...tracks.flatMap(({ file }) => checkTrack(file, known, seen)),
  ];
}

/** Problems at fields of one data file. */
function reporter(file: DataFile) {
  const problems: Problem[] = [];
  const say = (path: Path, message: string) =>
    problems.push({ file: file.file, line: file.lineOf(path), field: fieldName(path), message });
  const oneOf = (path: Path, found: string | undefined, allowed: readonly string[]) => {
    if (found !== undefined && !allowed.includes(found)) say(path, notAllowed(found, allowed));
  };
  /** Ids that must differ; `seen` may span files. */
  const different = (path: Path, id: string, scope: string, seen: Map<string, string>) => {
    const before = seen.get(`${scope} ${id}`);
    if (before !== undefined)
      say(path, `the ${scope} id "${id}" is taken already by ${before}; ids are unique`);
    else seen.set(`${scope} ${id}`, `${file.file} ${fieldName(path)}`);
  };
  return { problems, say, oneOf, different };
}

const syntax = (file: DataFile): Problem[] =>
  file.errors.map(({ line, message }) => ({ file: file.file, line, message: `is not YAML: ${message}` }));

function checkGlossary(file: DataFile, known: Known, seen: Map<string, string>): Problem[] {
  if (file.errors.length > 0) return syntax(file);
  const { problems, oneOf, different } = reporter(file);
  for (const id of Object.keys(file.data ?? {})) {
    different([id], id, 'term', seen);
    const { value, problems: wrong } = parsed(termSchema, file, [id]);
    problems.push(...wrong);
    oneOf([id, 'page'], value?.page, known.slugs);
    value?.see.forEach((see, i) => oneOf([id, 'see', i], see, known.terms));
  }
  return problems;
}

function checkTrack(file: DataFile, known: Known, seen: Map<string, string>): Problem[] {
  if (file.errors.length > 0) return syntax(file);
  const { problems, oneOf, different } = reporter(file);
  const { value, problems: wrong } = parsed(trackSchema, file);
  if (value) different(['order'], String(value.order), 'order of a track', seen);
  const here = new Map<string, string>();
  value?.parts.forEach(({ questions }, i) =>
    questions.forEach((slug, j) => {
      oneOf(['parts', i, 'questions', j], slug, known.slugs);
      different(['parts', i, 'questions', j], slug, 'question', here);
    }),
  );
  return [...problems, ...wrong];
}

function checkQuestion(
  { slug, entry: file, prose }: QuestionFiles,
  known: Known,
  seen: Map<string, string>,
): Problem[] {
  const folder = `content/qa/${slug}`;
  const missing = LANGUAGES.filter((lang) => prose[lang] === undefined).map((lang) => ({
    file: `${folder}/${lang}.mdx`,
    message: `is missing; every question needs entry.yaml, ${LANGUAGES.map((one) => `${one}.mdx`).join(' and ')}`,
  }));
  if (!file) return [{ file: `${folder}/entry.yaml`, message: 'is missing' }, ...missing];
  if (file.errors.length > 0) return [...syntax(file), ...missing];
  const { value, problems } = parsed(entrySchema, file);
  if (!value) return [...problems, ...missing];
  return [
    ...checkEntry(slug, value, file, known, seen),
    ...missing,
    ...checkProse(folder, prose, value, known),
  ];
}

function checkEntry(
  slug: string,
  entry: Entry,
  file: DataFile,
  known: Known,
  seen: Map<string, string>,
): Problem[] {
  const { problems, say, oneOf, different } = reporter(file);
  const sandbox = known.sandboxes.get(entry.sandbox);
  const scenarios = sandbox?.scenarios ?? [];
  const proofs = entry.proofs.map((one) => one.id);
  const run = (path: Path, one: { sandbox?: string | undefined; scenario?: string | undefined }) => {
    oneOf([...path, 'sandbox'], one.sandbox, [...known.sandboxes.keys()]);
    const where = known.sandboxes.get(one.sandbox ?? entry.sandbox);
    if (where) oneOf([...path, 'scenario'], one.scenario, where.scenarios);
  };
  const show = (path: Path, one: Show | undefined) => {
    if (!one) return;
    oneOf([...path, 'proof'], one.proof, proofs);
    run(path, one);
  };

  different(['order'], `${entry.topic} ${entry.order}`, 'order', seen);
  oneOf(['sandbox'], entry.sandbox, [...known.sandboxes.keys()]);
  if (sandbox) {
    oneOf(['scenario'], entry.scenario, scenarios);
    oneOf(['predictFirst'], entry.predictFirst, sandbox.tasks);
  }
  entry.proofs.forEach((one, i) => run(['proofs', i], one));
  const others = known.slugs.filter((one) => one !== slug);
  entry.related.forEach((one, i) => oneOf(['related', i], one, others));
  entry.terms.forEach((one, i) => oneOf(['terms', i], one, known.terms));
  for (const list of ['sources', 'proofs', 'misconceptions', 'followUps'] as const) {
    const here = new Map<string, string>();
    entry[list].forEach((one, i) => different([list, i, 'id'], one.id, list, here));
  }
  entry.misconceptions.forEach((one, i) => {
    oneOf(
      ['misconceptions', i, 'source'],
      one.source,
      entry.sources.map((source) => source.id),
    );
    show(['misconceptions', i, 'show'], one.show);
  });
  entry.followUps.forEach((one, i) => {
    oneOf(['followUps', i, 'page'], one.page, others);
    show(['followUps', i, 'show'], one.show);
  });
  entry.quiz.forEach((item, i) => {
    different(['quiz', i, 'id'], item.id, 'quiz item', seen);
    item.misconceptions.forEach((one, j) =>
      oneOf(
        ['quiz', i, 'misconceptions', j],
        one,
        entry.misconceptions.map((known) => known.id),
      ),
    );
    checkKey(item, ['quiz', i], { say, oneOf, different }, known, scenarios);
  });
  return problems;
}

/** Whether an item has an answer, and names only what exists. */
function checkKey(
  item: Item,
  at: Path,
  { say, oneOf, different }: Pick<ReturnType<typeof reporter>, 'say' | 'oneOf' | 'different'>,
  known: Known,
  scenarios: readonly string[],
): void {
  const here = new Map<string, string>();
  if (item.kind === 'single' || item.kind === 'several') {
    const options = item.options.map((one) => one.id);
    item.options.forEach((one, i) => {
      different([...at, 'options', i, 'id'], one.id, 'option', here);
      if (scenarios.length > 0) oneOf([...at, 'options', i, 'scenario'], one.scenario, scenarios);
    });
    if (item.kind === 'single') oneOf([...at, 'answer'], item.answer, options);
    else {
      item.answer.forEach((one, i) => oneOf([...at, 'answer', i], one, options));
      if (item.answer.length === options.length)
        say([...at, 'answer'], 'every option is right; leave at least one wrong');
    }
  }
  if (item.kind === 'order')
    item.steps.forEach((one, i) => different([...at, 'steps', i, 'id'], one.id, 'step', here));
  if (item.kind === 'match') {
    const partners = item.partners.map((one) => one.id);
    item.partners.forEach((one, i) => different([...at, 'partners', i, 'id'], one.id, 'partner', here));
    item.pairs.forEach((one, i) => {
      different([...at, 'pairs', i, 'id'], one.id, 'pair', here);
      oneOf([...at, 'pairs', i, 'partner'], one.partner, partners);
    });
  }
  if (item.kind === 'say')
    item.points.forEach((one, i) => different([...at, 'points', i, 'id'], one.id, 'point', here));
  if (item.kind === 'goal') {
    item.parts.forEach((one, i) => different([...at, 'parts', i, 'id'], one.id, 'part', here));
    if (known.sandboxes.size > 0) oneOf([...at, 'sandbox'], item.sandbox, [...known.sandboxes.keys()]);
    const where = known.sandboxes.get(item.sandbox);
    if (where) oneOf([...at, 'scenario'], item.scenario, where.scenarios);
  }
  if ((item.kind === 'predict' || item.kind === 'trace') && known.sandboxes.size > 0) {
    oneOf([...at, 'sandbox'], item.sandbox, [...known.sandboxes.keys()]);
    const run = known.sandboxes.get(item.sandbox);
    if (run && item.kind === 'predict') oneOf([...at, 'task'], item.task, run.tasks);
    if (run && item.kind === 'trace') oneOf([...at, 'scenario'], item.scenario, run.scenarios);
  }
  if (item.kind === 'computed' && known.sandboxes.size > 0) {
    oneOf([...at, 'sandbox'], item.sandbox, [...known.sandboxes.keys()]);
    const asked = known.sandboxes.get(item.sandbox);
    if (asked) oneOf([...at, 'question'], item.question, asked.questions);
  }
}
