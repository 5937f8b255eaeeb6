/** A packet under the knife, on the built site: typed, mended, undone, taken along in a link; and captures of one's own. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { packetLab } from '#sandboxes/packet-lab/model.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';
import { browser } from '../support/page.ts';

const open = browser();
const PAGE = '/embed/sandbox/packet-lab/?lang=en';

async function lab(page: Page, path = PAGE) {
  await page.goto(path);
  const one = page.locator('section[lang=en] .player');
  await one.locator('.editor .count').waitFor();
  return {
    one,
    status: () => one.locator('.editor .count').innerText(),
    bytes: async () => (await one.locator('.byte:not(.after)').allInnerTexts()).join(''),
    press: (name: string) => one.getByRole('button', { name, exact: true }).click(),
  };
}
const play = (one: Locator) => one.getByRole('button', { name: 'Step', exact: true });
const hexOf = (scenario: string) =>
  String(setupOf(packetLab as unknown as SandboxModel, scenario).parameters['packet']);
const file = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});
const capture = tcpConnection.capture!(
  tcpConnection.run(setupOf(tcpConnection as unknown as SandboxModel, 'clean')),
);

describe('editing', () => {
  it('a byte typed by keyboard changes the packet; what goes wrong is listed, mended and undone', async () => {
    const { page, context, complaints } = await open({ locale: 'en-US' });
    const { one, status, bytes, press } = await lab(page);
    expect(await bytes()).toBe(hexOf('syn-open'));
    await one.locator('.byte').nth(22).click();
    await page.keyboard.type('01');
    expect((await bytes()).slice(44, 46)).toBe('01');
    expect(await status()).toContain('1 wrong');
    await press('Mend lengths and checksums');
    expect(await status()).toContain('nothing wrong');
    await page.locator('section[lang=en] .editor input[type=text]').first().focus();
    await one.locator('.byte').nth(0).click();
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Control+z');
    expect(await bytes()).toBe(hexOf('syn-open'));
    await page.keyboard.press('Insert');
    expect((await bytes()).length).toBe(hexOf('syn-open').length + 2);
    await page.keyboard.press('Delete');
    expect(await bytes()).toBe(hexOf('syn-open'));
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('a field takes a value, refuses another, and the run follows', async () => {
    const { page, context } = await open({ locale: 'en-US' });
    const { one, status, press } = await lab(page);
    const port = one.getByLabel('Destination port');
    await port.fill('99999');
    await port.press('Enter');
    expect(await one.locator('.refused:not(:empty)').innerText()).toContain('0 to 65,535');
    await port.fill('81');
    await port.press('Enter');
    expect(await status()).toContain('1 wrong');
    await press('Mend lengths and checksums');
    await one.locator('.ladders').focus();
    await page.keyboard.press('End');
    await expect
      .poll(() =>
        one
          .locator('.ladders g.arrow')
          .evaluateAll((arrows) => arrows.map((arrow) => arrow.getAttribute('aria-label'))),
      )
      .toContainEqual(expect.stringContaining('RST'));
    await context.close();
  });

  it('another protocol is put inside, and the whole is right', async () => {
    const { page, context } = await open({ locale: 'en-US' });
    const { one, status } = await lab(page);
    await one.locator('.editor summary', { hasText: 'IPv4' }).click();
    await one.getByLabel('Inside IPv4').selectOption('udp');
    await one.getByLabel('Inside UDP').selectOption('dns');
    expect(await one.locator('.editor summary').allInnerTexts()).toEqual([
      'Ethernet II 14 B',
      'IPv4 20 B',
      'UDP 8 B',
      'DNS 33 B',
    ]);
    expect(await status()).toContain('nothing wrong');
    await context.close();
  });

  it('the edited packet goes along in the link, and is there after a reload', async () => {
    const { page, context } = await open({
      locale: 'en-US',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const { one, bytes, press } = await lab(page);
    await one.locator('.byte').nth(22).click();
    await page.keyboard.type('07');
    const edited = await bytes();
    await page.waitForFunction(() => sessionStorage.length > 0);
    await page.reload();
    await one.locator('.editor .count').waitFor();
    await expect.poll(bytes).toBe(edited);
    await one.locator('summary', { hasText: 'Take away' }).click();
    await press('Copy link to this moment');
    const link = await one.locator('input[readonly]').inputValue();
    await page.goto('about:blank');
    const again = await lab(page, link);
    await expect.poll(again.bytes).toBe(edited);
    await context.close();
  });

  it('what came back opens beside it, and can be taken into the editor', async () => {
    const { page, context } = await open({ locale: 'en-US' });
    const { one, bytes, press } = await lab(page, `${PAGE}&scenario=udp-closed`);
    await play(one).click();
    await one.locator('.ladders').focus();
    await page.keyboard.press('End');
    await one.locator('g.arrow').last().focus();
    await page.keyboard.press('Enter');
    expect(await one.locator('.inspector summary').allInnerTexts()).toContainEqual(
      expect.stringContaining('UDP, quoted'),
    );
    await press('Take into the editor');
    expect(await bytes()).not.toBe(hexOf('udp-closed'));
    await context.close();
  });
});

describe('a capture of one’s own', () => {
  it('is listed, drawn and opened to the byte, and nothing is sent', async () => {
    const { page, context, complaints, foreign } = await open({ locale: 'en-US' });
    const { one } = await lab(page);
    await one.locator('summary', { hasText: 'Open a capture' }).click();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await one.locator('input[type=file]').setInputFiles(file('own.pcapng', capture));
    await expect.poll(() => one.locator('.captured .list tbody tr').count()).toBeGreaterThan(9);
    expect(await one.locator('.captured g.arrow').count()).toBe(
      await one.locator('.captured .list tbody tr').count(),
    );
    await one.locator('.captured .list tbody button').nth(1).click();
    expect(await one.locator('.captured .inspector').innerText()).toContain('Acknowledgment number');
    await one.locator('.captured').getByRole('button', { name: 'Take into the editor' }).click();
    expect(await one.locator('.editor .count').innerText()).toContain('nothing wrong');
    expect(asked).toEqual([]);
    expect([complaints, foreign]).toEqual([[], []]);
    await context.close();
  });

  it.each([
    ['cut.pcapng', capture.subarray(0, capture.length - 30), 'It is read up to there'],
    ['text.pcap', Buffer.from('GET / HTTP/1.1'), 'This is not a capture file'],
    ['packed.pcap', Buffer.from([0x1f, 0x8b, 8, 0]), 'packed with gzip'],
    ['empty.pcap', new Uint8Array(0), 'The file is empty'],
  ])('%s: a clear sentence', async (name, bytes, sentence) => {
    const { page, context, complaints } = await open({ locale: 'en-US' });
    const { one } = await lab(page);
    await one.locator('summary', { hasText: 'Open a capture' }).click();
    await one.locator('input[type=file]').setInputFiles(file(name, bytes));
    await expect.poll(() => one.locator('.captured [role=alert]').innerText()).toContain(sentence);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
