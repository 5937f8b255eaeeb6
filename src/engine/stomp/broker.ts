import { encodeStomp, frameOf, header, type Header, type StompFrame } from './frame.ts';
import { beatsOf } from './heart-beat.ts';
import { causeOf, type ErrorCause } from './rules.ts';
import { Session, type AckMode, type Held, type Subscription } from './session.ts';

/** What the broker does, for who watches it. */
export type BrokerNote =
  | { readonly what: 'frame'; readonly client: string; readonly frame: StompFrame }
  | { readonly what: 'error'; readonly client: string; readonly cause: ErrorCause }
  | { readonly what: 'delivered'; readonly client: string; readonly destination: string; readonly id: string }
  | { readonly what: 'kept'; readonly destination: string; readonly id: string }
  | { readonly what: 'handled'; readonly client: string; readonly id: string }
  | { readonly what: 'returned'; readonly client: string; readonly id: string };

/** What a broker can send and would like to get, in milliseconds ("Heart-beating"). */
export const BROKER_BEATS = { sends: 10_000, wants: 10_000 };
/** A queue holds no more; the oldest go. */
const MOST_KEPT = 1000;

/**
 * A broker for STOMP 1.2. What destinations mean is left open by the specification: here a topic ('/topic/...') gives each message to
 * every subscriber there is, and any other destination is a queue, which gives it to one, in turn, and keeps it while there is none.
 */
export class Broker {
  readonly #sessions = new Map<string, Session>();
  /** Messages that nobody has taken yet, by queue. */
  readonly #queues = new Map<string, Held[]>();
  /** Whose turn it is, by queue. */
  readonly #turns = new Map<string, number>();
  #nextMessage = 0;
  #notes: BrokerNote[] = [];

  open(client: string): void {
    this.#sessions.set(client, new Session(client));
  }

  /** The client is gone: what it has not acknowledged goes to others, its transactions are aborted ("BEGIN"). */
  gone(client: string): void {
    const session = this.#sessions.get(client);
    this.#sessions.delete(client);
    if (session) for (const one of session.subscriptions.values()) this.#giveBack(client, one);
  }

  /** Bytes from a client. */
  receive(client: string, bytes: Uint8Array): readonly BrokerNote[] {
    const session = this.#sessions.get(client);
    if (session && !session.over)
      for (const read of session.reader.take(bytes)) {
        if (read.what === 'fault') this.#error(session, 'malformed', undefined, read.fault);
        else if (read.what === 'frame') this.#take(session, read.frame);
        if (session.over) break;
      }
    return this.notes();
  }
  notes(): readonly BrokerNote[] {
    const notes = this.#notes;
    this.#notes = [];
    return notes;
  }

  /** What waits to be sent to each client, in order; `over`: the connection is to be closed behind it. */
  output(): { readonly client: string; readonly frames: readonly StompFrame[]; readonly over: boolean }[] {
    const waiting = [...this.#sessions.values()].filter(({ out, over }) => out.length > 0 || over);
    return waiting.map((session) => {
      const frames = session.out;
      session.out = [];
      return { client: session.name, frames, over: session.over };
    });
  }

  /** What the client said of heart-beats when it connected. */
  beats(client: string): { readonly sends: number; readonly wants: number } | undefined {
    const session = this.#sessions.get(client);
    return session?.connected ? session.beats : undefined;
  }
  /** For looking only: what the queues keep, and who has what unacknowledged. */
  get kept(): readonly { readonly destination: string; readonly count: number }[] {
    return [...this.#queues].map(([destination, list]) => ({ destination, count: list.length }));
  }
  unacknowledged(client: string): number {
    let count = 0;
    for (const one of this.#sessions.get(client)?.subscriptions.values() ?? []) count += one.waiting.size;
    return count;
  }

  #take(session: Session, frame: StompFrame): void {
    this.#notes.push({ what: 'frame', client: session.name, frame });
    const cause = causeOf(session, frame) ?? this.#act(session, frame);
    if (cause) return this.#error(session, cause, frame);
    const receipt = header(frame, 'receipt');
    // "RECEIPT": once the frame has been processed; CONNECT is answered by CONNECTED
    if (receipt !== undefined && !['CONNECT', 'STOMP'].includes(frame.command))
      session.out.push(frameOf('RECEIPT', [['receipt-id', receipt]]));
    if (frame.command === 'DISCONNECT') session.over = true;
  }

  /** What the frame asks for; the cause of an error where only the broker can know it. */
  #act(session: Session, frame: StompFrame): ErrorCause | undefined {
    const transaction = header(frame, 'transaction');
    switch (frame.command) {
      case 'CONNECT':
      case 'STOMP':
        return this.#connect(session, frame);
      case 'SUBSCRIBE':
        return this.#subscribe(session, frame);
      case 'UNSUBSCRIBE': {
        const id = header(frame, 'id')!;
        const subscription = session.subscriptions.get(id)!;
        session.subscriptions.delete(id);
        this.#giveBack(session.name, subscription);
        return undefined;
      }
      case 'BEGIN':
        session.transactions.set(transaction!, []);
        return undefined;
      case 'ABORT':
        session.transactions.delete(transaction!);
        return undefined;
      case 'COMMIT':
        return this.#commit(session, transaction!);
      case 'DISCONNECT':
        return undefined;
      default:
        if (transaction === undefined) return this.#do(session, frame);
        session.transactions.get(transaction)!.push(frame);
        return undefined;
    }
  }

  #connect(session: Session, frame: StompFrame): undefined {
    session.connected = true;
    session.beats = beatsOf(header(frame, 'heart-beat'))!;
    session.out.push(
      frameOf('CONNECTED', [
        ['version', '1.2'],
        ['heart-beat', `${BROKER_BEATS.sends},${BROKER_BEATS.wants}`],
      ]),
    );
  }

  #subscribe(session: Session, frame: StompFrame): undefined {
    const id = header(frame, 'id')!;
    const destination = header(frame, 'destination')!;
    const ack = (header(frame, 'ack') ?? 'auto') as AckMode;
    session.subscriptions.set(id, { id, destination, ack, waiting: new Map() });
    this.#drain(destination);
  }

  /** "COMMIT": all of it now, in order; nothing where one of its acknowledgments is for no message. */
  #commit(session: Session, transaction: string): ErrorCause | undefined {
    const frames = session.transactions.get(transaction)!;
    session.transactions.delete(transaction);
    const gone = new Set<string>();
    for (const frame of frames) {
      if (frame.command === 'SEND') continue;
      const id = header(frame, 'id')!;
      const meant = gone.has(id) ? undefined : meantBy(session, id);
      if (!meant) return 'no-message';
      for (const one of meant.ids) gone.add(one);
    }
    for (const frame of frames) this.#do(session, frame);
    return undefined;
  }

  /** SEND, ACK and NACK: what a transaction may hold. */
  #do(session: Session, frame: StompFrame): ErrorCause | undefined {
    if (frame.command !== 'SEND') return this.#acknowledge(session, frame);
    const destination = header(frame, 'destination')!;
    const held: Held = { id: `m-${this.#nextMessage++}`, destination, frame };
    if (!isTopic(destination)) {
      this.#keep(held, 'last');
      this.#drain(destination);
      return undefined;
    }
    for (const { session: to, subscription } of this.#subscribers(destination))
      this.#deliver(to, subscription, held);
    return undefined;
  }

  #acknowledge(session: Session, frame: StompFrame): ErrorCause | undefined {
    const meant = meantBy(session, header(frame, 'id')!);
    if (!meant) return 'no-message';
    const { subscription, ids } = meant;
    const returned: Held[] = [];
    for (const one of ids) {
      const held = subscription.waiting.get(one)!;
      subscription.waiting.delete(one);
      if (frame.command === 'ACK') this.#notes.push({ what: 'handled', client: session.name, id: held.id });
      else returned.push(held);
    }
    this.#return(session.name, returned, subscription.destination);
    return undefined;
  }

  #subscribers(destination: string): { session: Session; subscription: Subscription }[] {
    return [...this.#sessions.values()]
      .filter(({ over }) => !over)
      .flatMap((session) =>
        [...session.subscriptions.values()]
          .filter((one) => one.destination === destination)
          .map((subscription) => ({ session, subscription })),
      );
  }

  #deliver(session: Session, subscription: Subscription, held: Held): void {
    const ackId = `${session.name}-${subscription.id}-${held.id}`;
    const headers: Header[] = [
      ['subscription', subscription.id],
      ['message-id', held.id],
      ['destination', held.destination],
    ];
    // "MESSAGE": where it must be acknowledged, an ack header names it
    if (subscription.ack !== 'auto') {
      headers.push(['ack', ackId]);
      subscription.waiting.set(ackId, held);
    }
    for (const one of held.frame.headers)
      if (
        ![
          'destination',
          'receipt',
          'transaction',
          'content-length',
          'ack',
          'subscription',
          'message-id',
        ].includes(one[0])
      )
        headers.push(one);
    headers.push(['content-length', String(held.frame.body.length)]);
    session.out.push(frameOf('MESSAGE', headers, held.frame.body));
    this.#notes.push({ what: 'delivered', client: session.name, destination: held.destination, id: held.id });
  }

  #keep(held: Held, where: 'first' | 'last'): void {
    const list = this.#queues.get(held.destination) ?? [];
    if (where === 'first') list.unshift(held);
    else list.push(held);
    if (list.length > MOST_KEPT) list.shift();
    this.#queues.set(held.destination, list);
    if (this.#subscribers(held.destination).length === 0)
      this.#notes.push({ what: 'kept', destination: held.destination, id: held.id });
  }

  /** Gives what a queue keeps to its subscribers, one after the other. */
  #drain(destination: string): void {
    const list = this.#queues.get(destination);
    if (!list || isTopic(destination)) return;
    while (list.length > 0) {
      const subscribers = this.#subscribers(destination);
      if (subscribers.length === 0) return;
      const turn = (this.#turns.get(destination) ?? 0) % subscribers.length;
      this.#turns.set(destination, turn + 1);
      const { session, subscription } = subscribers[turn]!;
      this.#deliver(session, subscription, list.shift()!);
    }
  }

  /** Messages that nobody has handled: a queue gives them to the next in turn; a topic's are gone. */
  #return(client: string, returned: readonly Held[], destination: string): void {
    if (returned.length === 0) return;
    for (const held of returned) this.#notes.push({ what: 'returned', client, id: held.id });
    if (isTopic(destination)) return;
    for (const held of [...returned].reverse()) this.#keep(held, 'first');
    this.#drain(destination);
  }
  #giveBack(client: string, { waiting, destination }: Subscription): void {
    this.#return(client, [...waiting.values()], destination);
    waiting.clear();
  }

  /** "ERROR": says why, and the connection is closed behind it. */
  #error(session: Session, cause: ErrorCause, frame?: StompFrame, detail: string = cause): void {
    this.#notes.push({ what: 'error', client: session.name, cause });
    const headers: Header[] = [
      ['message', detail],
      ['content-type', 'text/plain'],
    ];
    const receipt = frame && header(frame, 'receipt');
    if (receipt !== undefined) headers.push(['receipt-id', receipt]);
    if (cause === 'version') headers.push(['version', '1.2']);
    const body = frame ? encodeStomp(frame) : new Uint8Array(0);
    session.out.push(frameOf('ERROR', [...headers, ['content-length', String(body.length)]], body));
    session.over = true;
  }
}

/** Which messages an ACK or NACK of `id` is for: with 'client' all before it, too ("SUBSCRIBE"). */
function meantBy(
  session: Session,
  id: string,
): { readonly subscription: Subscription; readonly ids: readonly string[] } | undefined {
  const subscription = [...session.subscriptions.values()].find(({ waiting }) => waiting.has(id));
  if (!subscription) return undefined;
  const ids = [...subscription.waiting.keys()];
  return { subscription, ids: subscription.ack === 'client' ? ids.slice(0, ids.indexOf(id) + 1) : [id] };
}

const isTopic = (destination: string): boolean => destination.startsWith('/topic/');
