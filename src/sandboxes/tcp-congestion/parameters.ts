import { groupsOf } from '#engine/contest/contest.ts';
import type { ContestFlow, ContestSetup } from '#engine/contest/setup.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { QueueSetup } from '#engine/net/queues/queue.ts';
import { congestionNames, type CongestionName } from '#engine/tcp/congestion/registry.ts';
import { ecn } from '#engine/tcp/ecn.ts';
import type { Parameter, Parameters, Setup } from '#player/model.ts';

/** Random loss by its choice: in how many of a million cases. */
const LOSSES: Readonly<Record<string, number>> = {
  '0': 0,
  '0.01': 100,
  '0.1': 1000,
  '0.5': 5000,
  '1': 10_000,
  '2': 20_000,
};
const QUEUES = ['drop-tail', 'red', 'codel'] as const;

export const parameters: readonly Parameter[] = [
  { id: 'first', kind: 'choice', choices: congestionNames, default: 'reno' },
  { id: 'firstFlows', kind: 'integer', unit: 'none', min: 1, max: 100, step: 1, default: 1 },
  { id: 'second', kind: 'choice', choices: ['none', ...congestionNames], default: 'none' },
  { id: 'secondFlows', kind: 'integer', unit: 'none', min: 1, max: 100, step: 1, default: 1 },
  { id: 'third', kind: 'choice', choices: ['none', ...congestionNames], default: 'none' },
  { id: 'thirdFlows', kind: 'integer', unit: 'none', min: 1, max: 100, step: 1, default: 1 },
  { id: 'laterMs', kind: 'integer', unit: 'ms', min: 0, max: 20_000, step: 100, default: 0 },
  { id: 'extraMs', kind: 'integer', unit: 'ms', min: 0, max: 400, step: 10, default: 0 },
  {
    id: 'rateKbps',
    kind: 'integer',
    unit: 'kbit/s',
    min: 500,
    max: 50_000,
    step: 500,
    default: 10_000,
    live: { target: 'bottleneck', quantity: 'rateBps', times: 1000 },
  },
  { id: 'rttMs', kind: 'integer', unit: 'ms', min: 2, max: 400, step: 2, default: 40 },
  { id: 'bufferPercent', kind: 'integer', unit: '%', min: 5, max: 1000, step: 5, default: 100 },
  { id: 'queue', kind: 'choice', choices: QUEUES, default: 'drop-tail' },
  { id: 'ecn', kind: 'switch', default: false },
  { id: 'loss', kind: 'choice', choices: Object.keys(LOSSES), default: '0' },
  { id: 'delayedAck', kind: 'switch', default: false },
  { id: 'seconds', kind: 'integer', unit: 's', min: 1, max: 60, step: 1, default: 30 },
];

/** A full segment on the wire, with Ethernet, IPv4, TCP and timestamps; and its data. Bytes. */
export const FRAME_BYTES = 1514;
export const SEGMENT_BYTES = 1448;
/** Points of a curve. */
const LOOKS = 300;
const LOOKS_A_STEP = 10;

/** Bandwidth-delay product in full frames. */
export const productFrames = (rateKbps: number, rttMs: number): number =>
  Math.floor((rateKbps * rttMs) / (8 * FRAME_BYTES));

/** Flows of one choice of the reader's, that begin over a second where there are many, so that they do not march in step. */
function flowsOf(given: Parameters): readonly ContestFlow[] {
  return (['first', 'second', 'third'] as const).flatMap((id, nth) => {
    const control = given[id] as CongestionName | 'none';
    if (control === 'none') return [];
    const count = given[`${id}Flows`] as number;
    const later = nth * (given['laterMs'] as number) * MILLISECOND;
    const extraRttNs = nth === 1 ? (given['extraMs'] as number) * MILLISECOND : 0;
    return Array.from({ length: count }, (_, index) => ({
      control,
      // 17 ms for each choice: no two packets come at once
      startNs: later + nth * 17 * MILLISECOND + Math.floor((index * SECOND) / count),
      extraRttNs,
    }));
  });
}

function queueOf(given: Parameters): QueueSetup {
  const [rateKbps, rttMs] = [given['rateKbps'] as number, given['rttMs'] as number];
  const packets = Math.max(
    2,
    Math.round((productFrames(rateKbps, rttMs) * (given['bufferPercent'] as number)) / 100),
  );
  const marks = given['ecn'] as boolean;
  if (given['queue'] === 'codel') {
    // RFC 8289 §4.2, §4.3
    const times = { targetNs: 5 * MILLISECOND, intervalNs: 100 * MILLISECOND };
    return { kind: 'codel', packets, ...times, mtuBytes: FRAME_BYTES, ecn: marks };
  }
  if (given['queue'] === 'red') {
    // Floyd and Jacobson 1993: thresholds a factor of three apart, a weight of 1/512, a tenth at the upper one
    const minPackets = Math.max(2, Math.floor(packets / 6));
    const packetNs = Math.ceil((FRAME_BYTES * 8 * 1_000_000) / rateKbps);
    return {
      kind: 'red',
      minPackets,
      maxPackets: 3 * minPackets,
      packets,
      weightLog: 9,
      oneOf: 10,
      packetNs,
      ecn: marks,
    };
  }
  return { kind: 'drop-tail', packets };
}

/** The parameters as the engine wants them. Of parameters within bounds; the player sees to that. */
export function contestOf({ parameters: given, seed, interventions }: Setup): ContestSetup {
  const forNs = (given['seconds'] as number) * SECOND;
  const times = LOSSES[given['loss'] as string]!;
  return {
    seed,
    rateBps: (given['rateKbps'] as number) * 1000,
    rttNs: (given['rttMs'] as number) * MILLISECOND,
    queue: queueOf(given),
    ...(times > 0 && { loss: { times, of: 1_000_000 } }),
    config: { delayedAckNs: given['delayedAck'] ? 40 * MILLISECOND : null, ecn: given['ecn'] ? ecn : null },
    flows: flowsOf(given),
    interventions,
    forNs,
    everyNs: Math.floor(forNs / LOOKS),
    looksAStep: LOOKS_A_STEP,
  };
}

/** What is drawn as a line of its own: a flow, or a group of like flows where there are many. */
export interface Told {
  readonly where: string;
  readonly control: CongestionName;
  readonly count: number;
  readonly extraMs: number;
}

export const toldOf = (given: Parameters): readonly Told[] =>
  groupsOf(flowsOf(given)).map(({ where, flows }) => ({
    where,
    control: flows[0]!.control,
    count: flows.length,
    extraMs: flows[0]!.extraRttNs / MILLISECOND,
  }));
