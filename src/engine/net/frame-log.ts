import type { Ns } from '../kernel/time.ts';
import type { Frame } from '../kernel/trace.ts';
import { Tape } from '../kernel/tape.ts';

/** Who sends frames: a direction of a link. */
interface Way {
  readonly prefix: string;
  readonly from: string;
  readonly to: string;
}

const ORIGINAL = 0;
const COPY = 1;
const ALTERED = 2;

/** The frames of a run, kept as numbers and as the memory in which they were made; objects of them are made for who looks. */
export class FrameLog {
  readonly #tape = new Tape();
  readonly #frames: Frame[] = [];
  #count = 0;

  /** The n-th original of a direction. Gives its id. */
  original(way: Way, nth: number, sentAt: Ns, bytes: Uint8Array): number {
    const tape = this.#tape;
    tape.number(ORIGINAL);
    tape.thing(way, 0);
    tape.number(nth);
    tape.number(sentAt);
    this.#memory(bytes);
    return this.#count++;
  }
  copy(of: number): number {
    this.#tape.number(COPY);
    this.#tape.number(of);
    return this.#count++;
  }
  /** A frame that was sent is never changed: what arrives is another one, under the same name. */
  altered(of: number, bytes: Uint8Array): number {
    this.#tape.number(ALTERED);
    this.#tape.number(of);
    this.#memory(bytes);
    return this.#count++;
  }

  /** All so far: a list that grows, in the order of their ids. */
  all(): readonly Frame[] {
    while (!this.#tape.empty) this.#frames.push(this.#read());
    return this.#frames;
  }

  #memory(bytes: Uint8Array): void {
    this.#tape.thing(bytes.buffer, 1);
    this.#tape.number(bytes.byteOffset);
    this.#tape.number(bytes.length);
  }

  #read(): Frame {
    const id = this.#frames.length;
    const kind = this.#tape.readNumber();
    if (kind === ORIGINAL) {
      const { prefix, from, to } = this.#tape.readThing() as Way;
      const name = prefix + this.#tape.readNumber();
      return { id, name, from, to, sentAt: this.#tape.readNumber(), bytes: this.#bytes() };
    }
    const of = this.#frames[this.#tape.readNumber()]!;
    return kind === COPY
      ? { ...of, id, name: `${of.name}/copy`, copyOf: of.id }
      : { ...of, id, bytes: this.#bytes(), alteredFrom: of.id };
  }

  #bytes(): Uint8Array {
    const buffer = this.#tape.readThing() as ArrayBuffer;
    const offset = this.#tape.readNumber();
    return new Uint8Array(buffer, offset, this.#tape.readNumber());
  }
}
