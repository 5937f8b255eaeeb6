import { defineMdastPlugin } from 'satteri';

const ID = /\s*\[#([a-z0-9-]+)\]\s*$/;

/** `## Why three [#why-three]` -> `<h3 id="why-three">Why three</h3>`. */
export const headingIds = defineMdastPlugin({
  name: 'heading-ids-shared-by-languages',
  heading(node) {
    const last = node.children.at(-1);
    const found = last?.type === 'text' ? ID.exec(last.value) : null;
    const depth = Math.min(node.depth + 1, 6) as typeof node.depth;
    if (!found || last?.type !== 'text') return { ...node, depth };
    const text = last.value.slice(0, found.index);
    const children =
      text === '' ? node.children.slice(0, -1) : [...node.children.slice(0, -1), { ...last, value: text }];
    return { ...node, depth, children, data: { ...node.data, hProperties: { id: found[1] } } };
  },
});
