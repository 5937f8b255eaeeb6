import { MILLISECOND, type Ns } from '../../kernel/time.ts';
import { Broker, BROKER_BEATS, type BrokerNote } from '../../stomp/broker.ts';
import { encodeStomp, header, type StompFrame } from '../../stomp/frame.ts';
import { intervalOf } from '../../stomp/heart-beat.ts';
import { CLOSE } from '../../websocket/close-codes.ts';
import type { Policy } from '../../websocket/server-handshake.ts';
import { decodeUtf8 } from '../../wire/utf8.ts';
import { Alarms } from '../alarms.ts';
import { quoted } from '../describe.ts';
import type { Calls } from '../program.ts';
import type { Served, Service } from '../server.ts';
import type { SocketSide } from '../socket-side.ts';

/** Headers that say what a frame is about, as far as a line has room. */
const SHOWN = ['destination', 'id', 'subscription', 'ack', 'transaction', 'receipt', 'receipt-id', 'message'];

/** 'SEND destination:/topic/chat "hello"'. */
export function describeStomp(frame: StompFrame): string {
  const headers = SHOWN.flatMap((name) => {
    const value = header(frame, name);
    return value === undefined ? [] : [`${name}:${value}`];
  });
  const body = frame.body.length > 0 && frame.command !== 'ERROR' ? [quoted(frame.body)] : [];
  return [frame.command, ...headers, ...body].join(' ');
}

/** A STOMP broker behind WebSockets, at /stomp: a message carries frames of STOMP. */
export class BrokerService implements Service {
  readonly policy: Policy;
  readonly #broker = new Broker();
  readonly #sides = new Map<string, SocketSide>();
  readonly #beats = new Alarms<string>();
  #calls!: Calls;

  constructor(policy: Policy) {
    this.policy = { ...policy, protocols: ['v12.stomp'] };
  }
  owns = (path: string): boolean => path === '/stomp';
  kindOf = (): 'socket' => 'socket';
  start({ calls }: Served): void {
    this.#calls = calls;
  }
  opened(side: SocketSide): void {
    const client = nameOf(side.connection);
    this.#sides.set(client, side);
    this.#broker.open(client);
  }
  message(side: SocketSide, _: boolean, bytes: Uint8Array, now: Ns): void {
    this.#told(this.#broker.receive(nameOf(side.connection), bytes), now);
    this.#send(now);
  }
  gone(connection: number, now: Ns): void {
    const client = nameOf(connection);
    if (!this.#sides.delete(client)) return;
    this.#beats.clear(client);
    this.#broker.gone(client);
    this.#told(this.#broker.notes(), now);
    this.#send(now);
  }
  poll(now: Ns): void {
    for (let due = this.#beats.take(now); due; due = this.#beats.take(now)) {
      const side = this.#sides.get(due);
      if (!side?.end.send('\n')) continue;
      this.#say(now, side, { act: 'write', text: '⏎', bytes: 1, reason: 'realtime.stomp-beat' });
      side.flush(now);
      this.#nextBeat(due, now);
    }
  }
  nextWake(): Ns | null {
    return this.#beats.next();
  }

  #send(now: Ns): void {
    for (const { client, frames, over } of this.#broker.output()) {
      const side = this.#sides.get(client);
      if (!side) continue;
      for (const frame of frames) {
        const bytes = encodeStomp(frame);
        const reason = `realtime.stomp-${frame.command.toLowerCase()}`;
        this.#say(now, side, { act: 'write', text: describeStomp(frame), bytes: bytes.length, reason });
        side.end.send(decodeUtf8(bytes));
      }
      // "ERROR", "DISCONNECT": the server closes behind it
      if (over) side.end.close(CLOSE.normal);
      side.flush(now);
      this.#nextBeat(client, now);
    }
  }
  /** "Heart-beating": anything that is sent counts as one. */
  #nextBeat(client: string, now: Ns): void {
    const wanted = this.#broker.beats(client);
    const every = wanted ? intervalOf(BROKER_BEATS, wanted) : 0;
    if (every > 0) this.#beats.set(client, now + every * MILLISECOND);
  }

  #told(notes: readonly BrokerNote[], now: Ns): void {
    for (const note of notes) {
      const side = 'client' in note ? this.#sides.get(note.client) : undefined;
      if (note.what === 'frame') {
        const reason = `realtime.stomp-${note.frame.command.toLowerCase()}`;
        this.#say(now, side, { act: 'read', text: describeStomp(note.frame), reason });
      } else if (note.what === 'error')
        this.#say(now, side, { act: 'fail', text: note.cause, reason: `realtime.stomp-error-${note.cause}` });
      else if (note.what === 'kept')
        this.#say(now, side, {
          act: 'wait',
          text: `${note.id} ${note.destination}`,
          reason: 'realtime.stomp-kept',
        });
      else if (note.what === 'returned')
        this.#say(now, side, { act: 'wait', text: note.id, reason: 'realtime.stomp-returned' });
      else if (note.what === 'handled')
        this.#say(now, side, { act: 'deliver', text: note.id, reason: 'realtime.stomp-handled' });
    }
  }
  #say(
    now: Ns,
    side: SocketSide | undefined,
    said: {
      act: 'read' | 'write' | 'fail' | 'wait' | 'deliver';
      text: string;
      reason: string;
      bytes?: number;
    },
  ): void {
    const set = { queues: this.#broker.kept.map(({ destination, count }) => `${destination} ${count}`) };
    this.#calls.say(now, { protocol: 'stomp', set, ...said, ...(side && { connection: side.connection }) });
  }
}

const nameOf = (connection: number): string => `c${connection}`;
