/** Whatever comes: nothing is thrown, little is held, and the outcome is the same in whatever pieces the bytes come. */
import { describe, expect, test } from 'vitest';
import { PREFACE } from '#engine/http2/codes.ts';
import { Http2Connection } from '#engine/http2/connection.ts';
import { fuzz } from './fuzz.ts';
import { joined, latin1 } from './octets.ts';

/** Of a side; a million a side is asked for by `HTTP2_INPUTS=1000000`, and takes some minutes. */
const INPUTS = Number(process.env['HTTP2_INPUTS'] ?? 2000);
const SLICES = 5;

describe.each(['server', 'client'] as const)('a %s', (role) => {
  test.each(Array.from({ length: SLICES }, (_, slice) => slice))(
    'makes the same of it whole, octet by octet, and in pieces: slice %i',
    { timeout: 60_000 + INPUTS },
    (slice) => {
      const each = Math.ceil(INPUTS / SLICES);
      const { broken, sound } = fuzz(role, slice, each);
      // Inputs that all end the connection, or none of them, would show nothing
      expect(broken).toBeGreaterThan(each / 10);
      expect(sound).toBeGreaterThan(each / 10);
    },
  );
});

test('what was never a preface is known by its first wrong octet', () => {
  const connection = new Http2Connection({ role: 'server' });
  expect(connection.receive(latin1('PRI * HTTP/2.0\r\n\r\nS'), 0)).toEqual([]);
  expect(connection.receive(latin1('X'), 0)).toMatchObject([{ kind: 'broken', fault: 'h2.bad-preface' }]);
});

test('what is no preface at all is refused whatever follows', () => {
  const connection = new Http2Connection({ role: 'server' });
  connection.receive(joined(latin1('GET / HTTP/1.1\r\n\r\n'), PREFACE), 0);
  expect(connection.over).toBe(true);
});
