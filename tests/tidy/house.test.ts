import { describe, expect, test } from 'vitest';
import house from './house.json' with { type: 'json' };
import { files, folders, linesOf, text, topLevel } from './tree.ts';

/** How the house is laid out (design, "The house"). */

const README_LINES = 15;
const FILE_LINES = 400;

test('the top level holds what the design names, and dot files', () => {
  const found = topLevel().filter((name) => !name.startsWith('.') && !house.topLevel.includes(name));
  expect(found, `allowed: ${house.topLevel.join(', ')} and dot files`).toEqual([]);
});

describe('every room says what it is', () => {
  const rooms = folders.filter(
    (path) => /^src\/[^/]+$/.test(path) || /^src\/(engine|sandboxes)\/[^/]+$/.test(path),
  );
  test.each(rooms)('%s/README.md', (room) => {
    const path = `${room}/README.md`;
    expect(
      files.includes(path),
      `${path} is there: what lives here, what it may import, how to add one`,
    ).toBe(true);
    expect(linesOf(path), `${path}: lines, ${README_LINES} at most`).toBeLessThanOrEqual(README_LINES);
  });
});

test(`no file of code has more than ${FILE_LINES} lines`, () => {
  const code = files.filter((path) => /\.(ts|mjs|js|svelte|astro|css)$/.test(path));
  const long = code
    .filter((path) => linesOf(path) > FILE_LINES)
    .map((path) => `${path}: ${linesOf(path)} lines`);
  expect(long).toEqual([]);
});

test('nothing is named after nothing', () => {
  const vague = /^(utils?|helpers?|misc|common|shared|stuff)(\.[\w.]+)?$/i;
  const wrong = [...files, ...folders].filter((path) => vague.test(path.split('/').at(-1) ?? ''));
  expect(wrong, 'a file or folder is named after what it holds').toEqual([]);
});

test('every file of the TCP engine, and whatever else there follows an RFC, says which clause', () => {
  // RFC 768, 792 and 826 have no numbered sections: their own words stand in quotation marks
  const clause = /RFC \d{3,5}[^\n]{0,40}(§|figure|eqn|appendix)|RFC (768|792|826)[^\n]{0,20}"/i;
  const rules = files.filter(
    (path) =>
      /^src\/engine\/tcp\/.*\.ts$/.test(path) ||
      (/^src\/engine\/.*\.ts$/.test(path) && /\bRFC \d/.test(text(path))),
  );
  const without = rules.filter((path) => !clause.test(text(path)));
  expect(without, 'write the clause beside the rule, e.g. RFC 9293 §3.10.7.4').toEqual([]);
});
