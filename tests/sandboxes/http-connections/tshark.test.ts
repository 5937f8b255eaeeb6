import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { httpConnections } from '#sandboxes/http-connections/model.ts';

/** What another's dissector makes of the captures. Skipped by name where tshark is not installed. */
const tshark = (() => {
  try {
    execFileSync('tshark', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const folder = mkdtempSync(join(tmpdir(), 'http-connections-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** One value a line of what is asked of the packets that fit. */
function ask(scenario: string, filter: string, field: string): string[] {
  const file = join(folder, `${scenario}.pcapng`);
  const run = httpConnections.run(setupOf(httpConnections as unknown as SandboxModel, scenario));
  writeFileSync(file, httpConnections.capture!(run));
  const out = execFileSync('tshark', ['-r', file, '-Y', filter, '-T', 'fields', '-e', field], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return out.split('\n').flatMap((line) => (line === '' ? [] : line.split(',')));
}
const files = 13;

describe.skipIf(!tshark)('tshark', () => {
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
