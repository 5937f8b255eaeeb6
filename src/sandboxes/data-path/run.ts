import type { DataPathEvent } from '#engine/datapath/events.ts';
import { runDataPath } from '#engine/datapath/run.ts';
import { MICROSECOND, MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { none } from '#engine/tcp/congestion/none.ts';
import { RTO_RULES, TCP_DEFAULTS } from '#engine/tcp/config.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { chosen } from './parameters.ts';

/** Half of what light takes for 4 km there and back: two machines in one place. */
const DELAY = 10 * MICROSECOND;
/** More is told as too much: it would hold the page for seconds, and nobody could look through it. */
const MOST_EVENTS = 40_000;
/** A reader that never reads is probed for ever; so much of it is enough. */
const LONGEST = 2 * SECOND;

/** Both hosts are set alike. Everything else in TCP is as a connection that has long been under way. */
export function runSetup(setup: Setup, scenarios: readonly Scenario[]): Run<DataPathEvent> {
  const own = scenarios.find((one) => one.id === setup.scenario)?.interventions ?? [];
  const given = chosen(setup.parameters);
  let windowScale = 0;
  while (given.receiveBufferBytes >>> windowScale > 0xffff) windowScale += 1;
  return runDataPath({
    host: {
      tso: given.tso,
      gso: given.gso,
      gro: given.gro,
      checksumOffload: given.checksumOffload,
      coalesceFrames: given.coalesceFrames,
      coalesceNs: given.coalesceUs * MICROSECOND,
      rxRing: given.rxRing,
      txRing: given.txRing,
    },
    tcp: {
      ...TCP_DEFAULTS,
      timestamps: false,
      congestion: none,
      nagle: false,
      delayedAckNs: 40 * MILLISECOND,
      rto: RTO_RULES.linux,
      receiveBufferBytes: given.receiveBufferBytes,
      windowScale,
    },
    writer: given,
    reader: given,
    rateBps: given.rateKbps * 1000,
    delayNs: DELAY,
    interventions: [...own, ...setup.interventions],
    untilNs: LONGEST,
    bounds: { horizonNs: LONGEST, maxEvents: MOST_EVENTS },
  });
}
