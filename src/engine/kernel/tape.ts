import { Delta, NO_OTHERS, recordOf, type Changes, type Shape } from './delta.ts';
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
 * and is not searched for. Texts and objects have columns apart, as engines compare what is always a text without a call. Variables that are told as a `Delta` stay on its page.
 */
export class Tape {
  /** The first is read from, the last written to. */
  readonly #chunks: Float64Array[] = [new Float64Array(CHUNK)];
  #open = this.#chunks[0]!;
  #end = 0;
  #start = 0;
  readonly #things: unknown[] = [];
  readonly #places = new Map<unknown, number>();
  /** Of the names of an object's fields. */
  readonly #lists = new Map<string, number>();
  /** By `Shape.nth`. */
  readonly #shapes: number[] = [];
  /** By column. */
  readonly #lastTexts: Last<string>[] = [];
  readonly #lastObjects: Last<object>[] = [];

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

  /** Finite numbers stand for themselves; before anything else there is NaN. */
  value(value: Value): void {
    if (typeof value === 'number' && value - value === 0) return this.number(value);
    this.number(NaN);
    if (typeof value === 'object' && value !== null) this.once(value);
    else this.number(this.#placeOf(value));
  }

  /** Variables: where their names are, then their values; of a Delta, where those are. */
  changes(changes: Changes | undefined, column: number): void {
    if (changes === undefined) return this.number(NOTHING);
    if (!(changes instanceof Delta)) return this.#record(changes);
    const { shape, page, at, others } = changes;
    this.number((this.#shapes[shape.nth] ??= this.#placeOf(shape)));
    this.thing(page, column);
    this.number(at);
    if (others === NO_OTHERS) this.number(NOTHING);
    else this.once(others);
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
    return first === first ? first : (this.readThing() as Value);
  }

  readChanges(): Readonly<Record<string, Value>> | undefined {
    const place = this.readNumber();
    if (place === NOTHING) return undefined;
    const names = this.#things[place] as Shape | readonly string[];
    if (names instanceof Array) {
      const set: Record<string, Value> = {};
      for (const name of names) set[name] = this.readValue();
      return set;
    }
    const page = this.readThing() as Float64Array;
    const at = this.readNumber();
    const others = this.readNumber();
    const told = others === NOTHING ? NO_OTHERS : (this.#things[others] as readonly Scalar[]);
    return recordOf(new Delta(names, page, at, told));
  }

  #placeOf(thing: unknown): number {
    let place = this.#places.get(thing);
    if (place === undefined) this.#places.set(thing, (place = this.#things.push(thing) - 1));
    return place;
  }

  /** The names of an object's fields are the same list wherever they are the same. */
  #record(record: Readonly<Record<string, Value>>): void {
    const names = Object.keys(record);
    const key = JSON.stringify(names);
    let place = this.#lists.get(key);
    if (place === undefined) this.#lists.set(key, (place = this.#things.push(names) - 1));
    this.number(place);
    for (const name of names) this.value(record[name]!);
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
