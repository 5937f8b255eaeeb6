import type { Scenario } from '#player/model.ts';

/** How a call is followed: the stops that most of these share. Seed 1 everywhere: nothing is drawn. */
const STOPS = {
  write: { id: 'write', at: { event: { reason: 'datapath.call-write' } } },
  returned: { id: 'write-returns', at: { event: { reason: 'datapath.write-returns' } } },
  sent: { id: 'first-frame', at: { event: { kind: 'send', where: 'client' } } },
  arrived: { id: 'arrived', at: { event: { kind: 'arrive', where: 'server' } } },
  interrupt: { id: 'interrupt', at: { event: { where: 'server', work: 'interrupt' } } },
  read: { id: 'read-returns', at: { event: { reason: 'datapath.read-returns' } } },
} as const;
const { write, returned, sent, arrived, interrupt, read } = STOPS;

const of = (
  id: string,
  parameters: Scenario['parameters'],
  opening: Scenario['opening'],
  breakpoints: Scenario['breakpoints'],
): Scenario => ({ id, parameters, seed: 1, interventions: [], opening, breakpoints });

const TOGETHER = { tso: true, gso: true, coalesceFrames: 16, coalesceUs: 250 };

export const scenarios: readonly Scenario[] = [
  // 100 bytes: every floor once, down and up
  of('small-write', { totalBytes: 100 }, { event: { where: 'server', work: 'tcp-input' } }, [
    write,
    returned,
    sent,
    arrived,
    interrupt,
    read,
  ]),
  // 44 segments, and no help by the card at all
  of('plain', { checksumOffload: false }, { event: { where: 'client', work: 'segment' }, nth: 2 }, [
    write,
    returned,
    sent,
    arrived,
    read,
  ]),
  of('tso', { tso: true, gso: true }, { event: { reason: 'datapath.split' } }, [
    write,
    { id: 'large-packet', at: { event: { reason: 'datapath.segment-large' } } },
    { id: 'split', at: { event: { reason: 'datapath.split' } } },
    arrived,
  ]),
  of('gso', { gso: true }, { event: { reason: 'datapath.software-split' } }, [
    write,
    { id: 'large-packet', at: { event: { reason: 'datapath.segment-large' } } },
    { id: 'split', at: { event: { reason: 'datapath.software-split' } } },
    arrived,
  ]),
  of('every-frame', { tso: true, gso: true }, { event: { where: 'server', work: 'interrupt' }, nth: 3 }, [
    arrived,
    interrupt,
    read,
  ]),
  // 16 frames take 198 µs at 1 Gbit/s, so that the count runs out before the time
  of('coalesced', TOGETHER, { event: { where: 'server', work: 'interrupt' } }, [
    arrived,
    interrupt,
    { id: 'second-interrupt', at: { event: { where: 'server', work: 'interrupt' }, nth: 2 } },
  ]),
  of('gro', { ...TOGETHER, gro: true }, { event: { where: 'server', work: 'tcp-input' } }, [
    interrupt,
    { id: 'merge', at: { event: { work: 'merge' } } },
    { id: 'one-for-many', at: { event: { where: 'server', work: 'tcp-input' } } },
    read,
  ]),
  // The interrupt waits for longer than the ring can hold what comes
  of(
    'ring-full',
    { tso: true, gso: true, gro: true, rxRing: 12, coalesceFrames: 64, coalesceUs: 250 },
    { event: { kind: 'lost', cause: 'ring-full' } },
    [
      arrived,
      { id: 'dropped', at: { event: { kind: 'lost', cause: 'ring-full' } } },
      interrupt,
      { id: 'whole', at: { event: { reason: 'datapath.read-returns' }, nth: -1 } },
    ],
  ),
  of(
    'window-closed',
    { tso: true, gso: true, readBytes: 0, receiveBufferBytes: 16_384 },
    { event: { reason: 'datapath.window-closed' } },
    [
      write,
      { id: 'window-closed', at: { event: { reason: 'datapath.window-closed' } } },
      returned,
      { id: 'probe', at: { event: { where: 'client', work: 'timer' } } },
    ],
  ),
  of(
    'non-blocking',
    { tso: true, gso: true, nonBlocking: true, sendBufferBytes: 20_000 },
    { event: { reason: 'datapath.write-again' } },
    [
      write,
      { id: 'short', at: { event: { reason: 'datapath.write-short' } } },
      { id: 'again', at: { event: { reason: 'datapath.write-again' } } },
      { id: 'woken', at: { event: { reason: 'datapath.wake-writer' } } },
    ],
  ),
  of('zero-copy', { how: 'zerocopy', tso: true, gso: true }, { event: { work: 'pin-page' } }, [
    write,
    { id: 'pinned', at: { event: { work: 'pin-page' } } },
    read,
    { id: 'notification', at: { event: { work: 'notification' } } },
  ]),
];
