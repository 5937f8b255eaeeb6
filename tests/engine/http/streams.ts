/** Two ends of a byte stream in memory, and what drives one of our machines on its end. */
import { Duplex, type DuplexOptions } from 'node:stream';

/** What is written to one comes out of the other; each end may close its own direction. */
export function pair(options: DuplexOptions = {}): [Duplex, Duplex] {
  const ends: Duplex[] = [];
  for (const other of [1, 0])
    ends.push(
      new Duplex({
        ...options,
        allowHalfOpen: true,
        read: () => undefined,
        write(chunk: Buffer, _encoding, done) {
          ends[other]!.push(chunk);
          done();
        },
        final(done) {
          ends[other]!.push(null);
          done();
        },
        destroy(error, done) {
          ends[other]!.push(null);
          done(error);
        },
      }),
    );
  return [ends[0]!, ends[1]!];
}

export interface Machine<Event> {
  receive(bytes: Uint8Array): Event[];
  end(): Event[];
  take(): Uint8Array[];
  readonly closes: boolean;
}

/** Joins a machine to an end: bytes in, events to `hear`, bytes out. Gives what flushes after a call from outside. */
export function drive<Event>(machine: Machine<Event>, end: Duplex, hear: (event: Event) => void): () => void {
  const flush = () => {
    for (const bytes of machine.take()) end.write(bytes);
    if (machine.closes && !end.writableEnded) end.end();
  };
  const told = (events: readonly Event[]) => {
    for (const event of events) hear(event);
    flush();
  };
  end.on('data', (chunk: Buffer) => told(machine.receive(new Uint8Array(chunk))));
  end.on('end', () => told(machine.end()));
  end.on('error', () => undefined);
  flush();
  return flush;
}
