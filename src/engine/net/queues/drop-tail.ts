import type { Ns } from '../../kernel/time.ts';
import { Fifo } from './fifo.ts';
import type { DropTailSetup, Queue, Waiting } from './queue.ts';

/** The plain queue of a router: what does not fit is dropped at its tail (RFC 7567 §2). */
export class DropTail<T extends Waiting> implements Queue<T> {
  readonly #fifo = new Fifo<T>();
  readonly #mostPackets: number;
  readonly #mostBytes: number;

  constructor({ packets = Infinity, bytes = Infinity }: Omit<DropTailSetup, 'kind'>) {
    this.#mostPackets = packets;
    this.#mostBytes = bytes;
  }
  get packets(): number {
    return this.#fifo.packets;
  }
  get bytes(): number {
    return this.#fifo.bytes;
  }

  enqueue(packet: T, now: Ns, idle: boolean): string | null {
    const fits = this.#fifo.packets < this.#mostPackets && this.#fifo.bytes + packet.bytes <= this.#mostBytes;
    if (!idle && !fits) return 'net.queue-full';
    packet.enqueuedAt = now;
    this.#fifo.push(packet);
    return null;
  }

  dequeue(): T | undefined {
    return this.#fifo.shift();
  }
}
