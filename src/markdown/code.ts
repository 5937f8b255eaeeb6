import { satteriCreateHighlightFn } from '@astrojs/markdown-satteri';
import { transformerMetaHighlight } from '@shikijs/transformers';
import { createCssVariablesTheme, type ShikiTransformer } from 'shiki';

/** Every token's colour is a variable (`--code-keyword`); its values in both themes stand in src/styles/tokens.css. */
const theme = createCssVariablesTheme({ name: 'keepalive', variablePrefix: '--code-', fontStyle: false });

/** `color:var(--code-token-string-expression)` -> `class="string"`: shorter, and no style attribute. */
const NAMES: Readonly<Record<string, string | undefined>> = {
  'token-constant': 'constant',
  'token-string': 'string',
  'token-string-expression': 'string',
  'token-comment': 'comment',
  'token-keyword': 'keyword',
  'token-parameter': 'parameter',
  'token-function': 'function',
  'token-inserted': 'string',
  'token-deleted': 'keyword',
  'token-changed': 'parameter',
  'token-link': 'constant',
};

const classes: ShikiTransformer = {
  name: 'classes-for-styles',
  preprocess(_code, options) {
    // by default a line that takes half a second is left plain: on a busy machine any may
    options.tokenizeTimeLimit = 0;
  },
  span(node) {
    const colour = /var\(--code-([\w-]+)\)/.exec(String(node.properties['style'] ?? ''))?.[1];
    delete node.properties['style'];
    const name = colour && NAMES[colour];
    if (name) this.addClassToHast(node, name);
  },
  line(node) {
    // plain tokens need no element of their own
    node.children = node.children.flatMap((one) =>
      one.type === 'element' && Object.keys(one.properties).length === 0 ? one.children : [one],
    );
  },
  pre(node) {
    delete node.properties['style'];
    const title = /title="([^"]*)"/.exec(this.options.meta?.__raw ?? '')?.[1];
    if (title) node.properties['data-title'] = title;
    if (this.source.split('\n').length > 1) node.properties['data-lines'] = this.source.split('\n').length;
  },
};

const colours = { theme, transformers: [transformerMetaHighlight({ className: 'marked' }), classes] };

type Highlight = NonNullable<Awaited<ReturnType<typeof satteriCreateHighlightFn>>>;

let highlighter: ReturnType<typeof satteriCreateHighlightFn> | undefined;
const marked = new Map<string, ReturnType<Highlight>>();

/** Code with its tokens marked. The same program stands in both languages, on its page and in the book: Shiki reads it once. */
export const highlightOnce: Highlight = (code, lang, meta) => {
  const key = JSON.stringify([code, lang, meta]);
  const known = marked.get(key) ?? highlight(code, lang, meta);
  marked.set(key, known);
  return known;
};

const highlight: Highlight = async (...code) => {
  highlighter ??= satteriCreateHighlightFn('shiki', colours);
  return (await highlighter)!(...code);
};
