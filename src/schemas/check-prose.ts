import { LANGUAGES, type Language } from '#i18n/languages.ts';
import type { Entry, Known } from './entry.ts';
import { notAllowed, type Problem } from './problem.ts';
import { programsIn } from './programs.ts';
import { readProse, type Prose } from './prose.ts';

/** What prose may name, and with which attributes. `children` is not an attribute: what stands between the tags is free. */
const COMPONENTS: Readonly<Record<string, readonly string[]>> = {
  Term: ['id'],
  Source: ['id'],
  Show: ['proof', 'scenario', 'sandbox'],
  Figure: ['caption'],
};

/** Ids of the page's own parts (src/components/question/sections.ts); a heading of the prose may not take one. */
const RESERVED = [
  'predict',
  'one-line',
  'thirty-seconds',
  'listen-for',
  'sandbox',
  'answer',
  'misconceptions',
  'follow-ups',
  'check',
  'sources',
  'main',
  'navigation',
];

export function checkProse(
  folder: string,
  prose: Readonly<Record<Language, string | undefined>>,
  entry: Entry,
  known: Known,
): Problem[] {
  const problems: Problem[] = [];
  const ids = new Map<Language, string[]>();
  for (const lang of LANGUAGES) {
    const source = prose[lang];
    if (source === undefined) continue;
    const file = `${folder}/${lang}.mdx`;
    const say = (line: number | undefined, message: string, field?: string) =>
      problems.push({ file, line, field, message });
    let read: Prose;
    try {
      read = readProse(source);
    } catch (error) {
      say(undefined, `is not MDX: ${(error as Error).message.split('\n')[0]}`);
      continue;
    }
    for (const line of read.code)
      say(line, 'prose imports and exports nothing; name a component: ' + Object.keys(COMPONENTS).join(', '));
    for (const { text, line } of read.leftMarks) say(line, `an emphasis mark has no partner: ${text}`);
    for (const { name, lines, line } of programsIn(source)) {
      const last = known.samples.get(name);
      if (last === undefined) say(line, notAllowed(name, [...known.samples.keys()]), 'sample');
      else if (lines && !(1 <= lines[0] && lines[0] <= lines[1] && lines[1] <= last))
        say(line, `found ${lines.join('-')}, but ${name} has lines 1-${last}`, 'lines');
    }
    for (const use of read.uses)
      checkUse(use, entry, known, (message, field) => say(use.line, message, field));
    checkHeadings(read, say);
    ids.set(
      lang,
      read.headings.flatMap((one) => one.id ?? []),
    );
  }
  return [...problems, ...sameHeadings(folder, ids)];
}

function checkUse(
  { component, attributes }: Prose['uses'][number],
  entry: Entry,
  known: Known,
  say: (message: string, field?: string) => void,
): void {
  const allowed = COMPONENTS[component];
  if (!allowed) return say(notAllowed(component, Object.keys(COMPONENTS)), 'component');
  const field = (name: string) => `<${component} ${name}>`;
  for (const name of Object.keys(attributes))
    if (!allowed.includes(name)) say(`unknown attribute; ${notAllowed(name, allowed)}`, `<${component}>`);
  const oneOf = (name: string, names: readonly string[] | undefined) => {
    const found = attributes[name];
    if (found !== undefined && names && !names.includes(found)) say(notAllowed(found, names), field(name));
  };
  const needs = (name: string) => {
    if (attributes[name] === undefined) say('is missing', field(name));
  };
  if (component === 'Term') {
    needs('id');
    oneOf('id', known.terms);
    const { id } = attributes;
    if (id !== undefined && known.terms.includes(id) && !entry.terms.includes(id))
      say(`"${id}" is not in the entry's terms; add it there`, field('id'));
  }
  if (component === 'Source') {
    needs('id');
    oneOf(
      'id',
      entry.sources.map((one) => one.id),
    );
  }
  if (component === 'Show') {
    const { proof, scenario, sandbox } = attributes;
    if ((proof === undefined) === (scenario === undefined) || (sandbox !== undefined && proof !== undefined))
      say('needs either a proof or a scenario; a sandbox only with a scenario', '<Show>');
    oneOf('sandbox', [...known.sandboxes.keys()]);
    oneOf(
      'proof',
      entry.proofs.map((one) => one.id),
    );
    oneOf('scenario', known.sandboxes.get(sandbox ?? entry.sandbox)?.scenarios);
  }
}

function checkHeadings(
  { headings }: Prose,
  say: (line: number, message: string, field?: string) => void,
): void {
  const seen = new Set<string>();
  for (const { depth, text, id, line } of headings) {
    const field = `heading "${text}"`;
    if (depth < 2 || depth > 4) say(line, 'headings of the prose are ##, ### or ####', field);
    if (id === undefined)
      say(line, 'has no id; end it with one that both languages share, as [#why-three]', field);
    else if (RESERVED.includes(id))
      say(line, `the id "${id}" belongs to a part of the page; choose another`, field);
    else if (seen.has(id)) say(line, `the id "${id}" is taken by an earlier heading`, field);
    if (id !== undefined) seen.add(id);
  }
}

/** The twin page keeps the reader's place, so both languages have the same headings in the same order. */
function sameHeadings(folder: string, ids: ReadonlyMap<Language, readonly string[]>): Problem[] {
  const [first, ...rest] = LANGUAGES;
  const expected = ids.get(first);
  return rest.flatMap((lang) => {
    const found = ids.get(lang);
    if (!expected || !found) return [];
    const at = Array.from({ length: Math.max(expected.length, found.length) }, (_, i) => i).find(
      (i) => expected[i] !== found[i],
    );
    if (at === undefined) return [];
    const name = (id: string | undefined) => (id === undefined ? 'none' : `[#${id}]`);
    return [
      {
        file: `${folder}/${lang}.mdx`,
        field: `heading ${at + 1}`,
        message: `found ${name(found[at])}, but ${first}.mdx has ${name(expected[at])} there; both languages have the same headings in the same order`,
      },
    ];
  });
}
