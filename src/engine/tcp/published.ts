import { Delta, NO_OTHERS, NULL, Pages, Shape } from '../kernel/delta.ts';
import type { Congestion } from './congestion/congestion.ts';
import type { Connection } from './connection.ts';

/** The variables (RFC 9293 §3.3.1, and those of the sender) in the order in which they are told: which of them have changed is said by bits. */
export const PLACE = {
  state: 0,
  iss: 1,
  irs: 2,
  sndUna: 3,
  sndNxt: 4,
  sndWnd: 5,
  rcvNxt: 6,
  rcvWnd: 7,
  mss: 8,
  srttNs: 9,
  rttvarNs: 10,
  rtoNs: 11,
  retries: 12,
  duplicateAcks: 13,
  sendBufferBytes: 14,
  receiveBufferBytes: 15,
  outOfOrderBytes: 16,
  inFlightBytes: 17,
  recovery: 18,
  cwndBytes: 19,
  ssthreshBytes: 20,
  rule: 21,
  ruleWith: 22,
} as const;
const NAMES = Object.keys(PLACE);

/** Of a variable that is not known yet, which the trace calls null. */
export const UNKNOWN = -1;

/** Variables that change together, and where their values are kept. */
class Changed extends Shape {
  readonly places: readonly number[];

  constructor(bits: number, numbers: readonly string[]) {
    const places = NAMES.flatMap((_, place) => (bits & (1 << place) ? [place] : []));
    super(
      places.map((place) => (place === PLACE.ruleWith ? { list: 'ruleWith', of: numbers } : NAMES[place]!)),
    );
    this.places = places;
  }
}

/** The sets of variables that have changed together, by their bits. */
export class Sets {
  /** Names of the numbers that go with the control's rule. */
  readonly names: readonly string[];
  readonly #changed = new Map<number, Changed>();

  constructor(names: readonly string[]) {
    this.names = names;
  }
  of(bits: number): Changed {
    let changed = this.#changed.get(bits);
    if (!changed) this.#changed.set(bits, (changed = new Changed(bits, this.names)));
    return changed;
  }
}
const WITHOUT_RULE = new Sets([]);

/** What the trace knows of a control. Each brings how it is told (thoughts.ts): where there is none, nobody loads it. */
export interface Told {
  readonly sets: Sets;
  readonly rule: string;
  /** The numbers of the rule, in the order of their names; as a page has them. */
  readonly numbers: Float64Array;
  /** Takes over what is another now, the windows into `numbers`; gives the bits of it. */
  changes(control: Congestion, numbers: Float64Array): number;
}

const PAGES = new Pages();

/** What the trace knows of a connection. Asked several times for each packet: nothing is made where nothing has changed. */
export class Published {
  /** By place; at first as they never are, as are those that are no numbers. */
  readonly #numbers = new Float64Array(NAMES.length).fill(NaN);
  #state: string | undefined;
  #recovery: string | undefined;
  #told: Told | undefined;
  /** Number of the control's decision that was told last. */
  #decision = -1;

  /** Every variable that has another value than the trace knows, if any. */
  changes(c: Connection): Delta | undefined {
    let bits = noted(this.#numbers, c);
    if (this.#state !== c.state) {
      bits |= 1 << PLACE.state;
      this.#state = c.state;
    }
    if (this.#recovery !== c.recovery.phase) {
      bits |= 1 << PLACE.recovery;
      this.#recovery = c.recovery.phase;
    }
    if (this.#decision !== c.decisions) {
      this.#decision = c.decisions;
      const { congestion } = c;
      if (congestion.told) bits |= (this.#told ??= congestion.told()).changes(congestion, this.#numbers);
    }
    return bits === 0 ? undefined : this.#delta(bits);
  }

  #delta(bits: number): Delta {
    const told = this.#told;
    const shape = (told?.sets ?? WITHOUT_RULE).of(bits);
    const { places } = shape;
    const ruleWith = bits & (1 << PLACE.ruleWith) ? told!.numbers : NO_NUMBERS;
    PAGES.take(places.length + ruleWith.length);
    const { page, at } = PAGES;
    let others = NO_OTHERS;
    for (let nth = 0; nth < places.length; nth += 1) {
      const value = this.#numbers[places[nth]!]!;
      if (value >= 0) page[at + nth] = value;
      else if (value === UNKNOWN) page[at + nth] = NULL;
      else if (places[nth] !== PLACE.ruleWith) {
        page[at + nth] = NaN;
        others = [...others, this.#text(places[nth]!)];
      }
    }
    // The list is the last of all
    for (let nth = 0; nth < ruleWith.length; nth += 1) page[at + places.length - 1 + nth] = ruleWith[nth]!;
    return new Delta(shape, page, at, others);
  }

  #text(place: number): string {
    return place === PLACE.rule ? this.#told!.rule : place === PLACE.state ? this.#state! : this.#recovery!;
  }
}

const NO_NUMBERS = new Float64Array(0);

/** Takes over every number that is another, and gives which. */
function noted(numbers: Float64Array, c: Connection): number {
  const { rto } = c;
  const heard = c.irs !== null;
  return (
    put(numbers, PLACE.iss, c.iss) |
    put(numbers, PLACE.irs, c.irs ?? UNKNOWN) |
    put(numbers, PLACE.sndUna, c.sndUna) |
    put(numbers, PLACE.sndNxt, c.sndNxt) |
    put(numbers, PLACE.sndWnd, c.sndWnd) |
    put(numbers, PLACE.rcvNxt, heard ? c.rcvNxt : UNKNOWN) |
    put(numbers, PLACE.rcvWnd, heard ? c.receiveWindow : UNKNOWN) |
    put(numbers, PLACE.mss, heard ? Math.min(c.peerMss, c.config.mss) : UNKNOWN) |
    put(numbers, PLACE.srttNs, rto.srttNs ?? UNKNOWN) |
    put(numbers, PLACE.rttvarNs, rto.rttvarNs ?? UNKNOWN) |
    put(numbers, PLACE.rtoNs, rto.rtoNs) |
    put(numbers, PLACE.retries, c.retries) |
    put(numbers, PLACE.duplicateAcks, c.duplicateAcks) |
    put(numbers, PLACE.sendBufferBytes, c.sendBuffer.length) |
    put(numbers, PLACE.receiveBufferBytes, c.inboxBytes) |
    put(numbers, PLACE.outOfOrderBytes, c.reassembly.bytes) |
    put(numbers, PLACE.inFlightBytes, c.board.inFlightBytes)
  );
}

/** The bit of the place, where another number stood there; else 0. */
export function put(numbers: Float64Array, place: number, value: number): number {
  if (numbers[place] === value) return 0;
  numbers[place] = value;
  return 1 << place;
}
