import { MILLISECOND, type Ns } from '../../kernel/time.ts';
import { header, SERVER_COMMANDS } from '../../stomp/frame.ts';
import { beatsOf, intervalOf } from '../../stomp/heart-beat.ts';
import { StompReader } from '../../stomp/reader.ts';
import { describeStomp } from '../services/broker.ts';
import type { SocketSide } from '../socket-side.ts';
import { SocketPage, type SocketPageSetup } from './socket-page.ts';

/** Milliseconds between two heart-beats, 0 for none. */
interface Beats {
  readonly sends: number;
  readonly wants: number;
}

/** A page whose messages are STOMP's: it reads them, and beats as it has agreed to. In its deeds 'id:?' is the message that waits to be acknowledged. */
export class StompPage extends SocketPage {
  readonly #beats: Beats;
  readonly #stomp = new StompReader(SERVER_COMMANDS);
  #beatEvery = 0;
  /** What the last message that wants to be acknowledged is called. */
  #lastAck = '';

  constructor(setup: SocketPageSetup, beats: Beats) {
    super(setup);
    this.#beats = beats;
  }

  protected override read({ connection }: SocketSide, _text: boolean, bytes: Uint8Array, now: Ns): void {
    for (const read of this.#stomp.take(bytes)) {
      if (read.what !== 'frame') continue;
      const { frame } = read;
      const reason = `realtime.stomp-${frame.command.toLowerCase()}`;
      this.calls.say(now, {
        ...{ protocol: 'stomp', act: 'deliver', text: describeStomp(frame), reason },
        connection,
      });
      this.#lastAck = header(frame, 'ack') ?? this.#lastAck;
      if (frame.command === 'CONNECTED') {
        const server = beatsOf(header(frame, 'heart-beat'));
        this.#beatEvery = server ? intervalOf(this.#beats, server) * MILLISECOND : 0;
        this.#nextBeat(now);
      }
    }
  }
  protected override worded(text: string): string {
    return text.replace('id:?\n', `id:${this.#lastAck}\n`);
  }
  /** The beat: an end of line alone. */
  protected override alarm(_name: 'beat', now: Ns): void {
    if (!this.side!.end.send('\n')) return;
    this.side!.flush(now);
    this.#nextBeat(now);
  }
  #nextBeat(now: Ns): void {
    if (this.#beatEvery > 0) this.alarms.set('beat', now + this.#beatEvery);
  }
}
