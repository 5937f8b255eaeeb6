import { MILLISECOND, SECOND, type Ns } from '../kernel/time.ts';
import type { Run, Value } from '../kernel/trace.ts';
import { Tracer } from '../kernel/tracer.ts';
import type { ContestEvent } from './events.ts';
import { jainThousandths } from './fairness.ts';
import { arrivedOf, connectionOf, groupKey, networkOf, type Member, type Network } from './network.ts';
import { MOST_TOLD_APART, type ContestFlow, type ContestSetup } from './setup.ts';
import { Watch } from './watch.ts';

/** A flow that is told apart is looked at so often for what befalls its control. */
const WATCH_NS = MILLISECOND;

/** Several members that are told as one. */
interface Group {
  readonly where: string;
  readonly members: readonly Member[];
  bytes: number;
}

/**
 * Flows through a bottleneck, packet by packet over the whole stack, of which only what a chart shows is kept: samples on a grid, and what
 * befalls a control. A minute of it is some thousand events in place of millions.
 */
export class Contest {
  readonly #setup: ContestSetup;
  readonly #network: Network;
  readonly #tracer: Tracer<ContestEvent>;
  readonly #apart: boolean;
  readonly #groups: readonly Group[];
  readonly #watches: readonly Watch[];
  readonly #bottleneck;
  #now: Ns = 0;
  #looks = 0;
  #wireBytes = 0;
  #stepWireBytes = 0;
  #stepBytes: number[];
  #started = 0;

  constructor(setup: ContestSetup) {
    this.#setup = setup;
    this.#network = networkOf(setup);
    this.#tracer = new Tracer({ horizonNs: setup.forNs, maxEvents: 1_000_000 });
    const { members, bottleneck } = this.#network;
    this.#apart = members.length <= MOST_TOLD_APART;
    this.#groups = this.#apart
      ? members.map((member, index) => ({ where: `flow-${index + 1}`, members: [member], bytes: 0 }))
      : grouped(members);
    this.#watches = this.#apart ? members.map(() => new Watch()) : [];
    this.#bottleneck = bottleneck;
    this.#stepBytes = members.map(() => 0);
  }

  get now(): Ns {
    return this.#now;
  }

  /** Goes on to the next look. False once the time is over. */
  advance(): boolean {
    const until = Math.min(this.#now + this.#setup.everyNs, this.#setup.forNs);
    if (this.#apart) {
      for (let at = this.#now + WATCH_NS; at < until; at += WATCH_NS) this.#step(at);
    }
    this.#step(until);
    this.#sample(until);
    this.#now = until;
    return until < this.#setup.forNs;
  }

  result(): Run<ContestEvent> {
    return { events: this.#tracer.events, frames: [], endNs: this.#now };
  }

  #step(at: Ns): void {
    this.#begin(at);
    this.#network.world.advance(at);
    this.#watches.forEach((watch, index) => {
      const c = connectionOf(this.#network.members[index]!);
      if (!c || c.state !== 'ESTABLISHED') return;
      const what = watch.look(c);
      if (!what) return;
      const { rule, with: numbers } = c.congestion.thinking();
      const set = { ...variablesOf(c), ...numbers };
      // The acknowledgment that told of a mark has been counted since, by another rule
      const marked = c.congestion.name === 'cubic' ? 'congestion.cubic-ecn' : 'congestion.ecn';
      const reason = what === 'ecn' ? marked : rule;
      this.#tracer.record({ at, kind: 'signal', where: `flow-${index + 1}`, what, reason, set });
    });
  }

  /** Says who begins up to now; the flows of a crowd begin unsaid. */
  #begin(at: Ns): void {
    if (!this.#apart) return;
    const begun = this.#setup.flows
      .map((flow, index) => ({ flow, index }))
      .filter(({ flow }) => flow.startNs <= at)
      .sort((a, b) => a.flow.startNs - b.flow.startNs);
    for (const { flow, index } of begun.slice(this.#started)) {
      const { control } = flow;
      const event = { kind: 'start', where: `flow-${index + 1}`, reason: 'contest.start', control } as const;
      this.#tracer.record({ at, ...event, group: index + 1 });
    }
    this.#started = begun.length;
  }

  #sample(at: Ns): void {
    const { everyNs } = this.#setup;
    for (const group of this.#groups) this.#sampleGroup(group, at, everyNs);
    this.#looks += 1;
    const step = this.#looks % this.#setup.looksAStep === 0 || at === this.#setup.forNs;
    const wire = this.#network.sink.wireBytes;
    const set: Record<string, Value> = {
      queue: this.#bottleneck.queue.packets,
      queueBytes: this.#bottleneck.queue.bytes,
      rateKbps: kbps(wire - this.#wireBytes, everyNs),
      usePercent: this.#use(wire - this.#wireBytes, everyNs),
      bytes: wire,
    };
    this.#wireBytes = wire;
    const reason = step ? 'contest.second' : 'contest.sample';
    if (step) Object.assign(set, this.#second(wire));
    this.#tracer.record({ at, kind: 'sample', where: 'bottleneck', reason, step, set });
  }

  #sampleGroup(group: Group, at: Ns, overNs: Ns): void {
    const { members, where } = group;
    const open: Connected[] = [];
    let bytes = 0;
    for (const member of members) {
      const c = connectionOf(member);
      if (!c) continue;
      if (c.state === 'ESTABLISHED') open.push(c);
      bytes += arrivedOf(member, this.#network.sink);
    }
    if (open.length === 0) return;
    const rateKbps = kbps(bytes - group.bytes, overNs);
    group.bytes = bytes;
    const { rule, with: numbers } = open[0]!.congestion.thinking();
    const set = this.#apart
      ? { ...variablesOf(open[0]!), ...numbers, rateKbps, bytes }
      : { ...meansOf(open), rateKbps, bytes };
    this.#tracer.record({
      at,
      kind: 'sample',
      where,
      reason: this.#apart ? rule : 'contest.sample',
      step: false,
      set,
    });
  }

  /** What the last step's time was like for everybody. */
  #second(wire: number): Record<string, Value> {
    const { members, sink } = this.#network;
    const overNs = this.#setup.everyNs * this.#setup.looksAStep;
    const bytes = members.map((member) => arrivedOf(member, sink));
    const shares = bytes.map((one, index) => kbps(one - this.#stepBytes[index]!, overNs));
    this.#stepBytes = bytes;
    const usePercent = this.#use(wire - this.#stepWireBytes, overNs);
    this.#stepWireBytes = wire;
    const thousandths = jainThousandths(shares.filter((_, index) => connectionOf(members[index]!)));
    const queueMs = Math.floor((this.#bottleneck.queue.bytes * 8000) / this.#bottleneck.rateBps);
    return { shares, jain: thousandths / 1000, secondPercent: usePercent, queueMs };
  }

  /** Share of the wire's time, at the rate that it has now, in percent with one decimal. */
  #use(bytes: number, overNs: Ns): number {
    const bits = bytes * 8;
    return Math.min(1000, Math.round((bits * 1000 * SECOND) / (this.#bottleneck.rateBps * overNs))) / 10;
  }
}

const kbps = (bytes: number, overNs: Ns): number => Math.floor((bytes * 8_000_000) / overNs);

type Connected = NonNullable<ReturnType<typeof connectionOf>>;

/** RFC 5681 §2's variables of a flow. */
function variablesOf(c: Connected): {
  readonly cwnd: number;
  readonly ssthresh: number | null;
  readonly inFlight: number;
  readonly srttUs: number | null;
} {
  const { cwndBytes, ssthreshBytes } = c.congestion;
  const { srttNs } = c.rto;
  return {
    cwnd: cwndBytes,
    ssthresh: ssthreshBytes === Number.MAX_SAFE_INTEGER ? null : ssthreshBytes,
    inFlight: c.board.inFlightBytes,
    srttUs: srttNs === null ? null : Math.floor(srttNs / 1000),
  };
}

/** Of several flows; a crowd is looked at so often that no list of theirs is made. */
function meansOf(all: readonly Connected[]): Record<string, Value> {
  let [cwnd, inFlight, srttUs] = [0, 0, 0];
  for (const { congestion, board, rto } of all) {
    cwnd += congestion.cwndBytes;
    inFlight += board.inFlightBytes;
    srttUs += Math.floor((rto.srttNs ?? 0) / 1000);
  }
  const mean = (sum: number) => Math.floor(sum / all.length);
  return { cwnd: mean(cwnd), ssthresh: null, inFlight: mean(inFlight), srttUs: mean(srttUs) };
}

function grouped(members: readonly Member[]): Group[] {
  const found = new Map<string, Member[]>();
  for (const member of members) {
    const key = groupKey(member.flow);
    found.set(key, [...(found.get(key) ?? []), member]);
  }
  return [...found.values()].map((of, index) => ({ where: `group-${index + 1}`, members: of, bytes: 0 }));
}

/** The groups that a crowd of these flows is told by, in order; of a few, each is one. */
export function groupsOf(
  flows: readonly ContestFlow[],
): readonly { readonly where: string; readonly flows: readonly ContestFlow[] }[] {
  if (flows.length <= MOST_TOLD_APART)
    return flows.map((flow, index) => ({ where: `flow-${index + 1}`, flows: [flow] }));
  const found = new Map<string, ContestFlow[]>();
  for (const flow of flows) found.set(groupKey(flow), [...(found.get(groupKey(flow)) ?? []), flow]);
  return [...found.values()].map((of, index) => ({ where: `group-${index + 1}`, flows: of }));
}
