import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from '#embed/address.ts';
import {
  isoSeconds,
  readFromChild,
  readFromHost,
  sealed,
  type ChildMessage,
  type HostMessage,
} from '#embed/protocol.ts';

const fromChild: ChildMessage[] = [
  { type: 'ready', id: 'quiz/what-is-caching', title: 'What is caching?' },
  { type: 'resize', id: 'quiz/what-is-caching', height: 640 },
  { type: 'answered', id: 'q', item: 'a', success: false, scaled: 0.5, duration: 'PT12.5S' },
  { type: 'completed', id: 'q', scaled: 1, duration: 'PT90S' },
];
const fromHost: HostMessage[] = [
  { type: 'hello' },
  { type: 'theme', theme: 'dark' },
  { type: 'lang', lang: 'ko' },
  { type: 'reset' },
];

describe('a message', () => {
  it.each(fromChild)('of the child comes through: $type', (message) => {
    expect(readFromChild(structuredClone(sealed(message)))).toEqual(message);
    expect(readFromHost(sealed(message))).toBeUndefined();
  });
  it.each(fromHost)('of the host comes through: $type', (message) => {
    expect(readFromHost(structuredClone(sealed(message)))).toEqual(message);
    expect(readFromChild(sealed(message))).toBeUndefined();
  });
  it.each<[string, unknown]>([
    ['another name', { ns: 'h5p', v: 1, type: 'hello' }],
    ['another version', { ns: 'keepalive', v: 2, type: 'hello' }],
    ['no type', { ns: 'keepalive', v: 1 }],
    ['an unknown type', { ns: 'keepalive', v: 1, type: 'eval' }],
    ['a type every object has', { ns: 'keepalive', v: 1, type: 'constructor' }],
    ['an unknown theme', { ns: 'keepalive', v: 1, type: 'theme', theme: 'pink' }],
    ['an unknown language', { ns: 'keepalive', v: 1, type: 'lang', lang: '<b>' }],
    ['a missing field', { ns: 'keepalive', v: 1, type: 'theme' }],
    ['text', '{"ns":"keepalive","v":1,"type":"hello"}'],
    ['nothing', null],
  ])('is refused: %s', (_, data) => expect(readFromHost(data)).toBeUndefined());
  it.each([-1, 1.5, 1e9, '640', NaN, undefined])('a height of %s is refused', (height) => {
    expect(readFromChild({ ns: 'keepalive', v: 1, type: 'resize', id: 'q', height })).toBeUndefined();
  });
  it('loses fields that are not in the table', () => {
    expect(readFromHost({ ns: 'keepalive', v: 1, type: 'hello', html: '<img>' })).toEqual({ type: 'hello' });
  });
  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true }),
        (data) => void [readFromHost(data), readFromChild(data)],
      ),
    );
  });
  it('every duration it writes is one it reads', () => {
    fc.assert(
      fc.property(fc.double(), (ms) => {
        const duration = isoSeconds(Number.isNaN(ms) ? 0 : ms);
        expect(readFromChild(sealed({ type: 'completed', id: 'q', scaled: 1, duration }))).toBeDefined();
      }),
    );
    expect(isoSeconds(12_345)).toBe('PT12.345S');
  });
});

describe('the address of an embed', () => {
  it.each([
    ['', { lang: undefined, theme: 'auto', refused: [] }],
    ['?lang=ko&theme=dark', { lang: 'ko', theme: 'dark', refused: [] }],
    ['?lang=fr&theme=pink', { lang: undefined, theme: 'auto', refused: ['lang', 'theme'] }],
    ['?item=why-three&scenario=lost-syn', { item: 'why-three', scenario: 'lost-syn', refused: [] }],
    ['?item=<img src=x onerror=alert(1)>', { item: undefined, refused: ['item'] }],
    ['?scenario=../../x', { scenario: undefined, refused: ['scenario'] }],
    ['?utm_source=mail', { refused: [] }],
    ['?lang=%E0%A4%A', { lang: undefined, refused: ['lang'] }],
    [`?item=${'a'.repeat(5000)}`, { item: undefined, refused: ['item'] }],
  ])('%s', (search, expected) => expect(readAddress(search)).toMatchObject(expected));
  it('is read as it was written', () => {
    const id = fc.stringMatching(/^[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}$/);
    const address = fc.record({
      lang: fc.constantFrom('ko' as const, 'en' as const, undefined),
      theme: fc.constantFrom('auto' as const, 'light' as const, 'dark' as const),
      item: fc.option(id, { nil: undefined }),
      scenario: fc.option(id, { nil: undefined }),
    });
    fc.assert(
      fc.property(
        address,
        (one) => void expect(readAddress(writeAddress(one))).toEqual({ ...one, refused: [] }),
      ),
    );
  });
});
