import { Delta, Shape } from '../kernel/delta.ts';
import type { Scalar } from '../kernel/trace.ts';
import type { Connection } from './connection.ts';

/** Which variables have changed, or-ed together. */
const CHANGED = {
  state: 1,
  iss: 1 << 1,
  irs: 1 << 2,
  sndUna: 1 << 3,
  sndNxt: 1 << 4,
  sndWnd: 1 << 5,
  rcvNxt: 1 << 6,
  rcvWnd: 1 << 7,
  mss: 1 << 8,
  srttNs: 1 << 9,
  rttvarNs: 1 << 10,
  rtoNs: 1 << 11,
  retries: 1 << 12,
  duplicateAcks: 1 << 13,
  sendBufferBytes: 1 << 14,
  receiveBufferBytes: 1 << 15,
  outOfOrderBytes: 1 << 16,
  inFlightBytes: 1 << 17,
  recovery: 1 << 18,
  cwndBytes: 1 << 19,
  ssthreshBytes: 1 << 20,
  rule: 1 << 21,
  ruleWith: 1 << 22,
} as const;

// What changes together with nearly every packet of a bulk transfer
const SENT = CHANGED.sndNxt | CHANGED.inFlightBytes;
const DELIVERED = CHANGED.rcvNxt | CHANGED.rcvWnd | CHANGED.receiveBufferBytes;
const OPENED = CHANGED.rcvWnd | CHANGED.receiveBufferBytes;
const ACKNOWLEDGED =
  CHANGED.sndUna | CHANGED.srttNs | CHANGED.rttvarNs | CHANGED.sendBufferBytes | CHANGED.inFlightBytes;
const DECIDED = CHANGED.sndWnd | CHANGED.cwndBytes | CHANGED.ruleWith;

/** Of a variable that is not known yet, which the trace calls null: engines compare numbers with nothing but numbers at once. */
const UNKNOWN = -1;

/** The variables as the trace knows them (RFC 9293 §3.3.1, and those of the sender); at first as they never are. */
class Known {
  state: string | undefined;
  iss = NaN;
  irs = NaN;
  sndUna = NaN;
  sndNxt = NaN;
  sndWnd = NaN;
  rcvNxt = NaN;
  rcvWnd = NaN;
  mss = NaN;
  srttNs = NaN;
  rttvarNs = NaN;
  rtoNs = NaN;
  retries = NaN;
  duplicateAcks = NaN;
  sendBufferBytes = NaN;
  receiveBufferBytes = NaN;
  outOfOrderBytes = NaN;
  inFlightBytes = NaN;
  recovery: string | undefined;
  cwndBytes = NaN;
  ssthreshBytes = NaN;
  rule: string | undefined;
  ruleWith: readonly Scalar[] = [];
}
const NAMES = Object.keys(CHANGED) as readonly (keyof Known)[];

/** By which variables have changed. */
const SHAPES = new Map<number, Shape>();
function shapeOf(changed: number): Shape {
  let shape = SHAPES.get(changed);
  if (!shape) SHAPES.set(changed, (shape = new Shape(NAMES.filter((name) => changed & CHANGED[name]))));
  return shape;
}
const COMMON = {
  sent: shapeOf(SENT),
  delivered: shapeOf(DELIVERED),
  opened: shapeOf(OPENED),
  read: shapeOf(CHANGED.receiveBufferBytes),
  acknowledged: shapeOf(ACKNOWLEDGED),
  decided: shapeOf(DECIDED),
} as const;

/** What the trace knows of a connection. Asked several times for each packet: nothing is made where nothing has changed. */
export class Published {
  readonly #known = new Known();
  /** Number of the control's decision that was told last. */
  #decision = -1;

  /** Every variable that has another value than the trace knows, if any. */
  changes(c: Connection): Delta | undefined {
    const known = this.#known;
    const changed = note(known, c) | (this.#decision === c.decisions ? 0 : this.#control(c));
    if (changed === 0) return undefined;
    // Spelled out where they are most often asked for: one after the other takes thrice the time
    switch (changed) {
      case SENT:
        return new Delta(COMMON.sent, [known.sndNxt, known.inFlightBytes]);
      case DELIVERED:
        return new Delta(COMMON.delivered, [known.rcvNxt, known.rcvWnd, known.receiveBufferBytes]);
      case OPENED:
        return new Delta(COMMON.opened, [known.rcvWnd, known.receiveBufferBytes]);
      case CHANGED.receiveBufferBytes:
        return new Delta(COMMON.read, [known.receiveBufferBytes]);
      case ACKNOWLEDGED: {
        const { sndUna, srttNs, rttvarNs, sendBufferBytes, inFlightBytes } = known;
        return new Delta(COMMON.acknowledged, [sndUna, srttNs, rttvarNs, sendBufferBytes, inFlightBytes]);
      }
      case DECIDED:
        return new Delta(COMMON.decided, [known.sndWnd, known.cwndBytes, known.ruleWith]);
      default: {
        const shape = shapeOf(changed);
        const values = (shape.names as readonly (keyof Known)[]).map((name) => known[name]);
        return new Delta(
          shape,
          values.map((value) => (value === UNKNOWN ? null : value!)),
        );
      }
    }
  }

  /** The control has decided something: its window, the rule that it applied, and the numbers of the rule as a list of name, value, name, value. */
  #control({ congestion, decisions }: Connection): number {
    const known = this.#known;
    let changed = 0;
    this.#decision = decisions;
    if (congestion.name === 'none') return 0;
    const { cwndBytes } = congestion;
    const ssthreshBytes =
      congestion.ssthreshBytes === Number.MAX_SAFE_INTEGER ? UNKNOWN : congestion.ssthreshBytes;
    const { rule, with: numbers } = congestion.thinking();
    if (known.cwndBytes !== cwndBytes) {
      changed |= CHANGED.cwndBytes;
      known.cwndBytes = cwndBytes;
    }
    if (known.ssthreshBytes !== ssthreshBytes) {
      changed |= CHANGED.ssthreshBytes;
      known.ssthreshBytes = ssthreshBytes;
    }
    if (known.rule !== rule) {
      changed |= CHANGED.rule;
      known.rule = rule;
    }
    const before = known.ruleWith;
    let at = 0;
    let same = true;
    for (const name in numbers) {
      same &&= before[at] === name && before[at + 1] === numbers[name];
      at += 2;
    }
    if (same && at === before.length) return changed;
    known.ruleWith = listed(numbers, at);
    return changed | CHANGED.ruleWith;
  }
}

/** Takes over every variable that has another value, and gives which. */
function note(known: Known, c: Connection): number {
  const { rto } = c;
  const heard = c.irs !== null;
  const irs = c.irs ?? UNKNOWN;
  const rcvNxt = heard ? c.rcvNxt : UNKNOWN;
  const rcvWnd = heard ? c.receiveWindow : UNKNOWN;
  const mss = heard ? Math.min(c.peerMss, c.config.mss) : UNKNOWN;
  const srttNs = rto.srttNs ?? UNKNOWN;
  const rttvarNs = rto.rttvarNs ?? UNKNOWN;
  const sendBufferBytes = c.sendBuffer.length;
  const outOfOrderBytes = c.reassembly.bytes;
  const { inFlightBytes } = c.board;
  const recovery = c.recovery.phase;
  let changed = 0;
  if (known.state !== c.state) {
    changed |= CHANGED.state;
    known.state = c.state;
  }
  if (known.iss !== c.iss) {
    changed |= CHANGED.iss;
    known.iss = c.iss;
  }
  if (known.irs !== irs) {
    changed |= CHANGED.irs;
    known.irs = irs;
  }
  if (known.sndUna !== c.sndUna) {
    changed |= CHANGED.sndUna;
    known.sndUna = c.sndUna;
  }
  if (known.sndNxt !== c.sndNxt) {
    changed |= CHANGED.sndNxt;
    known.sndNxt = c.sndNxt;
  }
  if (known.sndWnd !== c.sndWnd) {
    changed |= CHANGED.sndWnd;
    known.sndWnd = c.sndWnd;
  }
  if (known.rcvNxt !== rcvNxt) {
    changed |= CHANGED.rcvNxt;
    known.rcvNxt = rcvNxt;
  }
  if (known.rcvWnd !== rcvWnd) {
    changed |= CHANGED.rcvWnd;
    known.rcvWnd = rcvWnd;
  }
  if (known.mss !== mss) {
    changed |= CHANGED.mss;
    known.mss = mss;
  }
  if (known.srttNs !== srttNs) {
    changed |= CHANGED.srttNs;
    known.srttNs = srttNs;
  }
  if (known.rttvarNs !== rttvarNs) {
    changed |= CHANGED.rttvarNs;
    known.rttvarNs = rttvarNs;
  }
  if (known.rtoNs !== rto.rtoNs) {
    changed |= CHANGED.rtoNs;
    known.rtoNs = rto.rtoNs;
  }
  if (known.retries !== c.retries) {
    changed |= CHANGED.retries;
    known.retries = c.retries;
  }
  if (known.duplicateAcks !== c.duplicateAcks) {
    changed |= CHANGED.duplicateAcks;
    known.duplicateAcks = c.duplicateAcks;
  }
  if (known.sendBufferBytes !== sendBufferBytes) {
    changed |= CHANGED.sendBufferBytes;
    known.sendBufferBytes = sendBufferBytes;
  }
  if (known.receiveBufferBytes !== c.inboxBytes) {
    changed |= CHANGED.receiveBufferBytes;
    known.receiveBufferBytes = c.inboxBytes;
  }
  if (known.outOfOrderBytes !== outOfOrderBytes) {
    changed |= CHANGED.outOfOrderBytes;
    known.outOfOrderBytes = outOfOrderBytes;
  }
  if (known.inFlightBytes !== inFlightBytes) {
    changed |= CHANGED.inFlightBytes;
    known.inFlightBytes = inFlightBytes;
  }
  if (known.recovery !== recovery) {
    changed |= CHANGED.recovery;
    known.recovery = recovery;
  }
  return changed;
}

/** In a list of its very length: one that grows would keep twice the room for good. */
function listed(numbers: Readonly<Record<string, Scalar>>, length: number): readonly Scalar[] {
  const list = new Array<Scalar>(length);
  let at = 0;
  for (const name in numbers) {
    list[at] = name;
    list[at + 1] = numbers[name]!;
    at += 2;
  }
  return list;
}
