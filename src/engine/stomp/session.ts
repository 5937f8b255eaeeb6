import type { Beats } from './heart-beat.ts';
import type { StompFrame } from './frame.ts';
import { CLIENT_COMMANDS } from './frame.ts';
import { StompReader } from './reader.ts';

export type AckMode = 'auto' | 'client' | 'client-individual';

/** A message in the broker's hands. */
export interface Held {
  readonly id: string;
  readonly destination: string;
  readonly frame: StompFrame;
}

export interface Subscription {
  readonly id: string;
  readonly destination: string;
  readonly ack: AckMode;
  /** Sent and not acknowledged, by their ack headers, oldest first. Always empty with 'auto'. */
  readonly waiting: Map<string, Held>;
}

/** What the broker keeps of one client. */
export class Session {
  readonly name: string;
  readonly reader: StompReader;
  connected = false;
  over = false;
  beats: Beats = { sends: 0, wants: 0 };
  readonly subscriptions = new Map<string, Subscription>();
  /** Frames that wait for COMMIT, by transaction. */
  readonly transactions = new Map<string, StompFrame[]>();
  out: StompFrame[] = [];

  constructor(name: string) {
    this.name = name;
    this.reader = new StompReader(CLIENT_COMMANDS);
  }
}
