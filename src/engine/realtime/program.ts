import type { Ns } from '../kernel/time.ts';
import type { AppEvent, Ending } from '../net/events.ts';

/** What a program says of its own protocol, for the trace; where and when the host adds. */
export interface Said {
  readonly protocol: AppEvent['protocol'];
  readonly act: AppEvent['act'];
  readonly text: string;
  readonly reason: string;
  readonly bytes?: number;
  readonly code?: number;
  readonly connection?: number;
  readonly set?: AppEvent['set'];
}

/** What a program may ask of its host. Connections are named by their index on it. */
export interface Calls {
  /** Undefined where there is no way to go. */
  connect(address: number, port: number, now: Ns): number | undefined;
  send(connection: number, bytes: Uint8Array, now: Ns): void;
  /** No more is sent, and nothing more read. */
  close(connection: number, now: Ns): void;
  say(now: Ns, said: Said): void;
}

/** A program with connections: told what happens to them, and woken when it wants to be. */
export interface Program {
  /** Where it listens. */
  readonly port?: number;
  start(calls: Calls, now: Ns): void;
  accepted?(connection: number, now: Ns): void;
  opened?(connection: number, now: Ns): void;
  data(connection: number, bytes: Uint8Array, now: Ns): void;
  /** The peer sends no more. */
  ended(connection: number, now: Ns): void;
  /** The connection is no more. */
  gone(connection: number, why: Ending, now: Ns): void;
  poll(now: Ns): void;
  nextWake(): Ns | null;
}
