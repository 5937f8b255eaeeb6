import { describe, expect, it } from 'vitest';
import { fits } from '#engine/kernel/statement.ts';
import { stream } from '#engine/kernel/random.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { readCapture } from '#engine/wire/capture-reader.ts';
import { u48 } from '#engine/wire/octets.ts';
import { decodeFrame } from '#engine/wire/packet.ts';
import { setupOf, type SandboxModel, type Setup } from '#player/model.ts';
import { decodeShare, encodeShare } from '#player/share.ts';
import { answerOf, type Answer } from '#sandboxes/packet-lab/came-back.ts';
import { packetLab } from '#sandboxes/packet-lab/model.ts';
import { MAC, OPEN } from '#sandboxes/packet-lab/network.ts';
import { pingFrame, tcpFrame, text, toHex, udpFrame } from '#sandboxes/packet-lab/packets.ts';
import { FLAG } from '#engine/wire/tcp.ts';

const model = packetLab as unknown as SandboxModel;
const setupWith = (parameters: Setup['parameters']): Setup => {
  const setup = setupOf(model, 'syn-open');
  return { ...setup, parameters: { ...setup.parameters, ...parameters } };
};
const runWith = (frame: Uint8Array, more: Setup['parameters'] = {}) =>
  packetLab.run(setupWith({ packet: toHex(frame), ...more }));
const discards = (events: readonly NetEvent[]) =>
  events.flatMap((event) => (event.kind === 'discard' ? [[event.where, event.fault || event.reason]] : []));

describe('what comes back', () => {
  it.each<[string, Answer]>([
    ['syn-open', 'syn-ack'],
    ['syn-closed', 'rst'],
    ['udp-closed', 'icmp-error'],
    ['ping', 'echo-reply'],
    ['bad-checksum', 'nothing'],
    ['bad-length', 'nothing'],
    ['ttl-one', 'icmp-error'],
    ['too-big', 'icmp-error'],
    ['forged', 'nothing'],
  ])('%s: %s', (scenario, answer) => {
    expect(answerOf(packetLab.run(setupOf(model, scenario)))).toBe(answer);
  });

  it.each<[string, Uint8Array, Answer]>([
    ['UDP to an open port: the data, sent back', udpFrame(OPEN.udp, text('hi')), 'data'],
    ['an ACK out of nowhere', tcpFrame({ flags: FLAG.ACK, ack: 5 }), 'rst'],
    ['a reset out of nowhere', tcpFrame({ flags: FLAG.RST }), 'nothing'],
    ['a FIN to an open port', tcpFrame({ flags: FLAG.FIN }), 'nothing'],
    ['a protocol that nobody has', protocol253(), 'icmp-error'],
    ['half an Ethernet header', tcpFrame({}).subarray(0, 9), 'nothing'],
  ])('%s', (_, frame, answer) => {
    expect(answerOf(runWith(frame))).toBe(answer);
  });

  function protocol253(): Uint8Array {
    const frame = pingFrame(text('x'));
    frame[23] = 253;
    // one word of the header rose by 253 - 1, so its checksum falls by that
    const sum = (frame[24]! << 8) | frame[25]!;
    frame.set([(sum - 252) >> 8, (sum - 252) & 255], 24);
    return frame;
  }
});

describe('who throws it away', () => {
  it('the router looks at IP only, the server at TCP', () => {
    expect(discards(packetLab.run(setupOf(model, 'bad-checksum')).events)).toEqual([
      ['server', 'tcp.bad-checksum'],
    ]);
    expect(discards(packetLab.run(setupOf(model, 'bad-length')).events)).toEqual([
      ['router', 'ipv4.truncated'],
    ]);
  });
  it('a frame for another card reaches nobody', () => {
    const frame = tcpFrame({});
    frame[5] = 0x77;
    expect(discards(runWith(frame).events)).toEqual([['router', 'net.discard-frame']]);
  });
});

it('the addresses in the packets are those of the network cards', () => {
  const { frames } = packetLab.run(setupOf(model, 'ping'));
  const back = frames.find(({ to }) => to === 'you')!;
  expect([u48(back.bytes, 0), u48(back.bytes, 6)]).toEqual([MAC.you, MAC.router]);
});

it('without the kernel nobody resets the connection, and the server sends its SYN,ACK again', () => {
  const { events } = packetLab.run(setupWith({ kernel: false }));
  const sent = events.filter((event) => event.kind === 'send' && event.where === 'server');
  expect(sent.length).toBeGreaterThan(3);
  expect(sent.slice(1).every((event) => event.kind === 'send' && event.retransmission)).toBe(true);
});

it('a wrong acknowledgment number does not open the connection by hand', () => {
  const setup = setupOf(model, 'by-hand');
  const right = String(setup.parameters['second']);
  const wrong = right.slice(0, 84) + '00000001' + right.slice(92);
  const states = (second: string) =>
    packetLab
      .run({ ...setup, parameters: { ...setup.parameters, second } })
      .events.filter((event) => event.kind === 'state' && event.to === 'ESTABLISHED').length;
  expect([states(right), states(wrong)]).toEqual([1, 0]);
});

it.each(packetLab.scenarios)('$id: every packet that a host makes is right to the last bit', ({ id }) => {
  const { frames } = packetLab.run(setupOf(model, id));
  const made = frames.filter(({ from }) => from === 'server' || from === 'other');
  const problems = made.flatMap(({ bytes }) => decodeFrame(bytes).flatMap((layer) => layer.problems));
  expect(problems).toEqual([]);
});

it.each(packetLab.scenarios)('$id: can be taken away, a row an event, a packet a frame', ({ id }) => {
  const run = packetLab.run(setupOf(model, id));
  const [head, ...rows] = packetLab.table(run);
  expect(rows).toHaveLength(run.events.length);
  for (const row of rows) expect(row).toHaveLength(head!.length);
  const { value, problems } = readCapture(packetLab.capture!(run));
  expect(problems).toEqual([]);
  expect(value?.packets.map(({ bytes }) => bytes)).toEqual(run.frames.map(({ bytes }) => bytes));
});

it.each(packetLab.scenarios)('$id: the last thing that happens has a sentence', ({ id }) => {
  const { events } = packetLab.run(setupOf(model, id));
  const said = events.filter((event) => model.steps.some((step) => fits(event, step)));
  expect(said.at(-1)!.at).toBe(events.at(-1)!.at);
});

it('a link holds the edited packet, and opens the same run', async () => {
  const setup = setupWith({ packet: toHex(pingFrame(new Uint8Array(1400).fill(0x55))) });
  const opened = await decodeShare(model, await encodeShare(model, { setup, playhead: 3 }));
  expect(opened).toEqual({ setup, playhead: 3 });
});

describe('predict tasks', () => {
  it.each([
    ['answer-syn-closed', 'rst'],
    ['answer-udp-closed', 'icmp-error'],
    ['answer-bad-checksum', 'nothing'],
    ['answer-ttl-one', 'icmp-error'],
    ['who-checks', 'server'],
    ['who-hears', 'other'],
    ['pieces', 2],
  ])('%s: %s', (id, answer) => {
    const task = packetLab.tasks.find((one) => one.id === id)!;
    expect(task.answer(packetLab.run(setupOf(model, task.scenario)))).toBe(answer);
  });
  it('are all named here', () => expect(packetLab.tasks).toHaveLength(7));
});

describe('computed questions, beside another way to reckon', () => {
  const posed = (id: string, seed: number) => {
    const random = stream(seed, 'quiz');
    return packetLab.questions.find((one) => one.id === id)!.pose((n) => random.below(n));
  };
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const room = (mtu: number) => Math.floor((mtu - 20) / 8) * 8;
  it('header-checksum: the sum modulo 65535, taken from ffff', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('header-checksum', seed);
      const words = String(values['words']).split(' ');
      const sum = words.reduce((total, word) => total + Number.parseInt(word, 16), 0) % 65535;
      expect(answer).toBe(`0x${(65535 - sum).toString(16).padStart(4, '0')}`);
    }
  });
  it('header-length: four times the low half of the byte', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('header-length', seed);
      expect(answer).toBe((Number(values['byte']) & 15) * 4);
    }
  });
  it('total-length: 20 of IPv4, 8 of UDP, and the data', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('total-length', seed);
      expect(answer).toBe(28 + Number(values['bytes']));
    }
  });
  it('fragment-count and second-offset: every piece but the last is the most that is a multiple of 8', () => {
    for (const seed of seeds) {
      const count = posed('fragment-count', seed);
      const { bytes, mtu } = count.values as { bytes: number; mtu: number };
      expect(count.answer).toBe(Math.ceil((bytes + 8) / room(mtu)));
      const offset = posed('second-offset', seed);
      expect(offset.answer).toBe(room(Number(offset.values['mtu'])) / 8);
    }
  });
  it('reply-flags: a SYN is answered where a port is open; elsewhere a reset, with ACK where the segment had none', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('reply-flags', seed);
      const { flags, state } = values;
      expect(answer).toBe(flags === 'ACK' ? 'RST' : state === 'open' ? 'SYN,ACK' : 'RST,ACK');
    }
  });
  it('reset-number: behind the data and the SYN, modulo 2^32', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('reset-number', seed);
      expect(answer).toBe((Number(values['seq']) + Number(values['bytes']) + 1) % 2 ** 32);
    }
  });
  it('time-to-live: one less behind one router', () => {
    for (const seed of seeds) {
      const { values, answer } = posed('time-to-live', seed);
      expect(answer).toBe(Number(values['ttl']) - 1);
    }
  });
});
