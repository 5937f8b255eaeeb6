import type { Stream } from '../../kernel/random.ts';
import { Codel } from './codel.ts';
import { DropTail } from './drop-tail.ts';
import type { Queue, QueueSetup, Waiting } from './queue.ts';
import { Red } from './red.ts';

/** A queue of its setup's kind: each kind is one file. */
export function makeQueue<T extends Waiting>(setup: QueueSetup, random: Stream): Queue<T> {
  switch (setup.kind) {
    case 'drop-tail':
      return new DropTail<T>(setup);
    case 'red':
      return new Red<T>(setup, random);
    case 'codel':
      return new Codel<T>(setup);
  }
}
