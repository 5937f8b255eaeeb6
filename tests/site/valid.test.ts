import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { pages } from './pages.ts';

/** The standard's rules and accessibility's; rules of taste (how to write void elements, quotes, white space) are off. */
const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // without its script an item is answered by <details>; the button comes with the script
    'wcag/h32': 'off',
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'no-inline-style': 'off',
    // a region that scrolls must be reachable by keyboard (WCAG 2.1.1), so it has a tabindex and a name
    'no-redundant-role': 'error',
    'prefer-native-element': ['error', { exclude: ['region'] }],
    // an island's data stands where its element is
    'script-type': 'off',
    // Astro writes attributes its own way
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'void-style': 'off',
    'doctype-style': 'off',
    'no-raw-characters': ['error', { relaxed: true }],
  },
});

describe('every page is valid HTML', () => {
  test.each(pages)('$file', async ({ html, file }) => {
    const report = await validator.validateString(html, file);
    const said = report.results.flatMap(({ messages }) =>
      messages.map((one) => `${one.line}:${one.column} ${one.ruleId}: ${one.message}`),
    );
    expect(said).toEqual([]);
  });
});
