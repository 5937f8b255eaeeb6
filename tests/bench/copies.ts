/**
 * The site at the size it will have: the real entries repeated under new slugs, each paragraph made a little different,
 * in a folder of its own beside symbolic links to everything else; and a bare Astro site with the same prose.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface Entry {
  order: number;
  quiz: { id: string }[];
  [field: string]: unknown;
}

const OWN_CACHES = ['.astro', '.vite', '.cache'];

function freshFolder(root: string, name: string): string {
  const folder = join(root, '.cache', 'bench', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  for (const entry of readdirSync(join(root, 'node_modules'))) {
    if (!OWN_CACHES.includes(entry))
      symlinkSync(join(root, 'node_modules', entry), join(folder, 'node_modules', entry));
  }
  return folder;
}

/** Says the same in other words as far as a compressor and an index can tell: paragraphs carry the copy's number. */
const varied = (prose: string, copy: number): string =>
  prose.replace(
    /^([^\s<#|`\-:].*[.다])$/gm,
    (paragraph) => `${paragraph} (${copy}.${paragraph.length * copy})`,
  );

/** A copy of the project with `count` questions. Returns its folder. */
export function keepaliveWith(root: string, count: number): string {
  const folder = freshFolder(root, `keepalive-${count}`);
  for (const part of [
    'package.json',
    'tsconfig.json',
    'astro.config.mjs',
    'src',
    'public',
    'tests',
    'content',
  ]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  const questions = join(folder, 'content', 'qa');
  const slugs = readdirSync(questions);
  for (let copy = 1, made = slugs.length; made < count; copy += 1) {
    for (const slug of slugs) {
      if (made === count) break;
      made += 1;
      const target = join(questions, `${slug}-${copy}`);
      mkdirSync(target);
      const entry = parse(readFileSync(join(questions, slug, 'entry.yaml'), 'utf8')) as Entry;
      entry.order += copy * 100;
      for (const item of entry.quiz) item.id = `${item.id}-${copy}`;
      writeFileSync(join(target, 'entry.yaml'), stringify(entry));
      for (const lang of ['ko', 'en']) {
        const prose = readFileSync(join(questions, slug, `${lang}.mdx`), 'utf8');
        writeFileSync(join(target, `${lang}.mdx`), varied(prose, copy));
      }
    }
  }
  return folder;
}

/** Astro with nothing of ours: one layout, the same prose with its components taken out. Returns its folder. */
export function bareAstroWith(root: string, count: number): string {
  const folder = freshFolder(root, `bare-${count}`);
  const source = join(root, '.cache', 'bench', `keepalive-${count}`, 'content', 'qa');
  if (!existsSync(source)) throw new Error('make the copies of Keepalive first');
  for (const slug of readdirSync(source)) {
    for (const lang of ['ko', 'en']) {
      mkdirSync(join(folder, 'content', lang), { recursive: true });
      const prose = readFileSync(join(source, slug, `${lang}.mdx`), 'utf8').replace(/<\/?[A-Z][^>]*>/g, '');
      writeFileSync(join(folder, 'content', lang, `${slug}.mdx`), prose);
    }
  }
  mkdirSync(join(folder, 'src', 'pages'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module","private":true}\n');
  writeFileSync(
    join(folder, 'astro.config.mjs'),
    `import mdx from '@astrojs/mdx';\nexport default { integrations: [mdx()] };\n`,
  );
  writeFileSync(
    join(folder, 'src', 'content.config.ts'),
    `import { defineCollection } from 'astro:content';\nimport { glob } from 'astro/loaders';\n` +
      `export const collections = { qa: defineCollection({ loader: glob({ base: './content', pattern: '**/*.mdx' }) }) };\n`,
  );
  writeFileSync(
    join(folder, 'src', 'pages', '[...id].astro'),
    `---\nimport { getCollection, render } from 'astro:content';\n` +
      `export const getStaticPaths = async () => (await getCollection('qa')).map((entry) => ({ params: { id: entry.id }, props: { entry } }));\n` +
      `const { Content } = await render(Astro.props.entry);\n---\n<html lang="en"><head><title>{Astro.params.id}</title></head><body><Content /></body></html>\n`,
  );
  return folder;
}
