import { expect, test } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import { FrameSender, type TimedFrame } from '#engine/net/frame-sender.ts';
import { World } from '#engine/net/world.ts';
import { encodeEthernet } from '#engine/wire/ethernet.ts';
import { u48 } from '#engine/wire/octets.ts';
import { ip, plain, Scripted } from './scripted.ts';

const on = (address: string) => ({ address: ip(address), prefixLength: 24 });
const frame = (destination: number, etherType = 0x0800): Uint8Array =>
  encodeEthernet({ destination, source: 0x123456, etherType }, Uint8Array.of(0x45, 1, 2));

/** A packet tool beside a host; `answers` is what that host sends to the tool's address. */
function run(frames: readonly TimedFrame[], kernel?: Scripted) {
  const host = new Scripted('host', on('192.0.2.2'), [{ at: 300, to: '192.0.2.1' }]);
  const { address } = on('192.0.2.1');
  const tool = new FrameSender({ name: 'tool', address, frames, ...(kernel && { kernel }) });
  const world = new World({
    seed: 1,
    links: [plain('wire', 'tool', 'host', {})],
    interventions: [],
    bounds: { horizonNs: SECOND, maxEvents: 100 },
    hosts: () => [tool, host],
  });
  return { ...world.run(), host };
}
const macOfHost = u48(run([]).frames[0]!.bytes, 6);

test('the bytes go on the link as they were made, at their times, whatever addresses they bear', () => {
  const frames = [
    { atNs: 100, bytes: frame(macOfHost) },
    { atNs: 200, bytes: Uint8Array.of(1, 2, 3) },
  ];
  const { events, frames: put } = run(frames);
  const sent = events.filter((event) => event.kind === 'send' && event.where === 'tool');
  expect(sent.map(({ at, reason }) => [at, reason])).toEqual([
    [100, 'net.made-by-hand'],
    [200, 'net.made-by-hand'],
  ]);
  expect(put.filter(({ from }) => from === 'tool').map(({ bytes }) => bytes)).toEqual(
    frames.map(({ bytes }) => bytes),
  );
});

test('a frame for another card is thrown away by the card that it reaches, and so is one cut short', () => {
  const discards = (bytes: Uint8Array) =>
    run([{ atNs: 0, bytes }])
      .events.filter((event) => event.kind === 'discard' && event.where === 'host')
      .map(({ reason }) => reason);
  expect(discards(frame(0x999999))).toEqual(['net.discard-frame']);
  expect(discards(frame(macOfHost).subarray(0, 9))).toEqual(['net.discard-frame']);
  expect(discards(frame(macOfHost))).toEqual([]);
});

test('what comes back reaches the kernel of the same computer, where there is one', () => {
  const kernel = new Scripted('tool', on('192.0.2.1'), [{ at: 50, to: '192.0.2.2' }]);
  const { events } = run([{ atNs: 100, bytes: frame(macOfHost) }], kernel);
  expect(kernel.heard.map(({ from }) => from)).toEqual([ip('192.0.2.2')]);
  const sent = events.filter((event) => event.kind === 'send' && event.where === 'tool');
  expect(sent.map(({ at, reason }) => [at, reason])).toEqual([
    [50, 'told'],
    [100, 'net.made-by-hand'],
  ]);
});
