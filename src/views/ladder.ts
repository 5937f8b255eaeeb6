import type { Run, TraceEvent } from '#engine/kernel/trace.ts';

/** A packet between two lanes: from the instant it leaves to the instant it arrives, or is lost midway. */
export interface Arrow {
  readonly name: string;
  readonly frame: number;
  readonly from: string;
  readonly to: string;
  /** 'SYN  seq=0', flags first; 'UDP 512 B', 'ICMP port unreachable'. */
  readonly label: string;
  readonly sentAt: number;
  /** Null while nothing is known of its end (it is in flight when the run stops). */
  readonly endAt: number | null;
  readonly lost: boolean;
  readonly retransmission: boolean;
  /** Its bits were changed on the way. */
  readonly corrupt: boolean;
  /** A second copy of another arrow's packet. */
  readonly copy: boolean;
  readonly tone: Tone;
}

/** Pixels over the first instant, where the lanes' names stand; more where three of them stand closer. */
export const LADDER_HEAD = 40;
export const LADDER_HEAD_OF_SEVERAL = 56;

/** 'note' is what carries no stream: ICMP, ARP. */
export type Tone = 'syn' | 'data' | 'ack' | 'fin' | 'rst' | 'note';

/** A lane's state from an instant on. */
export interface LaneState {
  readonly at: number;
  readonly n: number;
  readonly where: string;
  readonly state: string;
}

type Begun = Omit<Arrow, 'endAt' | 'lost'>;

/** How sequence numbers are written: from the start of each stream, or as they stand on the wire. */
export type Numbers = 'relative' | 'absolute';

export function arrowsOf(run: Run, as: Numbers = 'relative'): Arrow[] {
  const arrows: Arrow[] = [];
  const begun = new Map<number, Begun>();
  for (const event of run.events) {
    const frame = event['frame'];
    if (typeof frame !== 'number') continue;
    const { alteredFrom } = run.frames[frame]!;
    const original = alteredFrom === undefined ? undefined : begun.get(alteredFrom);
    if (event.kind === 'send' || !begun.has(frame)) begun.set(frame, begin(event, run, as));
    const arrow = begun.get(frame)!;
    if (event.kind === 'tamper' && original) {
      // the altered frame goes on in place of the one that was sent: corrupted, or marked by a queue
      begun.delete(original.frame);
      const corrupt = original.corrupt || event['act'] === 'corrupt';
      begun.set(frame, { ...arrow, retransmission: original.retransmission, corrupt });
    }
    if (event.kind !== 'arrive' && event.kind !== 'lost') continue;
    arrows.push({ ...begun.get(frame)!, endAt: event.at, lost: event.kind === 'lost' });
  }
  const ended = new Set(arrows.map((arrow) => arrow.frame));
  for (const [frame, arrow] of begun)
    if (!ended.has(frame)) arrows.push({ ...arrow, endAt: null, lost: false });
  return arrows.sort((a, b) => a.sentAt - b.sentAt || a.frame - b.frame);
}

function begin(event: TraceEvent, run: Run, as: Numbers): Begun {
  const frame = run.frames[event['frame'] as number]!;
  const flags = String(event['flags']);
  const length = Number(event['len']);
  const [seq, ack] = as === 'relative' ? ['relSeq', 'relAck'] : ['seq', 'ack'];
  const numbers = event['protocol'] === 'tcp' ? [`seq=${event[seq!]}`] : [];
  if (flags.includes('ACK')) numbers.push(`ack=${event[ack!]}`);
  if (flags && length > 0) numbers.push(`len=${length}`);
  return {
    name: frame.name,
    frame: frame.id,
    from: frame.from,
    to: frame.to,
    label: [String(event['label']), numbers.join(' ')].filter(Boolean).join('  '),
    sentAt: frame.sentAt,
    retransmission: event['retransmission'] === true,
    corrupt: false,
    copy: frame.copyOf !== undefined,
    tone: toneOf(String(event['protocol']), flags, length),
  };
}

function toneOf(protocol: string, flags: string, length: number): Tone {
  if (protocol !== 'tcp') return protocol === 'udp' ? 'data' : 'note';
  if (flags.includes('RST')) return 'rst';
  if (flags.includes('SYN')) return 'syn';
  if (flags.includes('FIN')) return 'fin';
  return length > 0 ? 'data' : 'ack';
}

/** Changes of state; of several at one instant (CLOSED, SYN-SENT) a lane shows the last. */
export function laneStatesOf(run: Run): LaneState[] {
  const states: LaneState[] = [];
  for (const event of run.events) {
    const state = event.set?.['state'];
    if (typeof state !== 'string') continue;
    const before = states.findLastIndex((one) => one.where === event.where);
    if (states[before]?.state === state) continue;
    if (states[before]?.at === event.at) states.splice(before, 1);
    states.push({ at: event.at, n: event.n, where: event.where, state });
  }
  return states;
}

/** The states of each lane, with the height of their labels: those of a lane keep clear of each other. */
export function placedStates(
  run: Run,
  lanes: readonly { readonly id: string }[],
  y: (ns: number) => number,
): (LaneState & { readonly labelY: number })[] {
  const all = laneStatesOf(run);
  return lanes.flatMap(({ id }) => {
    const own = all.filter((one) => one.where === id);
    const places = spread(
      own.map((one) => y(one.at)),
      12,
    );
    return own.map((one, index) => ({ ...one, labelY: places[index]! }));
  });
}

/** Where the labels of a lane's states stand: at their instant, or below the one before where that would cover it. */
export function spread(wanted: readonly number[], apart: number): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return wanted.map((y) => (last = Math.max(y, last + apart)));
}

/** A run's longest flight is drawn at least so long, in pixels; longer where many leave in that time, up to the second. */
const FLIGHT = [64, 256] as const;
/** So far apart, in pixels, two labels can both be read. */
const LINE = 15;

/** Pixels that a nanosecond of the axis takes, so that most packets of the run have a line of their own. */
export function scaleOf(run: Run): number {
  const arrows = arrowsOf(run);
  const flight = Math.max(
    0,
    ...arrows.map((one) => (one.lost || one.endAt === null ? 0 : one.endAt - one.sentAt)),
  );
  // no packet crossed: all of the run in the place of one
  if (flight === 0) return FLIGHT[1] / Math.max(1, run.endNs);
  // What leaves together may arrive one after the other: both ends count
  const ends = arrows.map((one) => one.endAt ?? one.sentAt).sort((a, b) => a - b);
  const apart = [arrows.map((one) => one.sentAt), ends]
    .flatMap((times) => times.map((at, index) => at - (times[index - 1] ?? 0)))
    .filter((ns) => ns > 0)
    .sort((a, b) => a - b);
  const usual = apart[apart.length >> 1] ?? flight;
  return Math.min(FLIGHT[1], Math.max(FLIGHT[0], (LINE * flight) / usual)) / flight;
}
