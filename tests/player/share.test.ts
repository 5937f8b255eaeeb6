import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setupOf } from '#player/model.ts';
import { decodeShare, encodeShare } from '#player/share.ts';
import { checkValue, isRefusal } from '#player/setup.ts';
import { toy as model } from './toy.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** Packs any value as a link does. */
async function packed(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return `#s=${Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url')}`;
}
const whole = {
  v: 1,
  m: 'toy',
  mv: 3,
  p: 4,
  s: { scenario: 'plain', parameters: { delay: 30 }, seed: 9, interventions: [] },
};

describe('a share link', () => {
  it('brings back setup and playhead, and goes on only in characters that any chat keeps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 500 }),
        fc.constantFrom('a', 'b'),
        fc.boolean(),
        fc.integer(),
        fc.array(
          fc.oneof(
            fc.record({
              act: fc.constant('drop' as const),
              target: fc.constantFrom('wire/client>server/0', 'request/12'),
            }),
            fc.record({
              act: fc.constantFrom('down' as const, 'up' as const),
              target: fc.constant('wire'),
              atNs: fc.nat(),
            }),
            fc.record({
              act: fc.constant('set' as const),
              target: fc.constant('wire'),
              quantity: fc.constant('rateBps' as const),
              value: fc.constantFrom(1000, 9000),
              atNs: fc.nat(),
            }),
          ),
          { maxLength: 5 },
        ),
        fc.string({ maxLength: 4, unit: 'grapheme-composite' }).filter((one) => bytesOf(one) <= 12),
        fc.integer({ min: -1, max: 1000 }),
        async (delay, mode, on, seed, interventions, said, playhead) => {
          const parameters = { ...setupOf(model, 'plain').parameters, delay, mode, on, said };
          const setup = { ...setupOf(model, 'plain'), parameters, seed, interventions };
          const link = await encodeShare(model, { setup, playhead });
          expect(link).toMatch(/^#s=[\w-]+$/);
          expect(await decodeShare(model, link)).toEqual({ setup, playhead });
          // as it comes out of a chat: with a full stop, or the particle that followed it
          for (const tail of ['.', ')', '%20', '%EB%A5%BC'])
            expect(await decodeShare(model, link + tail)).toEqual({ setup, playhead });
        },
      ),
      { numRuns: 50 },
    );
  });

  const table: [string, () => Promise<string>, string | undefined][] = [
    ['an anchor of the page', async () => '#answer', undefined],
    ['nothing', async () => '', undefined],
    ['an empty link', async () => '#s=', 'damaged'],
    ['a link cut short', async () => (await packed(whole)).slice(0, 40), 'damaged'],
    ['characters that no link has', async () => '#s=<script>alert(1)</script>', 'damaged'],
    ['no JSON', async () => packed('{{'), 'damaged'],
    ['a bare number', async () => packed(7), 'damaged'],
    ['another form', async () => packed({ ...whole, v: 2 }), 'other-version'],
    ['an older model', async () => packed({ ...whole, mv: 2 }), 'other-version'],
    ['another sandbox', async () => packed({ ...whole, m: 'other' }), 'other-sandbox'],
    [
      'another sandbox of another version',
      async () => packed({ ...whole, m: 'other', mv: 7 }),
      'other-sandbox',
    ],
    [
      'an unknown scenario',
      async () => packed({ ...whole, s: { ...whole.s, scenario: 'none' } }),
      'out-of-bounds',
    ],
    [
      'a value out of bounds',
      async () => packed({ ...whole, s: { ...whole.s, parameters: { delay: 501 } } }),
      'out-of-bounds',
    ],
    [
      'an unknown parameter',
      async () => packed({ ...whole, s: { ...whole.s, parameters: { __proto__: null, x: 1 } } }),
      'out-of-bounds',
    ],
    [
      'an act that the sandbox does not allow',
      async () => packed({ ...whole, s: { ...whole.s, interventions: [{ act: 'corrupt', target: 'a' }] } }),
      'out-of-bounds',
    ],
    [
      'a cable pulled that the sandbox does not have',
      async () =>
        packed({ ...whole, s: { ...whole.s, interventions: [{ act: 'down', target: 'fibre', atNs: 0 }] } }),
      'out-of-bounds',
    ],
    [
      'a change beyond its bounds',
      async () =>
        packed({
          ...whole,
          s: {
            ...whole.s,
            interventions: [{ act: 'set', target: 'wire', quantity: 'rateBps', value: 10_000, atNs: 0 }],
          },
        }),
      'out-of-bounds',
    ],
    [
      'a script as a target',
      async () =>
        packed({ ...whole, s: { ...whole.s, interventions: [{ act: 'drop', target: '<img src=x>' }] } }),
      'out-of-bounds',
    ],
    ['a playhead that is no number', async () => packed({ ...whole, p: '4' }), 'out-of-bounds'],
    ['a bomb of zeros', async () => packed('0'.repeat(5_000_000)), 'damaged'],
  ];
  it.each(table)('%s is told', async (_, link, expected) =>
    expect(await decodeShare(model, await link())).toBe(expected),
  );
});

describe('a value that the reader types', () => {
  const [delay] = model.parameters;
  it.each([
    ['30', 30],
    [' 30 ', 30],
    ['1,0', 10],
    [500, 500],
  ])('%j is taken', (typed, value) => expect(checkValue(delay!, typed)).toBe(value));
  it.each([
    ['', 'not-a-number'],
    ['abc', 'not-a-number'],
    [Number.NaN, 'not-a-number'],
    [Infinity, 'not-a-number'],
    ['1.5', 'not-whole'],
    ['0', 'out-of-bounds'],
    ['501', 'out-of-bounds'],
    ['-1e9', 'out-of-bounds'],
  ])('%j is refused: %s', (typed, code) => {
    const found = checkValue(delay!, typed);
    expect(isRefusal(found) && found.code).toBe(code);
  });
  const [, , , said, packet] = model.parameters;
  it.each([
    ['45 00 0f', '45000f'],
    ['0x4500', '4500'],
    ['0x45, 0x00', '4500'],
    ['DE:AD:BE:EF', 'deadbeef'],
  ])('the bytes %j are taken as %s', (typed, value) => expect(checkValue(packet!, typed)).toBe(value));
  it.each([
    ['', 'wrong-length'],
    ['45', 'wrong-length'],
    ['4500000000', 'wrong-length'],
    ['450', 'half-a-byte'],
    ['45 0g', 'not-hexadecimal'],
    [45, 'not-a-choice'],
  ])('the bytes %j are refused: %s', (typed, code) => {
    const found = checkValue(packet!, typed);
    expect(isRefusal(found) && found.code).toBe(code);
  });
  const lines = model.parameters.find(({ id }) => id === 'lines')!;
  it.each([
    ['x', 'x'],
    ['z,x', 'x,z'],
    ['y,y', 'y'],
  ])('of several, %j is taken as %s', (chosen, value) => expect(checkValue(lines, chosen)).toBe(value));
  it.each([
    ['', 'too-few'],
    ['x,q', 'not-a-choice'],
    ['x y', 'not-a-choice'],
    [true, 'not-a-choice'],
  ])('of several, %j is refused: %s', (chosen, code) => {
    const found = checkValue(lines, chosen);
    expect(isRefusal(found) && found.code).toBe(code);
  });
  it('a text is measured in bytes', () => {
    expect(checkValue(said!, '가나다라')).toBe('가나다라');
    expect(checkValue(said!, '가나다라마')).toMatchObject({ code: 'wrong-length', max: 12, length: 15 });
  });
  it('names the bounds', () =>
    expect(checkValue(delay!, 501)).toEqual({
      code: 'out-of-bounds',
      parameter: 'delay',
      min: 1,
      max: 500,
      unit: 'ms',
    }));
});
