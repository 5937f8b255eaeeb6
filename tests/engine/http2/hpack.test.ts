import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HpackDecoder, type HeaderList } from '#engine/http2/hpack/decoder.ts';
import { HpackEncoder } from '#engine/http2/hpack/encoder.ts';
import type { Field, HpackFault } from '#engine/http2/hpack/field.ts';
import { huffmanLength, readHuffman, writeHuffman } from '#engine/http2/hpack/huffman.ts';
import { readInteger, writeInteger } from '#engine/http2/hpack/integer.ts';
import { fromHex, toHex } from './octets.ts';

/** 'name: value' a line, as RFC 7541 prints its lists. */
const list = (text: string): Field[] =>
  text.split('\n').map((line) => {
    const colon = line.indexOf(': ', 1);
    return { name: line.slice(0, colon).trim(), value: line.slice(colon + 2) };
  });
const read = (decoder: HpackDecoder, hex: string): HeaderList => {
  const outcome = decoder.decode(fromHex(hex));
  if (typeof outcome === 'string') throw new Error(outcome);
  return outcome;
};

describe('RFC 7541 Appendix C.1: integers', () => {
  test.each([
    [10, 5, '0a'],
    [1337, 5, '1f9a0a'],
    [42, 8, '2a'],
  ])('%d with a prefix of %d bits', (value, prefix, hex) => {
    const out: number[] = [];
    writeInteger(out, value, prefix, 0);
    expect(toHex(Uint8Array.from(out))).toBe(hex);
    expect(readInteger(fromHex(hex), 0, prefix)).toEqual({ value, next: out.length });
  });
});

describe('RFC 7541 Appendix C.2: single fields', () => {
  test.each([
    ['400a637573746f6d2d6b65790d637573746f6d2d686561646572', 'custom-key', 'custom-header', 1],
    ['040c2f73616d706c652f70617468', ':path', '/sample/path', 0],
    ['82', ':method', 'GET', 0],
  ])('%s', (hex, name, value, inTable) => {
    const decoder = new HpackDecoder();
    expect(read(decoder, hex).fields).toEqual([{ name, value }]);
    expect(decoder.table.dynamicLength).toBe(inTable);
  });
  test('never indexed, and written back as such', () => {
    const hex = '100870617373776f726406736563726574';
    const { fields } = read(new HpackDecoder(), hex);
    expect(fields).toEqual([{ name: 'password', value: 'secret', sensitive: true }]);
    expect(toHex(new HpackEncoder(4096, { huffman: 'never' }).encode(fields))).toBe(hex);
  });
});

const REQUESTS = [
  ':method: GET\n:scheme: http\n:path: /\n:authority: www.example.com',
  ':method: GET\n:scheme: http\n:path: /\n:authority: www.example.com\ncache-control: no-cache',
  ':method: GET\n:scheme: https\n:path: /index.html\n:authority: www.example.com\ncustom-key: custom-value',
];
const COOKIE = 'foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1';
const RESPONSES = [
  ':status: 302\ncache-control: private\ndate: Mon, 21 Oct 2013 20:13:21 GMT\nlocation: https://www.example.com',
  ':status: 307\ncache-control: private\ndate: Mon, 21 Oct 2013 20:13:21 GMT\nlocation: https://www.example.com',
  `:status: 200\ncache-control: private\ndate: Mon, 21 Oct 2013 20:13:22 GMT\nlocation: https://www.example.com\ncontent-encoding: gzip\nset-cookie: ${COOKIE}`,
];
interface Series {
  readonly title: string;
  readonly huffman: 'always' | 'never';
  readonly tableBytes: number;
  readonly lists: readonly string[];
  readonly blocks: readonly string[];
  readonly sizes: readonly number[];
}
const SERIES: readonly Series[] = [
  {
    title: 'C.3: requests without Huffman',
    ...{ huffman: 'never', tableBytes: 4096, lists: REQUESTS, sizes: [57, 110, 164] },
    blocks: [
      '828684410f7777772e6578616d706c652e636f6d',
      '828684be58086e6f2d6361636865',
      '828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565',
    ],
  },
  {
    title: 'C.4: requests with Huffman',
    ...{ huffman: 'always', tableBytes: 4096, lists: REQUESTS, sizes: [57, 110, 164] },
    blocks: [
      '828684418cf1e3c2e5f23a6ba0ab90f4ff',
      '828684be5886a8eb10649cbf',
      '828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf',
    ],
  },
  {
    title: 'C.5: responses without Huffman, a table of 256 octets',
    ...{ huffman: 'never', tableBytes: 256, lists: RESPONSES, sizes: [222, 222, 215] },
    blocks: [
      '4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d',
      '4803333037c1c0bf',
      '88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e3d31',
    ],
  },
  {
    title: 'C.6: responses with Huffman, a table of 256 octets',
    ...{ huffman: 'always', tableBytes: 256, lists: RESPONSES, sizes: [222, 222, 215] },
    blocks: [
      '488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3',
      '4883640effc1c0bf',
      '88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007',
    ],
  },
];

describe.each(SERIES)('RFC 7541 Appendix $title', ({ huffman, tableBytes, lists, blocks, sizes }) => {
  test('one after the other, both ways, with the same table after each', () => {
    const decoder = new HpackDecoder(tableBytes);
    const encoder = new HpackEncoder(tableBytes, { huffman });
    lists.forEach((text, nth) => {
      expect(read(decoder, blocks[nth]!).fields).toEqual(list(text));
      expect(decoder.table.size).toBe(sizes[nth]);
      expect(toHex(encoder.encode(list(text)))).toBe(blocks[nth]);
      expect(encoder.table.dynamic()).toEqual(decoder.table.dynamic());
    });
  });
});

describe('what cannot be read is a fault', () => {
  test.each<[string, string, HpackFault]>([
    ['§6.1: index 0', '80', 'hpack.no-such-index'],
    ['§2.3.3: an index beyond both tables', 'be', 'hpack.no-such-index'],
    ['a name beyond both tables', '7e0161', 'hpack.no-such-index'],
    ['§5.1: an integer without an end', 'ffffffffffffffffffff', 'hpack.integer-too-large'],
    ['§5.1: an integer that only goes on', 'ff8080808080808080808000', 'hpack.integer-too-large'],
    ['an integer that is cut off', 'ff80', 'hpack.truncated'],
    ['a string that is cut off', '400a6375', 'hpack.truncated'],
    ['a name without a value', '40016100'.slice(0, 6), 'hpack.truncated'],
    ['§5.2: EOS within a string', '4001618' + '4ffffffff', 'hpack.huffman-eos'],
    ['§5.2: padding of 8 bits', '40016182' + '1fff', 'hpack.huffman-padding'],
    ['§5.2: padding that is not of ones', '40016181' + '18', 'hpack.huffman-padding'],
    ['§4.2: a size update behind a field', '8220', 'hpack.table-size-late'],
    ['§6.3: a size above the limit', '3fe21f', 'hpack.table-size-too-large'],
  ])('%s', (_, hex, fault) => {
    expect(new HpackDecoder().decode(fromHex(hex))).toBe(fault);
  });
  test('§4.2: a block after the limit came down must begin with an update, and may after that be read', () => {
    const decoder = new HpackDecoder();
    decoder.setLimit(256);
    expect(decoder.decode(fromHex('82'))).toBe('hpack.table-size-missing');
    const encoder = new HpackEncoder();
    encoder.resize(0);
    encoder.resize(256);
    const block = encoder.encode([{ name: ':method', value: 'GET' }]);
    expect(toHex(block)).toBe('203fe10182');
    expect(read(decoder, toHex(block)).fields).toHaveLength(1);
    expect(decoder.table.maxSize).toBe(256);
  });
});

test('a list beyond its limit is read to its end, so that the table stays right, and kept up to the limit', () => {
  const encoder = new HpackEncoder();
  const decoder = new HpackDecoder();
  const fields = Array.from({ length: 10 }, (_, nth) => ({ name: `x-${nth}`, value: 'y' }));
  const outcome = decoder.decode(encoder.encode(fields), 100);
  expect(outcome).toMatchObject({ tooLarge: true, listBytes: 10 * 36 });
  expect((outcome as HeaderList).fields).toHaveLength(2);
  expect(decoder.table.dynamic()).toEqual(encoder.table.dynamic());
});

const octets = fc
  .uint8Array({ maxLength: 60 })
  .map((bytes) => Array.from(bytes, (octet) => String.fromCharCode(octet)).join(''));
const name = fc.oneof(fc.constantFrom(':path', 'cookie', 'x-a', 'date'), octets);
const field: fc.Arbitrary<Field> = fc
  .record({ name, value: octets, sensitive: fc.boolean() })
  .map(({ name, value, sensitive }) => (sensitive ? { name, value, sensitive } : { name, value }));

test('what is written is read, whatever sizes the table is given in between', () => {
  const step = fc.record({ fields: fc.array(field, { maxLength: 8 }), size: fc.option(fc.nat(600)) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.boolean(), (steps, indexing) => {
      const encoder = new HpackEncoder(4096, { indexing });
      const decoder = new HpackDecoder(4096);
      for (const { fields, size } of steps) {
        if (size !== null) {
          encoder.resize(size);
          decoder.setLimit(size);
        }
        const outcome = decoder.decode(encoder.encode(fields));
        expect(outcome).toMatchObject({ fields });
        expect(decoder.table.dynamic()).toEqual(encoder.table.dynamic());
        expect(decoder.table.size).toBeLessThanOrEqual(decoder.table.maxSize);
      }
    }),
  );
});

test('every octet comes through the Huffman code', () => {
  const all = Array.from({ length: 256 }, (_, octet) => String.fromCharCode(octet)).join('');
  const out: number[] = [];
  writeHuffman(out, all);
  expect(out).toHaveLength(huffmanLength(all));
  expect(readHuffman(Uint8Array.from(out), 0, out.length)).toEqual({ text: all });
});

test('never throws, and the table stays within its bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 5 }), (blocks) => {
      const decoder = new HpackDecoder(512);
      for (const block of blocks) {
        if (typeof decoder.decode(block, 1000) === 'string') break;
        expect(decoder.table.size).toBeLessThanOrEqual(512);
      }
    }),
    { numRuns: 5000 },
  );
});
