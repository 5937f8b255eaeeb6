import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firefox, firefoxPath } from '../offline/firefox.ts';
import { readFromDisk, refusesFiles, type Reader } from '../offline/from-disk.ts';
import { unpacked, type Unpacked } from '../offline/unpacked.ts';
import { browser } from '../support/page.ts';

const open = browser();
let edition: Unpacked;
beforeAll(async () => {
  edition = await unpacked();
});
afterAll(() => edition.remove());

describe('the edition for disk, without network', () => {
  it('is read, run, quizzed and searched in Chromium', async () => {
    const { page, context, complaints, foreign } = await open();
    await context.setOffline(true);
    const reader: Reader = {
      goto: async (address) => void (await page.goto(address)),
      evaluate: (expression) => page.evaluate(expression),
      press: async (keys) => {
        for (const key of keys) await page.keyboard.press(key);
      },
    };
    await readFromDisk(reader, edition.root);
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    expect(await refusesFiles(reader, edition.root)).toBe(true);
  });

  it.skipIf(!firefoxPath)('is read, run, quizzed and searched in Firefox', async () => {
    const reader = await firefox(firefoxPath!);
    const NAMED: Readonly<Record<string, string>> = { Enter: '\uE007', ArrowDown: '\uE015' };
    try {
      await readFromDisk(
        { ...reader, press: (keys) => reader.press(keys.map((key) => NAMED[key] ?? key)) },
        edition.root,
      );
      expect(reader.complaints).toEqual([]);
      expect(await refusesFiles(reader, edition.root)).toBe(true);
    } finally {
      await reader.close();
    }
  });
});

it('in one language leads to nothing of the other, opens in it, and is searched', async () => {
  const root = join(import.meta.dirname, '../..');
  execFileSync(process.execPath, [join(root, 'src/offline/export.ts'), '--built', 'ko'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const korean = await unpacked('ko');
  expect(korean.files.filter((path) => path.startsWith('en/') || /^pagefind\/.*\ben_/.test(path))).toEqual(
    [],
  );
  const pages = korean.files.filter((path) => path.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(50);
  for (const path of pages) {
    const html = await readFile(fileURLToPath(korean.root + path), 'utf8');
    expect(html.match(/(?:href|src)="(?:\.\.\/)*en\/[^"]*"/g) ?? [], path).toEqual([]);
  }
  const { page, context, complaints } = await open();
  await context.setOffline(true);
  await page.goto(`${korean.root}index.html`);
  await page.waitForURL('**/ko/index.html');
  await page.keyboard.press('/');
  await page.waitForSelector('dialog.search[open]');
  await page.keyboard.type('캐쉬');
  await page.locator('dialog.search a.page').first().click();
  await page.waitForURL('**/ko/qa/what-is-caching/index.html');
  expect(complaints).toEqual([]);
  await context.close();
  await korean.remove();
});

it('holds nothing that only a server can use', () => {
  const wrong = edition.files.filter((path) =>
    /(^|\/)(sw\.js|sitemap.*|robots\.txt)$|\.(xml|webmanifest|json)$/.test(path),
  );
  expect(wrong).toEqual([]);
});
