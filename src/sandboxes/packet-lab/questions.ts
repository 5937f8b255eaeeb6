import type { ArriveEvent, NetEvent } from '#engine/net/events.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { readEthernet } from '#engine/wire/ethernet.ts';
import { decodeIpv4 } from '#engine/wire/ipv4-fields.ts';
import { encodeIpv4Options } from '#engine/wire/ipv4-options.ts';
import { FLAG } from '#engine/wire/tcp.ts';
import type { ComputedQuestion, Parameters, Setup } from '#player/model.ts';
import { CLOSED_PORT, OPEN } from './network.ts';
import { pingFrame, tcpFrame, toHex, udpFrame } from './packets.ts';
import { defaults } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';

const setupOf = (frame: Uint8Array, more: Parameters = {}): Setup => ({
  scenario: 'syn-open',
  parameters: { ...defaults, packet: toHex(frame), ...more },
  seed: 1,
  interventions: [],
});
const run = (setup: Setup): Run<NetEvent> => runSetup(setup, scenarios);
/** What a field of the frame's IPv4 header says. */
const valueIn = (frame: Uint8Array, name: string): number =>
  decodeIpv4(readEthernet(frame).payload).fields.find((field) => field.name === name)!.value as number;
const hex4 = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`;

/** Header checksum of an IPv4 header, given as its ten words with a zero in the checksum's place. Values: words. The answer: '0x1c46'. */
const headerChecksum: ComputedQuestion = {
  id: 'header-checksum',
  pose(draw) {
    const frame = udpFrame(OPEN.udp, new Uint8Array(draw(900)), {
      ttl: 1 + draw(255),
      identification: draw(0x10000),
    });
    const words = toHex(readEthernet(frame).payload.subarray(0, 20)).match(/.{4}/g)!;
    words[5] = '0000';
    const answer = hex4(valueIn(frame, 'ipv4.checksum'));
    return { values: { words: words.join(' ') }, answer, setup: setupOf(frame) };
  },
};

/** Header length in bytes that a first byte of a packet says. Values: byte ('0x46'). */
const headerLength: ComputedQuestion = {
  id: 'header-length',
  pose(draw) {
    const options = encodeIpv4Options([
      { kind: 'record-route', pointer: 4, route: new Array<number>(draw(10)).fill(0) },
    ]);
    const frame = pingFrame(new Uint8Array(8), { options });
    const byte = `0x${frame[14]!.toString(16)}`;
    return { values: { byte }, answer: valueIn(frame, 'ipv4.headerLength'), setup: setupOf(frame) };
  },
};

/** Total length of the IPv4 packet of a UDP datagram. Values: bytes (of data). */
const totalLength: ComputedQuestion = {
  id: 'total-length',
  pose(draw) {
    const bytes = 1 + draw(1400);
    const frame = udpFrame(OPEN.udp, new Uint8Array(bytes));
    return { values: { bytes }, answer: valueIn(frame, 'ipv4.totalLength'), setup: setupOf(frame) };
  },
};

/** How many fragments a ping becomes. Values: bytes (of echoed data), mtu. */
const fragmentCount: ComputedQuestion = {
  id: 'fragment-count',
  pose(draw) {
    const bytes = 600 + draw(850);
    const mtu = 200 + draw(380);
    const setup = setupOf(pingFrame(new Uint8Array(bytes)), { mtu });
    const pieces = run(setup).events.filter((event) => event.kind === 'arrive' && event.where === 'server');
    return { values: { bytes, mtu }, answer: pieces.length, setup };
  },
};

/** What the offset field of the second fragment says. Values: bytes (of echoed data), mtu. */
const secondOffset: ComputedQuestion = {
  id: 'second-offset',
  pose(draw) {
    const bytes = 600 + draw(850);
    const mtu = 200 + draw(380);
    const setup = setupOf(pingFrame(new Uint8Array(bytes)), { mtu });
    const { frames } = run(setup);
    const [, second] = frames.filter(({ to }) => to === 'server');
    return { values: { bytes, mtu }, answer: valueIn(second!.bytes, 'ipv4.fragmentOffset'), setup };
  },
};

/** TTL with which a packet arrives behind one router. Values: ttl (as it was sent). */
const timeToLive: ComputedQuestion = {
  id: 'time-to-live',
  pose(draw) {
    const ttl = 2 + draw(254);
    const frame = tcpFrame({ destinationPort: draw(2) === 0 ? OPEN.tcp : CLOSED_PORT }, new Uint8Array(0), {
      ttl,
    });
    const setup = setupOf(frame);
    const arrived = run(setup).frames.find(({ to }) => to === 'server')!;
    return { values: { ttl }, answer: valueIn(arrived.bytes, 'ipv4.ttl'), setup };
  },
};

/** The first TCP segment that reaches you. */
const replyTo = (setup: Setup): ArriveEvent =>
  run(setup).events.find(
    (event): event is ArriveEvent =>
      event.kind === 'arrive' && event.where === 'you' && event.protocol === 'tcp',
  )!;

/** Flags of the answer to a segment of no connection. Values: flags ('SYN', 'ACK', 'FIN', 'PSH'), port, state ('open' or 'closed'). The answer: 'RST,ACK'. */
const replyFlags: ComputedQuestion = {
  id: 'reply-flags',
  pose(draw) {
    const isOpen = draw(2) === 0;
    // to what is neither SYN nor ACK an open port says nothing at all
    const name = (isOpen ? (['SYN', 'ACK'] as const) : (['SYN', 'ACK', 'FIN', 'PSH'] as const))[
      draw(isOpen ? 2 : 4)
    ]!;
    const port = isOpen ? OPEN.tcp : CLOSED_PORT + draw(1000);
    const setup = setupOf(tcpFrame({ destinationPort: port, flags: FLAG[name], ack: 7 }));
    const values = { flags: name, port, state: isOpen ? 'open' : 'closed' };
    return { values, answer: replyTo(setup).flags, setup };
  },
};

/** Acknowledgment number of the reset that a SYN with data gets from a closed port. Values: seq, bytes. */
const resetNumber: ComputedQuestion = {
  id: 'reset-number',
  pose(draw) {
    const seq = 1 + draw(4_000_000_000);
    const bytes = draw(500);
    const setup = setupOf(tcpFrame({ destinationPort: CLOSED_PORT, seq }, new Uint8Array(bytes)));
    return { values: { seq, bytes }, answer: replyTo(setup).ack, setup };
  },
};

export const questions: readonly ComputedQuestion[] = [
  headerChecksum,
  headerLength,
  totalLength,
  fragmentCount,
  secondOffset,
  timeToLive,
  replyFlags,
  resetNumber,
];
