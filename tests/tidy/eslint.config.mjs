// Run as: eslint -c tests/tidy/eslint.config.mjs .
// What the folders may import and which names are impure stands in house.json, which the tidy tests read too.
import { readFileSync } from 'node:fs';
import astro from 'eslint-plugin-astro';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

const house = JSON.parse(readFileSync(new URL('house.json', import.meta.url), 'utf8'));

const pureFiles = [
  ...house.pure.map((path) => (path.endsWith('/') ? `${path}**/*.ts` : path)),
  ...house.pureSandboxFiles.map((name) => `src/sandboxes/*/${name}`),
];

/** `#folder/` of any folder that is not among the allowed: as a regular expression, since `group` matches no `#...`. */
const anyFolderBut = (allowed) => `^#(?!(${allowed.join('|')})/)`;

const arrows = Object.entries(house.arrows).map(([folder, allowed]) => {
  const typesOnly = house.typesOnly[folder] ?? [];
  const patterns = [
    {
      regex: anyFolderBut([folder.split('/')[0], ...allowed]),
      message: `src/${folder} may import ${allowed.map((name) => `#${name}`).join(', ') || 'no other folder'}.`,
    },
    ...typesOnly.map((name) => ({
      regex: `^#${name}/`,
      allowTypeImports: true,
      message: `src/${folder} takes only types from #${name}.`,
    })),
  ];
  if (folder === 'engine') {
    patterns.push({
      regex: `^(?!\\.|(${house.enginePackages.join('|')})(/|$))`,
      message: 'The engine imports no package but those that house.json names.',
    });
  }
  return {
    files: [`src/${folder}/**/*.{ts,svelte,astro}`],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
});

/** Markup from strings, wherever it is made. */
const unsafeProperties = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc'].map((property) => ({
  property,
  message: 'Nothing reaches the DOM as HTML; use textContent, or elements.',
}));
const impureProperties = house.forbiddenMath.map((property) => ({
  object: 'Math',
  property,
  message: 'Not the same bits everywhere (or not seeded): use integers, or the kernel’s streams.',
}));
const impureMethods = house.forbiddenMethods.map((property) => ({
  property,
  message: 'Depends on the locale.',
}));

const bundled = [
  {
    selector: 'MetaProperty[meta.name="import"]',
    message: 'Pure code runs in plain Node, where there is no import.meta.glob and no import.meta.env.',
  },
];
const impureNames = house.forbiddenNames.map((name) => ({
  name,
  message: 'Pure code takes it as an argument.',
}));

const inlineHandler = 'An inline handler breaks the content security policy: listen in a module.';
const setHtml = [
  {
    selector:
      "JSXAttribute[name.namespace.name='set'][name.name.name='html']:not(:has(CallExpression[callee.name=/^(as(Json|Prose)|openingFrame|stillItem|(prose|picture)Leaf)$/]))",
    message:
      'Markup from a string: use elements, asJson() for data, asProse() for the prose of an answer, openingFrame() for the player, stillItem() for a quiz item, or proseLeaf() and pictureLeaf() for the book.',
  },
];
const powers = [
  {
    // 2 ** 31 of two literals is a power of two written down, and exact
    selector: "BinaryExpression[operator='**']:not([left.value=2][right.type='Literal'])",
    message: 'Not the same bits everywhere: multiply.',
  },
  { selector: "AssignmentExpression[operator='**=']", message: 'Not the same bits everywhere: multiply.' },
];
const waiting = [
  'FunctionDeclaration[async=true]',
  'FunctionExpression[async=true]',
  'ArrowFunctionExpression[async=true]',
  'FunctionDeclaration[generator=true]',
  'FunctionExpression[generator=true]',
  'AwaitExpression',
  'ImportExpression',
  'Identifier[name="Promise"]',
].map((selector) => ({
  selector,
  message: 'The engine waits for nothing: inputs are arguments, outputs are values.',
}));

export default tseslint.config(
  { ignores: ['dist/', 'export/', 'node_modules/', '.astro/', '.cache/', 'content/samples/', 'public/'] },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  ...astro.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['**/*.{ts,mjs,svelte,astro}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      'no-var': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      'no-restricted-properties': ['error', ...unsafeProperties],
      // undefined names are the compiler's to find
      'no-undef': 'off',
    },
  },
  {
    files: ['src/**/*.svelte'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'SvelteAttribute[key.name=/^on/] > SvelteLiteral', message: inlineHandler },
      ],
      // links are made by href() of #i18n, which knows the sub-path; there is no SvelteKit here
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/no-at-html-tags': 'error',
      // misreads the reason that may follow the codes of a svelte-ignore; the compiler checks the codes
      'svelte/no-unused-svelte-ignore': 'off',
    },
  },
  {
    files: ['src/**/*.astro'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXAttribute[name.name=/^on[a-z]/]', message: inlineHandler },
        ...setHtml,
        {
          selector: "JSXNamespacedName[namespace.name='client']",
          message: 'Islands are mounted by components/client.ts, which costs a page no framework.',
        },
      ],
      // below: only what asJson() made, in which nothing can end the element
      'astro/no-set-html-directive': 'off',
    },
  },
  ...arrows,
  { files: ['tests/**'], rules: { 'no-new-func': 'off' } },
  {
    files: pureFiles,
    rules: {
      'no-restricted-globals': ['error', ...impureNames],
      'no-restricted-properties': ['error', ...unsafeProperties, ...impureProperties, ...impureMethods],
      'no-restricted-syntax': ['error', ...powers, ...bundled],
    },
  },
  {
    files: ['src/engine/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impureNames],
      'no-restricted-syntax': ['error', ...powers, ...bundled, ...waiting],
    },
  },
);
