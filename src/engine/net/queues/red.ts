import type { Stream } from '../../kernel/random.ts';
import type { Ns } from '../../kernel/time.ts';
import type { Value } from '../../kernel/trace.ts';
import { MARKS } from '../ecn.ts';
import { Fifo } from './fifo.ts';
import type { Queue, RedSetup, Waiting } from './queue.ts';

/** Averages and probabilities are integers in units of 2^-24. */
const ONE = 0x1000000;

/**
 * Random Early Detection: S. Floyd and V. Jacobson, "Random Early Detection Gateways for Congestion Avoidance",
 * IEEE/ACM Transactions on Networking 1(4), 1993, figure 2, with the packet as the unit; above the upper threshold
 * the probability goes on to rise, to 1 at twice the threshold ("gentle": S. Floyd, 2000).
 * What may carry a mark is marked below the upper threshold and dropped above it (RFC 3168 §7).
 */
export class Red<T extends Waiting> implements Queue<T> {
  readonly marks = MARKS;
  readonly #fifo = new Fifo<T>();
  readonly #setup: RedSetup;
  readonly #random: Stream;
  #average = 0;
  /** Packets since the last one that was dropped or marked. */
  #count = -1;
  /** When the queue became empty. */
  #emptySince: Ns = 0;

  constructor(setup: RedSetup, random: Stream) {
    this.#setup = setup;
    this.#random = random;
  }
  get packets(): number {
    return this.#fifo.packets;
  }
  get bytes(): number {
    return this.#fifo.bytes;
  }
  /** The average in thousandths of a packet, and the count. */
  get variables(): Readonly<Record<string, Value>> {
    return { redAverage: Math.floor((this.#average * 1000) / ONE), redCount: this.#count };
  }

  enqueue(packet: T, now: Ns): string | null {
    this.#averageNow(now);
    const reason = this.#decide(packet);
    if (reason !== null) return reason;
    packet.enqueuedAt = now;
    this.#fifo.push(packet);
    return null;
  }

  dequeue(now: Ns): T | undefined {
    const packet = this.#fifo.shift();
    if (this.#fifo.packets === 0) this.#emptySince = now;
    return packet;
  }

  #averageNow(now: Ns): void {
    const { weightLog, packetNs } = this.#setup;
    const weight = 1 << weightLog;
    if (this.#fifo.packets > 0) {
      this.#average += Math.floor((this.#fifo.packets * ONE - this.#average) / weight);
      return;
    }
    // As if m packets had come to an empty queue in the meantime: avg <- (1 - w)^m avg
    let left = Math.floor((now - this.#emptySince) / packetNs);
    this.#emptySince = now;
    let factor = ONE - Math.floor(ONE / weight);
    for (; left > 0 && this.#average > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) this.#average = Math.floor((this.#average / ONE) * factor);
      factor = Math.floor((factor * factor) / ONE);
    }
  }

  #decide(packet: T): string | null {
    const { minPackets, maxPackets, packets } = this.#setup;
    const chance = this.#chance();
    if (this.#fifo.packets >= packets) {
      this.#count = 0;
      return 'net.queue-full';
    }
    if (chance === 0) {
      this.#count = this.#average < minPackets * ONE ? -1 : this.#count + 1;
      return null;
    }
    this.#count += 1;
    // pa = pb / (1 - count pb): the gaps between two drops come out uniform, not geometric
    const rest = ONE - this.#count * chance;
    if (chance < ONE && rest > chance && this.#random.below(rest) >= chance) return null;
    this.#count = 0;
    if (this.#setup.ecn && packet.canMark && this.#average < maxPackets * ONE) {
      packet.mark = 'net.red-marked';
      return null;
    }
    return 'net.red-dropped';
  }

  /** pb of the paper; ONE at twice the upper threshold and above. */
  #chance(): number {
    const { minPackets, maxPackets, oneOf } = this.#setup;
    const atMax = Math.floor(ONE / oneOf);
    const average = this.#average / ONE;
    if (average < minPackets) return 0;
    if (average < maxPackets) return Math.floor((atMax * (average - minPackets)) / (maxPackets - minPackets));
    if (average < 2 * maxPackets)
      return atMax + Math.floor(((ONE - atMax) * (average - maxPackets)) / maxPackets);
    return ONE;
  }
}
