/** Text as it may stand between tags and in attributes. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A sentence of content: `code` in backticks is its only mark-up. */
export const said = (text: string): string =>
  text
    .trim()
    .split('`')
    .map((part, i) => (i % 2 === 1 ? `<code>${escaped(part)}</code>` : escaped(part)))
    .join('');

export const paragraph = (html: string): string => `<p>${html}</p>`;

export const list = (tag: 'ol' | 'ul', entries: readonly string[], attributes = ''): string =>
  `<${tag}${attributes}>${entries.map((entry) => `<li>${entry}</li>`).join('')}</${tag}>`;

export const link = (url: string, html: string): string => `<a href="${escaped(url)}">${html}</a>`;
