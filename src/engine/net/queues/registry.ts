import { Codel } from './codel.ts';
import { DropTail } from './drop-tail.ts';
import type { MakeQueue, QueueSetup } from './queue.ts';
import { Red } from './red.ts';

/**
 * A queue of its setup's kind: each kind is one file. A link takes the queue that it is given, not this list: a page brings only the
 * queues that it shows.
 */
export function queueOf(setup: QueueSetup): MakeQueue {
  switch (setup.kind) {
    case 'drop-tail':
      return () => new DropTail(setup);
    case 'red':
      return (random) => new Red(setup, random);
    case 'codel':
      return () => new Codel(setup);
  }
}
