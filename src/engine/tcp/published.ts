import { Delta, NO_OTHERS, NULL, Pages, Shape } from '../kernel/delta.ts';
import type { Thought } from './congestion/congestion.ts';
import type { Connection } from './connection.ts';

/** The variables (RFC 9293 §3.3.1, and those of the sender) in the order in which they are told: which of them have changed is said by bits. */
const PLACE = {
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
const UNKNOWN = -1;

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

/** The numbers that a rule has, by their names, and what changes together with them. */
class Rules {
  readonly names: readonly string[];
  readonly #changed = new Map<number, Changed>();

  constructor(names: readonly string[]) {
    this.names = names;
  }
  changed(bits: number): Changed {
    let changed = this.#changed.get(bits);
    if (!changed) this.#changed.set(bits, (changed = new Changed(bits, this.names)));
    return changed;
  }
}
const NO_RULES = new Rules([]);
/** By the names. */
const RULES = new Map<string, Rules>();

function rulesOf(names: readonly string[]): Rules {
  const key = names.join();
  let rules = RULES.get(key);
  if (!rules) RULES.set(key, (rules = new Rules(names)));
  return rules;
}

const PAGES = new Pages();

/** What the trace knows of a connection. Asked several times for each packet: nothing is made where nothing has changed. */
export class Published {
  /** By place; at first as they never are, as are those that are no numbers. */
  readonly #numbers = new Float64Array(NAMES.length).fill(NaN);
  #state: string | undefined;
  #recovery: string | undefined;
  #rule: string | undefined;
  #rules = NO_RULES;
  /** In the order of its names, as a page has them. */
  #ruleWith = new Float64Array(0);
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
    if (this.#decision !== c.decisions) bits |= this.#control(c);
    return bits === 0 ? undefined : this.#delta(bits);
  }

  #delta(bits: number): Delta {
    const shape = this.#rules.changed(bits);
    const { places } = shape;
    const ruleWith = bits & (1 << PLACE.ruleWith) ? this.#ruleWith : NO_NUMBERS;
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
    return place === PLACE.rule ? this.#rule! : place === PLACE.state ? this.#state! : this.#recovery!;
  }

  /** The control has decided something: its window, the rule that it applied, and the numbers of the rule as a list of name, value, name, value. */
  #control({ congestion, decisions }: Connection): number {
    this.#decision = decisions;
    if (congestion.name === 'none') return 0;
    const { cwndBytes, ssthreshBytes } = congestion;
    const { rule, with: numbers } = congestion.thinking();
    let bits =
      put(this.#numbers, PLACE.cwndBytes, cwndBytes) |
      put(
        this.#numbers,
        PLACE.ssthreshBytes,
        ssthreshBytes === Number.MAX_SAFE_INTEGER ? UNKNOWN : ssthreshBytes,
      );
    if (this.#rule !== rule) {
      bits |= 1 << PLACE.rule;
      this.#rule = rule;
    }
    return this.#sameNumbers(numbers) ? bits : bits | (1 << PLACE.ruleWith);
  }

  /** Takes over the numbers of a rule; whether they are what they were. */
  #sameNumbers(numbers: Thought['with']): boolean {
    const { names } = this.#rules;
    const before = this.#ruleWith;
    let nth = 0;
    let same = true;
    for (const name in numbers) {
      if (names[nth] !== name) return this.#otherNumbers(numbers);
      const value = numbers[name] ?? NULL;
      if (before[nth] !== value) same = false;
      before[nth] = value;
      nth += 1;
    }
    return nth === names.length ? same : this.#otherNumbers(numbers);
  }
  #otherNumbers(numbers: Thought['with']): false {
    this.#rules = rulesOf(Object.keys(numbers));
    this.#ruleWith = Float64Array.from(Object.values(numbers), (value) => value ?? NULL);
    return false;
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
function put(numbers: Float64Array, place: number, value: number): number {
  if (numbers[place] === value) return 0;
  numbers[place] = value;
  return 1 << place;
}
