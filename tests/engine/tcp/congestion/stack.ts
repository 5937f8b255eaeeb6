/** The same flow on the same path as in path.ts, over the real stack: bytes, checksums, handshake, SACK, timers. Looked at each millisecond. */
import { MILLISECOND, type Ns } from '#engine/kernel/time.ts';
import { World } from '#engine/net/world.ts';
import { BulkSender, Sink } from '#engine/tcp/bulk.ts';
import { TCP_DEFAULTS, type TcpConfig } from '#engine/tcp/config.ts';
import { controls, type CongestionName } from '#engine/tcp/congestion/registry.ts';
import { PATH, type Drive, type PathSetup, type Point } from './path.ts';

const ADDRESSES = { sender: 0x0a000001, sink: 0x0a000002 };
const PORT = 9000;

export function driveStack(
  congestion: CongestionName,
  path: PathSetup = PATH,
  config: Partial<TcpConfig> = {},
): Drive {
  // The acknowledgments' way back: no queue of theirs is to be felt
  const setup = {
    config: { ...TCP_DEFAULTS, receiveBufferBytes: 4 << 20, congestion: controls[congestion], ...config },
    secret: [1, 2] as const,
  };
  const flow = { to: { address: ADDRESSES.sink, port: PORT }, startNs: 0 };
  const sender = new BulkSender({ ...setup, name: 'sender', address: ADDRESSES.sender }, [flow]);
  const sink = new Sink({ ...setup, name: 'sink', address: ADDRESSES.sink }, PORT);
  const world = new World({
    seed: 1,
    record: false,
    interventions: [],
    bounds: { horizonNs: 2 * path.forNs, maxEvents: 10_000_000 },
    links: [
      {
        name: 'bottleneck',
        ends: ['sender', 'sink'],
        rateBps: path.rateBps,
        delayNs: path.rttNs / 2,
        queueFrames: path.bufferFrames,
        backwards: { rateBps: 100 * path.rateBps },
      },
    ],
    hosts: () => [sender, sink],
  });
  const points: Point[] = [];
  const losses: Ns[] = [];
  const queue = world.direction('bottleneck', 'sender')!.queue;
  let phase = 'open';
  for (let at = 0; at <= path.forNs; at += MILLISECOND) {
    world.advance(at);
    const c = sender.connection(0);
    if (!c || c.state !== 'ESTABLISHED') continue;
    if (c.recovery.phase !== 'open' && phase === 'open') losses.push(at);
    phase = c.recovery.phase;
    points.push({
      at,
      cwndBytes: c.congestion.cwndBytes,
      inFlightBytes: c.board.inFlightBytes,
      queued: queue.packets,
      rttNs: c.rto.srttNs ?? 0,
      deliveredBytes: [...sink.received.values()][0]?.bytes ?? 0,
      rule: c.congestion.thinking().rule,
      recovering: phase !== 'open',
    });
  }
  return { points, losses };
}
