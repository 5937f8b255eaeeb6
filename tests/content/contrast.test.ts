import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../src/styles/tokens.css'), 'utf8');
const pairs = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
);

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function ratio(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** [what is drawn, on what, the least ratio]: body text AAA, other text AA, lines and outlines of controls 3:1. */
const rules: [string, string, number][] = [
  ['ink', 'paper', 7],
  ['ink', 'ground', 7],
  ['ink', 'mark', 7],
  ['ink-2', 'paper', 4.5],
  ['ink-2', 'ground', 4.5],
  ['accent', 'paper', 4.5],
  ['accent', 'ground', 4.5],
  ['edge', 'paper', 3],
  ...['client', 'server', 'data', 'ack', 'loss', 'neutral'].map((name): [string, string, number] => [
    name,
    'paper',
    4.5,
  ]),
  ...['ink', 'keyword', 'string', 'constant', 'function', 'parameter', 'comment'].flatMap(
    (name): [string, string, number][] => [
      [`code-${name}`, 'ground', 4.5],
      [`code-${name}`, 'mark', 4.5],
    ],
  ),
];

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(rules)('%s on %s has at least %s:1', (drawn, ground, least) => {
    expect(ratio(pairs.get(drawn)![theme], pairs.get(ground)![theme])).toBeGreaterThanOrEqual(least);
  });
});
