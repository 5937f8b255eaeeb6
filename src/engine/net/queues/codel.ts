import type { Ns } from '../../kernel/time.ts';
import type { Value } from '../../kernel/trace.ts';
import { MARKS } from '../ecn.ts';
import { Fifo } from './fifo.ts';
import type { CodelSetup, Queue, Waiting } from './queue.ts';

const ONE = 0x1000000;

/**
 * Controlled Delay (RFC 8289 §5, whose names the fields keep): drops at the head, once packets have waited longer than
 * the target for a whole interval, and then ever more often until they wait less. With ECN a packet that may be marked
 * is marked and leaves (RFC 8289 §3.1 gives the signal as drop or mark).
 */
export class Codel<T extends Waiting> implements Queue<T> {
  readonly marks = MARKS;
  readonly #fifo = new Fifo<T>();
  readonly #setup: CodelSetup;
  /** When the wait will have been above the target for an interval; 0 while it is below. */
  #firstAboveTime: Ns = 0;
  #dropNext: Ns = 0;
  #count = 0;
  #lastCount = 0;
  #dropping = false;
  #okToDrop = false;

  constructor(setup: CodelSetup) {
    this.#setup = setup;
  }
  get packets(): number {
    return this.#fifo.packets;
  }
  get bytes(): number {
    return this.#fifo.bytes;
  }
  get variables(): Readonly<Record<string, Value>> {
    return { codelDropping: this.#dropping, codelCount: this.#count, codelDropNextNs: this.#dropNext };
  }

  enqueue(packet: T, now: Ns, idle: boolean): string | null {
    if (!idle && this.#fifo.packets >= this.#setup.packets) return 'net.queue-full';
    packet.enqueuedAt = now;
    this.#fifo.push(packet);
    return null;
  }

  /** RFC 8289 §5.5. */
  dequeue(now: Ns, drop: (packet: T, reason: string) => void): T | undefined {
    let packet = this.#next(now);
    if (this.#dropping) {
      if (!this.#okToDrop) this.#dropping = false;
      while (this.#dropping && packet && now >= this.#dropNext) {
        this.#count += 1;
        if (this.#marks(packet)) {
          this.#dropNext = this.#controlLaw(this.#dropNext);
          break;
        }
        drop(packet, 'net.codel-dropped');
        packet = this.#next(now);
        if (this.#okToDrop) this.#dropNext = this.#controlLaw(this.#dropNext);
        else this.#dropping = false;
      }
    } else if (this.#okToDrop && packet) {
      if (!this.#marks(packet)) {
        drop(packet, 'net.codel-dropped');
        packet = this.#next(now);
      }
      this.#dropping = true;
      // Where it dropped not long ago, it takes up again near the rate that it had found
      const delta = this.#count - this.#lastCount;
      this.#count = delta > 1 && now - this.#dropNext < 16 * this.#setup.intervalNs ? delta : 1;
      this.#dropNext = this.#controlLaw(now);
      this.#lastCount = this.#count;
    }
    return packet;
  }

  /** RFC 8289 §5.6, dodequeue: also says whether the packet may be dropped. */
  #next(now: Ns): T | undefined {
    const packet = this.#fifo.shift();
    this.#okToDrop = false;
    if (!packet || now - packet.enqueuedAt < this.#setup.targetNs || this.bytes <= this.#setup.mtuBytes) {
      this.#firstAboveTime = 0;
    } else if (this.#firstAboveTime === 0) {
      this.#firstAboveTime = now + this.#setup.intervalNs;
    } else this.#okToDrop = now >= this.#firstAboveTime;
    return packet;
  }

  #marks(packet: T): boolean {
    if (!this.#setup.ecn || !packet.canMark) return false;
    packet.mark = 'net.codel-marked';
    return true;
  }

  /** RFC 8289 §5.4: t + interval / sqrt(count). */
  #controlLaw(at: Ns): Ns {
    return at + Math.floor((this.#setup.intervalNs * inverseRoot(this.#count)) / ONE);
  }
}

/** 2^24 / sqrt(count), rounded down: the greatest y with y * y * count <= 2^48, found bit by bit. */
export function inverseRoot(count: number): number {
  let y = 0;
  for (let bit = ONE; bit >= 1; bit /= 2) {
    if ((y + bit) * (y + bit) * count <= ONE * ONE) y += bit;
  }
  return y;
}
