import type { Ns } from '../kernel/time.ts';
import type { Resource } from './page.ts';
import type { Way } from './ways.ts';

export type LaneEvent =
  | {
      readonly what: 'begins';
      readonly resource: number;
      readonly headerBytes: number;
      readonly plainBytes: number;
    }
  | { readonly what: 'part'; readonly resource: number; readonly bytes: number }
  | { readonly what: 'done'; readonly resource: number };

/** The browser's side of HTTP on one connection: requests in, bytes out; bytes in, what has become of files. */
export interface Lane {
  /** Whether one more may be asked for. */
  readonly free: boolean;
  /** Asked for and not whole. */
  readonly pending: readonly number[];
  /** No more will come of it. */
  readonly closes: boolean;
  ask(resource: Resource, cookieBytes: number): { readonly headerBytes: number; readonly plainBytes: number };
  receive(bytes: Uint8Array, now: Ns): LaneEvent[];
  end(): LaneEvent[];
  take(): Uint8Array[];
}

/** HTTP on one connection, from the server's side. */
export interface Service {
  receive(bytes: Uint8Array, now: Ns): { readonly target: string; readonly id: number }[];
  answer(id: number, resource: Resource): void;
  /** Some of what is to be sent; nothing where nothing waits. */
  take(most: number): Uint8Array | undefined;
  readonly closes: boolean;
  end(): void;
}

/** A version of HTTP as it is spoken on a connection of TCP. */
export interface Speech {
  lane(way: Way): Lane;
  service(): Service;
}
