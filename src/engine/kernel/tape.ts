import { Delta, type Changes } from './delta.ts';
import type { Scalar, Value } from './trace.ts';

/** Numbers at a time: a chunk is filled once and never copied. */
const CHUNK = 8192;
/** Where a place could stand: there is nothing. */
const NOTHING = -1;

/**
 * Values one after the other, written at one end and read in the same order at the other; what has been read is forgotten. A run
 * of millions of events keeps them so: numbers side by side cost a tenth of what objects do, of which the garbage collector has to
 * look at every one. What is no number is kept apart, the same value once, and its place there is on the tape.
 *
 * What comes again and again is told by a `column`, a small number for each kind of thing: what came under it last, or before that, is mostly what comes next,
 * and is not searched for. Texts and objects have columns apart, as engines compare what is always a text without a call.
 */
export class Tape {
  /** The first is read from, the last written to. */
  readonly #chunks: Float64Array[] = [new Float64Array(CHUNK)];
  #open = this.#chunks[0]!;
  #end = 0;
  #start = 0;
  readonly #things: unknown[] = [];
  readonly #places = new Map<unknown, number>();
  readonly #lists = new Map<string, number>();
  /** By `Shape.nth`. */
  readonly #shapes: number[] = [];
  /** By column. */
  readonly #lastTexts: Last<string>[] = [];
  readonly #lastObjects: Last<object>[] = [];
  readonly #lastList: (readonly Scalar[])[] = [];
  readonly #lastListPlace: number[] = [];

  number(value: number): void {
    if (this.#end === CHUNK) {
      this.#open = new Float64Array(CHUNK);
      this.#chunks.push(this.#open);
      this.#end = 0;
    }
    this.#open[this.#end++] = value;
  }

  text(text: string, column: number): void {
    const last = (this.#lastTexts[column] ??= new Last<string>());
    if (last.one !== text && !last.swap(text)) last.take(text, this.#placeOf(text));
    this.number(last.place);
  }

  /** An object that comes again, by what it is. */
  thing(thing: object, column: number): void {
    const last = (this.#lastObjects[column] ??= new Last<object>());
    if (last.one !== thing && !last.swap(thing)) last.take(thing, this.#placeOf(thing));
    this.number(last.place);
  }

  /** Something of which there is only one. */
  once(thing: object): void {
    this.number(this.#things.push(thing) - 1);
  }

  /** Finite numbers stand for themselves; before a list there is Infinity, before anything else there is NaN. */
  value(value: Value, column: number): void {
    if (typeof value === 'number' && value - value === 0) this.number(value);
    else if (typeof value === 'object' && value !== null) this.#list(value, column);
    else {
      this.number(NaN);
      this.number(this.#placeOf(value));
    }
  }

  /** Variables: where their names are, then their values. */
  changes(changes: Changes | undefined, column: number): void {
    if (changes === undefined) return this.number(NOTHING);
    if (!(changes instanceof Delta)) {
      this.#record(changes, column);
      return;
    }
    const { shape, page, at, others } = changes;
    const place = (this.#shapes[shape.nth] ??= this.#placeOfList(shape.names));
    this.number(place);
    const end = at + shape.names.length;
    let other = 0;
    for (let next = at; next < end; next += 1) {
      const number = page[next]!;
      if (number === number) this.number(number);
      else this.value(others[other++]!, column);
    }
  }

  /** Whether all that was written has been read. */
  get empty(): boolean {
    return this.#chunks.length === 1 && this.#start === this.#end;
  }

  readNumber(): number {
    if (this.#start === CHUNK) {
      this.#chunks.shift();
      this.#start = 0;
    }
    return this.#chunks[0]![this.#start++]!;
  }

  readThing(): unknown {
    return this.#things[this.readNumber()];
  }

  readValue(): Value {
    const first = this.readNumber();
    if (first - first === 0) return first;
    const thing = this.readThing();
    return first === Infinity ? this.#readList(thing as readonly Scalar[]) : (thing as Scalar);
  }

  readChanges(): Readonly<Record<string, Value>> | undefined {
    const place = this.readNumber();
    if (place === NOTHING) return undefined;
    const set: Record<string, Value> = {};
    for (const name of this.#things[place] as readonly string[]) set[name] = this.readValue();
    return set;
  }

  #placeOf(thing: unknown): number {
    let place = this.#places.get(thing);
    if (place === undefined) this.#places.set(thing, (place = this.#things.push(thing) - 1));
    return place;
  }

  /** The names of an object's fields are the same list wherever they are the same. */
  #record(record: Readonly<Record<string, Value>>, column: number): void {
    const names = Object.keys(record);
    this.number(this.#placeOfList(names));
    for (const name of names) this.value(record[name]!, column);
  }

  /** A list of numbers with their names is mostly as the one before it but for the numbers: then only they are written, behind the place of the rest. */
  #list(list: readonly Scalar[], column: number): void {
    const last = this.#lastList[column];
    if (last === undefined || !fits(list, last)) {
      const rest = list.map((one) => (typeof one === 'number' && one - one === 0 ? 0 : one));
      const place = this.#placeOfList(rest);
      this.#lastList[column] = this.#things[place] as readonly Scalar[];
      this.#lastListPlace[column] = place;
    }
    this.number(Infinity);
    this.number(this.#lastListPlace[column]!);
    for (let at = 0; at < list.length; at += 1) {
      const one = list[at]!;
      if (typeof one === 'number' && one - one === 0) this.number(one);
    }
  }

  #readList(rest: readonly Scalar[]): readonly Scalar[] {
    const list = new Array<Scalar>(rest.length);
    for (let at = 0; at < rest.length; at += 1) list[at] = rest[at] === 0 ? this.readNumber() : rest[at]!;
    return list;
  }

  /** Of a list by what is in it. */
  #placeOfList(list: readonly Scalar[]): number {
    // A number that is not finite is no JSON
    const key = JSON.stringify(list, (_, one) => (typeof one === 'number' ? { number: `${one}` } : one));
    let place = this.#lists.get(key);
    if (place === undefined) this.#lists.set(key, (place = this.#things.push(list) - 1));
    return place;
  }
}

/** What came last under a column, and what before it: of two ends that speak in turn neither is searched for. */
class Last<T> {
  one: T | undefined;
  place = 0;
  #before: T | undefined;
  #beforePlace = 0;

  /** Whether it is the one before, which then is the last. */
  swap(one: T): boolean {
    if (this.#before !== one) return false;
    this.take(one, this.#beforePlace);
    return true;
  }
  take(one: T, place: number): void {
    this.#before = this.one;
    this.#beforePlace = this.place;
    this.one = one;
    this.place = place;
  }
}

/** Whether a list differs from another by finite numbers only, in whose place there is 0. */
function fits(list: readonly Scalar[], rest: readonly Scalar[]): boolean {
  if (list.length !== rest.length) return false;
  for (let at = 0; at < list.length; at += 1) {
    const one = list[at]!;
    const other = rest[at]!;
    if (typeof one === 'number' && one - one === 0) {
      if (other !== 0) return false;
    } else if (typeof one === 'string' && typeof other === 'string') {
      if (one !== other) return false;
    } else if (one !== other) return false;
  }
  return true;
}
