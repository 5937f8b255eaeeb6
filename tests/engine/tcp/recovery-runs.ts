/** One sender, one receiver, a wire on which the n-th segments are lost: what the golden traces of loss recovery show. */
import { controls } from '#engine/tcp/congestion/registry.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { World } from '#engine/net/world.ts';
import { TCP_DEFAULTS, type TcpConfig } from '#engine/tcp/config.ts';
import { Endpoint } from '#engine/tcp/endpoint.ts';
import { TcpStack } from '#engine/tcp/stack.ts';
import { A, B, bytesOf, PORT } from './pair.ts';

export const MSS = 1000;
/** The first frame of the sender that carries data: its SYN is 0, its ACK 1. */
const FIRST_DATA = 2;

export interface Transfer {
  readonly segments: number;
  /** Data segments that are lost, counted from 1 in the order in which they were sent, those sent again included. */
  readonly lost: readonly number[];
  /** Acknowledgments that are lost, counted from 1. */
  readonly lostAcks?: readonly number[];
  readonly config?: Partial<TcpConfig>;
}

export function transfer({ segments, lost, lostAcks = [], config }: Transfer): Run<NetEvent> {
  const whole = { ...TCP_DEFAULTS, mss: MSS, timestamps: false, ...config };
  const world = new World({
    seed: 1,
    links: [
      {
        name: 'wire',
        ends: ['sender', 'receiver'],
        rateBps: 10_000_000,
        delayNs: 20 * MILLISECOND,
        queueFrames: 100,
      },
    ],
    interventions: [
      ...lost.map((nth) => `sender>receiver/${FIRST_DATA + nth - 1}`),
      ...lostAcks.map((nth) => `receiver>sender/${nth}`),
    ].map((name) => ({ act: 'drop' as const, target: `wire/${name}` })),
    bounds: { horizonNs: 600 * SECOND, maxEvents: 100_000 },
    hosts(observe) {
      const stack = (name: string, address: number) =>
        new TcpStack({ name, address, config: whole, secret: [address, 7], observe: observe(name) });
      const sender = new Endpoint(stack('sender', A), [
        { do: 'connect', address: B, port: PORT },
        { until: 'established' },
        { do: 'send', bytes: bytesOf(1, segments * MSS) },
        { until: 'closed' },
      ]);
      const receiver = new Endpoint(stack('receiver', B), [
        { do: 'listen', port: PORT },
        { until: 'received', bytes: segments * MSS },
      ]);
      return [receiver, sender];
    },
  });
  return world.run();
}

/** What the sender sees and does; timers only where they expire. */
export const ofSender = ({ events, ...run }: Run<NetEvent>): Run<NetEvent> => ({
  ...run,
  events: events.filter(
    (event) =>
      event.kind === 'lost' ||
      (event.where === 'sender' && (event.kind !== 'timer' || event.action === 'expire')),
  ),
});

export const SCENARIOS: Readonly<Record<string, Transfer>> = {
  'sack-three-losses': { segments: 16, lost: [2, 4, 6], config: { congestion: controls.newreno } },
  'newreno-three-losses': {
    segments: 16,
    lost: [2, 4, 6],
    config: { congestion: controls.newreno, sackPermitted: false },
  },
  'reno-three-losses': {
    segments: 16,
    lost: [2, 4, 6],
    config: { congestion: controls.reno, sackPermitted: false },
  },
  'limited-transmit': {
    segments: 8,
    lost: [1],
    config: { congestion: controls.newreno, sackPermitted: false, initialWindow: 'rfc5681' },
  },
  rescue: { segments: 10, lost: [4, 10], config: { congestion: controls.newreno } },
};
