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

it('holds nothing that only a server can use', () => {
  const wrong = edition.files.filter((path) =>
    /(^|\/)(sw\.js|sitemap.*|robots\.txt)$|\.(xml|webmanifest|json)$/.test(path),
  );
  expect(wrong).toEqual([]);
});
