import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { acceptOf, GUID } from '#engine/websocket/handshake.ts';
import { sha1 } from '#engine/websocket/sha1.ts';
import { hex } from '#engine/wire/octets.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';

/** The head of an HTTP message as it stood in a packet. */
export interface Head {
  readonly id: 'asked' | 'passed' | 'answered' | 'told';
  readonly lines: readonly string[];
}

/** The first heads that went over each link in each direction, up to an event: request, request behind the proxy, both answers. */
export function headsOf(run: Run<NetEvent>, until: number): Head[] {
  const ways = [
    ['asked', 'front/client>proxy/'],
    ['passed', 'back/proxy>server/'],
    ['answered', 'back/server>proxy/'],
    ['told', 'front/proxy>client/'],
  ] as const;
  return ways.flatMap(([id, way]) => {
    const sent = run.events.find(
      (event) => event.kind === 'send' && event.name.startsWith(way) && event.len > 0 && event.n <= until,
    );
    if (sent?.kind !== 'send') return [];
    const { bytes } = run.frames[sent.frame]!;
    const text = String.fromCharCode(...bytes.subarray(bytes.length - sent.len).subarray(0, 1000));
    return [{ id, lines: text.split('\r\n\r\n', 1)[0]!.split('\r\n') }];
  });
}

/** How Sec-WebSocket-Accept follows from the key that was asked with (RFC 6455 §4.2.2); undefined where no key was. */
export function acceptSteps(
  heads: readonly Head[],
): { key: string; joined: string; digest: string; accept: string } | undefined {
  const line = heads
    .find(({ id }) => id === 'asked')
    ?.lines.find((one) => one.startsWith('Sec-WebSocket-Key: '));
  if (line === undefined) return undefined;
  const key = line.slice(line.indexOf(' ') + 1);
  return { key, joined: key + GUID, digest: hex(sha1(encodeUtf8(key + GUID))), accept: acceptOf(key) };
}
