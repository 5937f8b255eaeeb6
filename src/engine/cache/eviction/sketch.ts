/** Rows of counters; a key has one in each. */
const ROWS = 4;
/** Even a tiny cache has so many in a row, so that few keys share one. */
const LEAST_WIDTH = 64;
/** Uses counted between two agings, for each object that the cache can hold. */
const SAMPLE = 10;
const MOST = 15;
/** Odd, one for each row: Fibonacci hashing, Knuth, TAOCP volume 3, §6.4. */
const A = 0x9e3779b1;
const B = 0x85ebca77;
const C = 0xc2b2ae3d;
const D = 0x27d4eb2f;

/** 32 bits of a key: the finaliser of MurmurHash3, so that neighbouring keys part. */
export function hashOf(key: number): number {
  let hash = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Width of a row, as a power of two, for a cache of `most` objects. */
export function bitsFor(most: number): number {
  return 32 - Math.clz32(Math.max(most, LEAST_WIDTH) - 1);
}

/**
 * How often keys were asked for lately: a count-min sketch (G. Cormode, S. Muthukrishnan, J. Algorithms 55(1), 2005) of four rows of 4-bit counters,
 * at least as many in a row as the cache holds objects, aged by TinyLFU's reset (G. Einziger, R. Friedman, B. Manes,
 * TinyLFU: A Highly Efficient Cache Admission Policy, ACM TOS 13(4), 2017, §3.3): after ten uses for each of these objects, every counter
 * is halved, and the count of uses with them. Never too low between two resets, but for the cap at 15.
 */
export class Sketch {
  readonly #bits: number;
  readonly #sample: number;
  /** Eight counters a word, row after row. */
  readonly #words: Int32Array;
  #uses = 0;

  constructor(most: number) {
    this.#bits = bitsFor(most);
    this.#sample = SAMPLE * most;
    this.#words = new Int32Array((ROWS << this.#bits) >>> 3);
  }

  // the rows are written out one by one: a loop over them takes more than twice the time
  add(key: number): void {
    const hash = hashOf(key);
    const bits = this.#bits;
    this.#count(Math.imul(hash, A) >>> (32 - bits));
    this.#count((1 << bits) + (Math.imul(hash, B) >>> (32 - bits)));
    this.#count((2 << bits) + (Math.imul(hash, C) >>> (32 - bits)));
    this.#count((3 << bits) + (Math.imul(hash, D) >>> (32 - bits)));
    this.#uses += 1;
    if (this.#uses === this.#sample) this.#reset();
  }

  /** 0 to 15. */
  estimate(key: number): number {
    const hash = hashOf(key);
    const bits = this.#bits;
    const a = this.#read(Math.imul(hash, A) >>> (32 - bits));
    const b = this.#read((1 << bits) + (Math.imul(hash, B) >>> (32 - bits)));
    const c = this.#read((2 << bits) + (Math.imul(hash, C) >>> (32 - bits)));
    const d = this.#read((3 << bits) + (Math.imul(hash, D) >>> (32 - bits)));
    const ab = a < b ? a : b;
    const cd = c < d ? c : d;
    return ab < cd ? ab : cd;
  }

  #count(counter: number): void {
    const shift = (counter & 7) << 2;
    const word = this.#words[counter >>> 3]!;
    if (((word >>> shift) & MOST) !== MOST) this.#words[counter >>> 3] = (word + (1 << shift)) | 0;
  }

  #read(counter: number): number {
    return (this.#words[counter >>> 3]! >>> ((counter & 7) << 2)) & MOST;
  }

  #reset(): void {
    const words = this.#words;
    for (let i = 0; i < words.length; i += 1) words[i] = (words[i]! >>> 1) & 0x77777777;
    this.#uses >>>= 1;
  }
}
