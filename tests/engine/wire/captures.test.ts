import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_TYPE, type Capture } from '#engine/wire/capture.ts';
import { readCapture } from '#engine/wire/capture-reader.ts';
import { encodeIpv4 } from '#engine/wire/ipv4.ts';
import { decodeFrame } from '#engine/wire/packet.ts';
import { decodePcap, encodePcap } from '#engine/wire/pcap.ts';
import { encodePcapng } from '#engine/wire/pcapng.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';
import { damaged, fromHex, inside } from './by-hand.ts';

const byteOrder = fc.constantFrom('little', 'big');
const packet = fc
  .record({ atNs: fc.nat(2 ** 52), bytes: fc.uint8Array({ maxLength: 80 }), cut: fc.nat(1500) })
  .map(({ cut, ...rest }) => ({
    interface: 0,
    ...rest,
    ...(cut ? { originalLength: rest.bytes.length + cut } : {}),
  }));
const capture: fc.Arbitrary<Capture> = fc.record({
  epochSeconds: fc.constant(0),
  interfaces: fc.record({ name: fc.constant(''), linkType: fc.nat(0xffff) }).map((one) => [one]),
  packets: fc.array(packet, { maxLength: 8 }),
});

describe('pcap', () => {
  test('decode(encode(x)) = x in both byte orders; encode(decode(b)) = b', () => {
    fc.assert(
      fc.property(capture, byteOrder, (value, order) => {
        const file = encodePcap(value, order);
        expect(decodePcap(file)).toEqual({ value, problems: [] });
        expect(encodePcap(decodePcap(file).value!, order)).toEqual(file);
      }),
    );
  });

  /** By hand from draft-ietf-opsawg-pcap §4 and §5: version 2.4, limit 65,535, link type 101; at 1,795,000,000.5 s, 2 of 40 bytes. */
  const LITTLE =
    'd4c3b2a1 0200 0400 00000000 00000000 ffff0000 65000000 c086fd6a 20a10700 02000000 28000000 4500';
  const BIG =
    'a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000065 6afd86c0 0007a120 00000002 00000028 4500';
  test.each([
    ['little', LITTLE],
    ['big', BIG],
  ])('a file in microseconds written by hand, %s-endian', (_, file) => {
    expect(decodePcap(fromHex(file))).toEqual({
      value: {
        epochSeconds: 1_795_000_000,
        interfaces: [{ name: '', linkType: LINK_TYPE.rawIp }],
        packets: [{ interface: 0, atNs: 500_000_000, bytes: fromHex('4500'), originalLength: 40 }],
      },
      problems: [],
    });
  });

  test('the bits over the link type speak of frame check sequences, not of the link', () => {
    expect(decodePcap(fromHex(LITTLE.replace('65000000', '65000024'))).value?.interfaces[0]?.linkType).toBe(
      101,
    );
  });

  const good = encodePcap({
    interfaces: [{ name: '' }],
    packets: [0, 1, 2].map((n) => ({ interface: 0, atNs: n, bytes: new Uint8Array(10).fill(n) })),
  });
  const withWord = (at: number, word: number) => {
    const file = good.slice();
    new DataView(file.buffer).setUint32(at, word, true);
    return file;
  };
  test.each([
    ['cut in the third packet', good.subarray(0, good.length - 5), 'pcap.truncated', 2],
    ['cut in the head of a record', good.subarray(0, 24 + 26 + 7), 'pcap.truncated', 1],
    ['cut in the head of the file', good.subarray(0, 20), 'pcap.truncated', undefined],
    ['a packet longer than any', withWord(24 + 26 + 8, 0x7fffffff), 'pcap.bad-packet-length', 1],
    ['another version', withWord(4, 3), 'pcap.other-version', 3],
    ['a second of two billion nanoseconds', withWord(28, 2_000_000_000), 'pcap.odd-time', 3],
  ])('%s', (_, file, code, packets) => {
    const { value, problems } = readCapture(file);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(value?.packets.length).toBe(packets);
  });

  test('a file cut short says at which byte', () => {
    const [problem] = readCapture(good.subarray(0, good.length - 5)).problems;
    expect(problem).toEqual({
      code: 'pcap.truncated',
      offset: 24 + 2 * 26,
      length: 21,
      expected: 26,
      found: 21,
    });
  });

  test('one interface, no more', () => {
    expect(() => encodePcap({ interfaces: [{ name: 'a' }, { name: 'b' }], packets: [] })).toThrow(RangeError);
  });

  test('damaged files of any length never throw, and each problem lies inside the file', () => {
    fc.assert(
      fc.property(damaged(good), (file) => {
        const { value, problems } = decodePcap(file);
        expect(inside(file, problems)).toBe(true);
        if (value === undefined) expect(problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('any file at all', () => {
  const value: Capture = {
    epochSeconds: 0,
    interfaces: [{ name: '', linkType: 1 }],
    packets: [{ interface: 0, atNs: 5, bytes: Uint8Array.of(1) }],
  };
  test.each([
    ['pcap', encodePcap(value)],
    ['pcap, big-endian', encodePcap(value, 'big')],
    ['pcapng', encodePcapng(value)],
    ['pcapng, big-endian', encodePcapng(value, 'big')],
  ])('%s is told by its first bytes', (_, file) => {
    expect(readCapture(file)).toEqual({ value, problems: [] });
  });

  test.each([
    ['nothing', new Uint8Array(0), 'capture.empty'],
    ['three bytes of a magic number', fromHex('d4c3b2'), 'capture.not-a-capture'],
    ['a text', encodeUtf8('GET / HTTP/1.1\r\n\r\n'), 'capture.not-a-capture'],
    ['a picture', fromHex('89504e470d0a1a0a'), 'capture.not-a-capture'],
    ['packed by gzip', fromHex('1f8b0800'), 'capture.gzip'],
    ['packed by zip', fromHex('504b0304'), 'capture.zip'],
    ['packed by zstd', fromHex('28b52ffd'), 'capture.zstd'],
    ['of snoop', encodeUtf8('snoop\0\0\0'), 'capture.snoop'],
    ['of a patched libpcap', fromHex('34cdb2a1'), 'capture.modified-pcap'],
  ])('%s: told what it is', (_, file, code) => {
    const { value: none, problems } = readCapture(file);
    expect(none).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  test('random bytes never throw', () => {
    const magic = fc.constantFrom('d4c3b2a1', 'a1b23c4d', '0a0d0d0a1c0000004d3c2b1a', '');
    fc.assert(
      fc.property(magic, fc.uint8Array({ maxLength: 200 }), (head, rest) => {
        const file = Uint8Array.of(...fromHex(head), ...rest);
        expect(inside(file, readCapture(file).problems)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('what is in front of IP, by link type', () => {
  const packetOf = encodeIpv4(
    {
      ...{ dscp: 0, ecn: 0, identification: 0, dontFragment: true, moreFragments: false, fragmentOffset: 0 },
      ...{ ttl: 64, protocol: 89, source: 1, destination: 2, options: new Uint8Array(0) },
    },
    new Uint8Array(0),
  );
  test.each([
    ['nothing (raw IP)', LINK_TYPE.rawIp, '', ['ipv4']],
    ['nothing (IPv4)', LINK_TYPE.ipv4, '', ['ipv4']],
    ['BSD loopback, little-endian', LINK_TYPE.null, '02000000', ['link', 'ipv4']],
    ['BSD loopback, big-endian', LINK_TYPE.null, '00000002', ['link', 'ipv4']],
    ['OpenBSD loopback', LINK_TYPE.loop, '00000002', ['link', 'ipv4']],
    ['Linux cooked', LINK_TYPE.linuxCooked, '0000 0001 0006 00005e0053010000 0800', ['link', 'ipv4']],
    [
      'Linux cooked, version 2',
      LINK_TYPE.linuxCooked2,
      '0800 0000 00000003 0001 04 06 00005e0053010000',
      ['link', 'ipv4'],
    ],
    ['half of it', LINK_TYPE.linuxCooked2, '', ['link', 'data']],
    ['a link that is not known', 147, '', ['data']],
  ])('%s', (_, linkType, head, names) => {
    const bytes = Uint8Array.of(...fromHex(head), ...(names[1] === 'data' ? [1, 2] : packetOf));
    expect(decodeFrame(bytes, linkType).map(({ name }) => name)).toEqual(names);
  });

  test('raw IPv6 is not taken for a damaged IPv4 packet', () => {
    expect(decodeFrame(fromHex('60000000'), LINK_TYPE.rawIp).map(({ name }) => name)).toEqual(['data']);
  });

  test('any bytes after any link: nothing throws, layers lie end to end', () => {
    const types = fc.constantFrom(...Object.values(LINK_TYPE), 147);
    const bytes = fc.oneof(damaged(packetOf), damaged(fromHex('00000001000600005e00530100000800')));
    fc.assert(
      fc.property(bytes, types, (frame, linkType) => {
        let at = 0;
        for (const { offset, length, fields, problems } of decodeFrame(frame, linkType)) {
          expect(offset).toBe(at);
          at += length;
          expect(inside(frame, fields) && inside(frame, problems)).toBe(true);
        }
        expect(at).toBe(frame.length);
      }),
      { numRuns: 3000 },
    );
  });
});
