import type { Ns } from '../kernel/time.ts';
import type { Value } from '../kernel/trace.ts';

/** What a program may ask of its host. Connections are named by their index on it. */
export interface Calls {
  /** To the server; undefined where no port is left. */
  connect(now: Ns): number | undefined;
  send(connection: number, bytes: Uint8Array, now: Ns): void;
  /** No more is sent; what comes is still read. */
  close(connection: number, now: Ns): void;
  /** Something happened in the program: told in the trace, with variables that changed. */
  note(now: Ns, reason: string, set: Readonly<Record<string, Value>>): void;
  /** An item is there to be brought, or has been. */
  item(
    now: Ns,
    act: 'write' | 'read',
    number: number,
    tookNs: Ns,
    set: Readonly<Record<string, Value>>,
  ): void;
}

/** A program with connections: told what happens to them, and woken when it wants to be. */
export interface Program {
  /** Where it listens. */
  readonly port?: number;
  start(calls: Calls, now: Ns): void;
  /** A connection is there: asked for, or accepted. */
  opened(connection: number, now: Ns): void;
  data(connection: number, bytes: Uint8Array, now: Ns): void;
  /** The peer sends no more. */
  ended(connection: number, now: Ns): void;
  gone(connection: number, now: Ns): void;
  poll(now: Ns): void;
  nextWake(): Ns | null;
}
