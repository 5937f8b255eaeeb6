import type { Scalar, Value } from './trace.ts';

/** Numbers at a time: a chunk is filled once and never copied. */
const CHUNK = 8192;

/**
 * Values one after the other, written at one end and read in the same order at the other; what has been read is forgotten. A run
 * of millions of events keeps them so: numbers side by side cost a tenth of what objects do, of which the garbage collector has to
 * look at every one. What is no number is kept apart, the same value once, and its place there is on the tape.
 */
export class Tape {
  /** The first is read from, the last written to. */
  readonly #chunks: Float64Array[] = [new Float64Array(CHUNK)];
  #open = this.#chunks[0]!;
  #end = 0;
  #start = 0;
  readonly #things: unknown[] = [];
  readonly #places = new Map<unknown, number>();
  /** By column. */
  readonly #last: unknown[] = [];
  readonly #lastPlace: number[] = [];

  number(value: number): void {
    if (this.#end === CHUNK) {
      this.#open = new Float64Array(CHUNK);
      this.#chunks.push(this.#open);
      this.#end = 0;
    }
    this.#open[this.#end++] = value;
  }

  /**
   * Something that comes again: a string by its text, an object by what it is. `column`: a small number for each kind of thing; what
   * came under it last is mostly what comes next, and is not searched for.
   */
  thing(thing: unknown, column: number): void {
    if (this.#last[column] !== thing) {
      this.#last[column] = thing;
      this.#lastPlace[column] = this.#placeOf(thing);
    }
    this.number(this.#lastPlace[column]!);
  }

  #placeOf(thing: unknown): number {
    let place = this.#places.get(thing);
    if (place === undefined) this.#places.set(thing, (place = this.#things.push(thing) - 1));
    return place;
  }

  /** Something of which there is only one. */
  once(thing: object): void {
    this.number(this.#things.push(thing) - 1);
  }

  /** Finite numbers stand for themselves; before a list there is Infinity, before anything else there is NaN. A list takes a column for each member. */
  value(value: Value, column: number): void {
    if (typeof value === 'number' && value - value === 0) this.number(value);
    else if (typeof value === 'object' && value !== null) {
      this.number(Infinity);
      this.number(value.length);
      for (let at = 0; at < value.length; at += 1) this.value(value[at]!, column + at);
    } else {
      this.number(NaN);
      this.thing(value, column);
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
    return this.thingAt(this.readNumber());
  }
  /** What a place on the tape stands for. */
  thingAt(place: number): unknown {
    return this.#things[place];
  }

  readValue(): Value {
    const first = this.readNumber();
    if (first - first === 0) return first;
    if (first !== Infinity) return this.readThing() as Scalar;
    const list = new Array<Scalar>(this.readNumber());
    for (let at = 0; at < list.length; at += 1) list[at] = this.readValue() as Scalar;
    return list;
  }
}
