import { mdxToMdast, type MdastNode } from 'satteri';
import { pairLeftMarks } from '#markdown/emphasis.ts';

/** What the prose of an answer names and how it is divided, read from its syntax tree. */
export interface Prose {
  readonly uses: readonly { component: string; attributes: Readonly<Record<string, string>>; line: number }[];
  readonly headings: readonly { depth: number; text: string; id: string | undefined; line: number }[];
  /** Lines with `import` or `export`. */
  readonly code: readonly number[];
  /** Emphasis marks that stayed characters. */
  readonly leftMarks: readonly { text: string; line: number }[];
}

type Node = MdastNode & {
  name?: string | null;
  attributes?: unknown[];
  children?: Node[];
  value?: string;
  depth?: number;
};

/** Throws, with a line in its message, where the prose is not MDX. */
export function readProse(source: string): Prose {
  const uses: Prose['uses'][number][] = [];
  const headings: Prose['headings'][number][] = [];
  const code: number[] = [];
  const leftMarks: Prose['leftMarks'][number][] = [];
  const visit = (node: Node) => {
    const line = node.position?.start.line ?? 1;
    if (node.name && /^[A-Z]/.test(node.name))
      uses.push({ component: node.name, attributes: attributesOf(node), line });
    if (node.type === 'mdxjsEsm') code.push(line);
    if (node.type === 'heading') {
      const [, text, id] = /^(.*?)\s*(?:\[#([a-z0-9-]+)\]\s*)?$/s.exec(textOf(node)) ?? [];
      headings.push({ depth: node.depth ?? 2, text: text ?? '', id, line });
    }
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') {
      const left = (pairLeftMarks(node.children ?? []) as Node[]).find(
        (one) => one.type === 'text' && /\*\*|~~/.test(one.value ?? ''),
      );
      const written = source.slice(node.position?.start.offset, node.position?.end.offset);
      if (left && !/\\[*~]/.test(written)) leftMarks.push({ text: written.slice(0, 40), line });
    }
    node.children?.forEach(visit);
  };
  visit(mdxToMdast(source) as Node);
  return { uses, headings, code, leftMarks };
}

function attributesOf(node: Node): Record<string, string> {
  const pairs = (node.attributes ?? []) as { type: string; name?: string; value?: unknown }[];
  return Object.fromEntries(
    pairs.map(({ name = '{...}', value }) => [name, typeof value === 'string' ? value : '{...}']),
  );
}

const textOf = (node: Node): string => node.value ?? (node.children ?? []).map(textOf).join('');
