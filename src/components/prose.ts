import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from '#i18n/format.ts';
import { href } from '#i18n/href.ts';
import type { Language } from '#i18n/languages.ts';
import { strings, type Strings } from '#i18n/strings.ts';
import type { Tags } from '#markdown/components.ts';
import { render, type Prose } from '#markdown/prose.ts';

export { asProse } from '#markdown/prose.ts';
import { withPrograms } from '#schemas/programs.ts';
import { readSamples } from '#schemas/read.ts';
import { sandboxPath, type Question } from './questions.ts';

/** Read once a build; while an author writes, anew for each page. */
let allSamples: ReadonlyMap<string, string> | undefined;

const set = new Map<string, Promise<Prose>>();
/** One after the other: the book asks for all of them at once, and what the setter holds outside the heap until it is through would add up. */
let last: Promise<unknown> = Promise.resolve();

/** The full answer of a question in a language, set once a build: its page and the book have it. */
export function proseOf(question: Question, lang: Language): Promise<Prose> {
  const key = `${lang}/${question.slug}`;
  const known = set.get(key);
  if (known) return known;
  const made = last.then(() => setProse(question, lang));
  last = made.catch(() => undefined);
  if (!import.meta.env.DEV) set.set(key, made);
  return made;
}

async function setProse(question: Question, lang: Language): Promise<Prose> {
  const t = await strings(lang, 'site');
  const source = readFileSync(join(process.cwd(), 'content/qa', question.slug, `${lang}.mdx`), 'utf8');
  const words = {
    scrollable: t['scrollable']!,
    copy: t['copy']!,
    copied: t['copied']!,
    failed: t['copyFailed']!,
  };
  const samples = import.meta.env.DEV
    ? readSamples(process.cwd())
    : (allSamples ??= readSamples(process.cwd()));
  const whole = withPrograms(source, (name) => samples.get(name) ?? '');
  return render(whole, tagsOf(question, lang, t), words);
}

/** A source at its claim: its number in the list, and what that number says when read aloud. */
export function cited(
  { slug, entry }: Question,
  id: string,
  t: Strings,
  lang: Language,
): { n: number; label: string } {
  const at = entry.sources.findIndex((one) => one.id === id);
  const source = entry.sources[at];
  if (!source) throw new Error(`${slug}: no source ${id}`);
  const title = source.section ? `${source.title} ${source.section}` : source.title;
  return { n: at + 1, label: format(t['source']!, { n: at + 1, title }, lang) };
}

/** What a link opens: a proof of the entry, or a scenario, of the page's sandbox or another one. */
interface Shows {
  readonly proof?: string | undefined;
  readonly scenario?: string | undefined;
  readonly sandbox?: string | undefined;
}

/**
 * Attributes of a link to a run, and its words: it takes the page's sandbox to a scenario, and to the moment of a proof; a run of
 * another sandbox is opened on that one's page.
 */
export function shown({ entry }: Question, { proof, ...named }: Shows, t: Strings, lang: Language) {
  const proved = entry.proofs.find((one) => one.id === proof);
  const { sandbox = entry.sandbox, scenario } = proved ?? named;
  const here = sandbox === entry.sandbox;
  const moment = proved && 'at' in proved.holds ? JSON.stringify(proved.holds.at) : undefined;
  return {
    words: proof ? t['verified']! : t['showMe']!,
    attributes: {
      class: proof ? 'show verified' : 'show',
      href: here ? '#sandbox' : href(`${sandboxPath(lang, sandbox)}?scenario=${scenario}`),
      'data-show-scenario': here ? scenario : undefined,
      'data-show-moment': here ? moment : undefined,
      title: proof ? t['verified.hint'] : undefined,
    },
  };
}

/** What prose may name; the same list stands with its attributes in #schemas/check-prose.ts. */
function tagsOf(question: Question, lang: Language, t: Strings): Tags {
  return {
    Term: {
      open: ({ id = '' }) =>
        `<a${attributes({ class: 'term', href: href(`/${lang}/glossary/#${id}`), 'data-term': id })}>`,
      close: () => '</a>',
    },
    Source: {
      open: ({ id = '' }) => {
        const { n, label } = cited(question, id, t, lang);
        return `<sup class="cite"><a${attributes({ href: `#source-${id}`, 'aria-label': label })}>${n}</a></sup>`;
      },
      close: () => '',
    },
    Show: {
      open: (named, closed) => {
        const { words, attributes: of } = shown(question, named, t, lang);
        return `<a${attributes(of)}>${closed ? `${words}</a>` : ''}`;
      },
      close: () => '</a>',
    },
    Figure: {
      open: ({ caption = '' }) => `<figure><figcaption>${escaped(caption)}</figcaption>`,
      close: () => '</figure>',
    },
  };
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const attributes = (all: Readonly<Record<string, string | undefined>>) =>
  Object.entries(all)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(value)}"`))
    .join('');
