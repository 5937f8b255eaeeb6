import type { Language } from '#i18n/languages.ts';

/** What a shared link shows: 1200 by 630, the site's paper and ink, the question, and the ladder of a handshake as the mark. */
export interface Shown {
  readonly lang: Language;
  readonly topic: string;
  readonly question: string;
  readonly facts: string;
  readonly foot: string;
}

export const WIDTH = 1200;
export const HEIGHT = 630;
const LEFT = 84;
const SIZE = 60;
const LINE = 84;

export function picture({ topic, question, facts, foot }: Shown): string {
  const lines = wrap(question, 800 / SIZE);
  const title = lines.map(
    (line, i) =>
      `<text x="${LEFT}" y="${228 + i * LINE}" font-size="${SIZE}" font-weight="700">${escape(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Nanum Gothic" fill="#1d1c1a">
<rect width="100%" height="100%" fill="#fcfbf8"/>
<text x="${LEFT}" y="128" font-size="30" fill="#0b5cad">${escape(topic)}</text>
${title.join('\n')}
<text x="${LEFT}" y="${234 + lines.length * LINE}" font-size="30" fill="#5d5a53">${escape(facts)}</text>
<path d="M${LEFT} 536H1116" stroke="#e3e0d7" stroke-width="2"/>
<text x="${LEFT}" y="586" font-size="30" font-weight="700">Keepalive</text>
<text x="1116" y="586" font-size="26" fill="#5d5a53" text-anchor="end">${escape(foot)}</text>
${LADDER}
</svg>`;
}

/** SYN, SYN-ACK, ACK: two lanes and three slanted arrows, in the colours of the instruments. */
const LADDER = `<g fill="none" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">
<path d="M960 96V500M1116 96V500" stroke="#8b877d" stroke-width="2"/>
<path d="M960 130l156 70m-26-28l26 28l-37 3" stroke="#0072b2"/>
<path d="M1116 240l-156 70m26-28l-26 28l37 3" stroke="#b35900"/>
<path d="M960 350l156 70m-26-28l26 28l-37 3" stroke="#0072b2"/>
</g>`;

/** Breaks at spaces into lines of at most `width` em, four at most; the last says by an ellipsis that there is more. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2]}…`];
}

/** Nanum Gothic Bold, in em: Hangul is 0.92 wide, capitals and digits about 0.65, other Latin about 0.56, spaces and points narrower. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, char) =>
      sum +
      (char > '\u2e7f' ? 0.92 : /[A-Z0-9@%]/.test(char) ? 0.66 : /[\s.,:;'()|ijl]/.test(char) ? 0.34 : 0.57),
    0,
  );

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
