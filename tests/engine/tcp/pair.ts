/** Two stacks in memory and a bad network between them: every packet may be lost, doubled, held up or damaged. */
import { stream, type Stream } from '#engine/kernel/random.ts';
import { EventQueue } from '#engine/kernel/queue.ts';
import { MILLISECOND, SECOND, type Ns } from '#engine/kernel/time.ts';
import type { Host, Observe } from '#engine/net/host.ts';
import { TCP_DEFAULTS, type TcpConfig } from '#engine/tcp/config.ts';
import { Endpoint, type Step } from '#engine/tcp/endpoint.ts';
import type { Secret } from '#engine/tcp/isn.ts';
import type { ListenRules } from '#engine/tcp/listener.ts';
import { TcpStack } from '#engine/tcp/stack.ts';

export const A = 0xc0000201;
export const B = 0xc0000202;
export const PORT = 9000;

export interface Weather {
  readonly seed: number;
  /** In percent of all packets. */
  readonly loss: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly corrupt: number;
}
export const CLEAR: Weather = { seed: 1, loss: 0, duplicate: 0, reorder: 0, corrupt: 0 };

export const stackAt = (
  address: number,
  config: Partial<TcpConfig> = {},
  secret: Secret = [address, 7],
  observe?: Observe,
  listening: Partial<ListenRules> = {},
) =>
  new TcpStack({
    name: `host${address & 255}`,
    address,
    config: { ...TCP_DEFAULTS, ...config },
    listening,
    secret,
    ...(observe && { observe }),
  });

/** Joins two hosts by receive, poll and nextWake alone, until nothing is left to happen. Gives when that was; throws where it never ends. */
export function join(hosts: readonly [Host, Host], weather: Weather, horizonNs: Ns = 4 * 3600 * SECOND): Ns {
  const random = stream(weather.seed, 'weather');
  const queue = new EventQueue<{ readonly to: 0 | 1; readonly packet: Uint8Array | undefined }>();
  const percent = (of: number) => random.chance(of, 100);
  const put = (to: 0 | 1, packet: Uint8Array, now: Ns): void => {
    if (percent(weather.loss)) return;
    const held = percent(weather.reorder) ? random.below(30) * MILLISECOND : 0;
    queue.push(now + 10 * MILLISECOND + held, {
      to,
      packet: percent(weather.corrupt) ? flipped(packet, random) : packet,
    });
  };
  const poll = (which: 0 | 1, now: Ns): void => {
    const host = hosts[which];
    for (const packet of host.poll(now)) {
      put(which ? 0 : 1, packet, now);
      if (percent(weather.duplicate)) put(which ? 0 : 1, packet, now);
    }
    const wake = host.nextWake();
    if (wake !== null) queue.push(Math.max(now, wake), { to: which, packet: undefined });
  };
  poll(0, 0);
  poll(1, 0);
  for (let steps = 0, event = queue.pop(); event; event = queue.pop(), steps += 1) {
    const now = queue.now;
    if (steps > 1_000_000 || now > horizonNs)
      throw new Error(`still running at ${now} ns after ${steps} steps`);
    if (event.packet) hosts[event.to].receive(event.packet, now);
    else if ((hosts[event.to].nextWake() ?? Infinity) > now) continue;
    poll(event.to, now);
  }
  return queue.now;
}

export function flipped(packet: Uint8Array, random: Stream): Uint8Array {
  const copy = packet.slice();
  const bit = random.below(packet.length * 8);
  copy[bit >>> 3]! ^= 0x80 >>> (bit & 7);
  return copy;
}

export const bytesOf = (seed: number, length: number): Uint8Array => {
  const random = stream(seed, 'payload');
  return Uint8Array.from({ length }, () => random.below(256));
};

/** Both send at once what they have, and close when they have everything. */
export function exchange(
  fromA: Uint8Array,
  fromB: Uint8Array,
  config: Partial<TcpConfig> = {},
  secret?: Secret,
): [Endpoint, Endpoint] {
  const talk = (bytes: Uint8Array, expected: number): Step[] => [
    { until: 'established' },
    { do: 'send', bytes },
    { until: 'received', bytes: expected },
    { do: 'close' },
  ];
  const a = new Endpoint(stackAt(A, config, secret), [
    { do: 'connect', address: B, port: PORT },
    ...talk(fromA, fromB.length),
  ]);
  const b = new Endpoint(stackAt(B, config), [{ do: 'listen', port: PORT }, ...talk(fromB, fromA.length)]);
  return [a, b];
}

export const joined = (chunks: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
};
