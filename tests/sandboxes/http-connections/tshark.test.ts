import { describe, expect, test } from 'vitest';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { httpConnections } from '#sandboxes/http-connections/model.ts';
import { hasTshark, packetsOf } from '../../support/tshark.ts';

/** Every value there is of a field of the packets that fit. */
function ask(scenario: string, filter: string, field: string): string[] {
  const run = httpConnections.run(setupOf(httpConnections as unknown as SandboxModel, scenario));
  const cells = packetsOf(httpConnections.capture!(run), [field], { filter });
  return cells.flatMap(([cell]) => (cell === '' ? [] : cell!.split(',')));
}
const files = 13;

describe.skipIf(!hasTshark)('tshark', () => {
  test.each(['http10', 'keep-alive', 'six', 'pipelining'])(
    '%s: names HTTP, and every request and answer',
    (id) => {
      const version = id === 'http10' ? 'HTTP/1.0' : 'HTTP/1.1';
      expect(ask(id, 'http.request', 'http.request.version')).toEqual(Array(files).fill(version));
      expect(ask(id, 'http.response', 'http.response.code')).toEqual(Array(files).fill('200'));
      expect(ask(id, '_ws.malformed', 'frame.number')).toEqual([]);
    },
  );
  test('http2: names HTTP/2, opens HPACK, and finds a path for every stream', () => {
    const paths = ask('http2', 'http2.headers.path', 'http2.headers.path');
    expect(paths).toHaveLength(files);
    expect(new Set(paths).size).toBe(files);
    expect(ask('http2', 'http2.headers.status', 'http2.headers.status')).toEqual(Array(files).fill('200'));
    expect(ask('http2', '_ws.malformed', 'frame.number')).toEqual([]);
  });
  test('http3: takes no packet of the model for one that it could decrypt', () => {
    expect(ask('http3', 'quic || _ws.malformed', 'frame.number')).toEqual([]);
    expect(ask('http3', 'udp', 'frame.number').length).toBeGreaterThan(100);
  });
});
