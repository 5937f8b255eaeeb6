import { defineMdastPlugin } from 'satteri';

const ID = /\s*\[#([a-z0-9-]+)\]\s*$/;

/** `## Why three [#why-three]` -> `<h3 id="why-three">Why three</h3>`; those of the first level are noted in `found`. */
export const headingIds = (noted: { id: string; text: string }[]) =>
  defineMdastPlugin({
    name: 'heading-ids-shared-by-languages',
    heading(node, ctx) {
      const last = node.children.at(-1);
      const found = last?.type === 'text' ? ID.exec(last.value) : null;
      const depth = Math.min(node.depth + 1, 6) as typeof node.depth;
      if (!found || last?.type !== 'text') return { ...node, depth };
      const id = found[1]!;
      if (node.depth === 2)
        noted.push({ id, text: ctx.textContent(node).replace(ID, '').replaceAll('**', '') });
      const text = last.value.slice(0, found.index);
      const children =
        text === '' ? node.children.slice(0, -1) : [...node.children.slice(0, -1), { ...last, value: text }];
      return { ...node, depth, children, data: { ...node.data, hProperties: { id } } };
    },
  });
