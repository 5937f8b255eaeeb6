import type { Ns } from '../kernel/time.ts';
import { HeaderBlock } from './block.ts';
import { ERROR, FRAME, INITIAL_WINDOW, LEAST_FRAME, MOST_WINDOW, PREFACE } from './codes.ts';
import { Credit } from './credit.ts';
import { FAULTS, isFault, type Fault } from './faults.ts';
import { FrameReader, meaningOf, type Frame } from './frame-reader.ts';
import { goawayFrame, pingFrame, resetFrame, settingsAck } from './frames.ts';
import type { Happening } from './happenings.ts';
import { HpackDecoder } from './hpack/decoder.ts';
import type { Field } from './hpack/field.ts';
import { Bucket, LIMITS, type Limits } from './limits.ts';
import { valueOf } from './message.ts';
import { Offers } from './offers.ts';
import { Outgoing, type HeaderCount } from './outgoing.ts';
import { changed, INITIAL_SETTINGS, type Settings } from './settings.ts';
import { sectionOf } from './section.ts';
import { ours, type Http2Setup } from './setup.ts';
import type { Stream } from './stream.ts';
import { Streams } from './streams.ts';

/**
 * One side of an HTTP/2 connection (RFC 9113), over any byte stream: bytes in by `receive`, bytes out by `take`. Never throws for what a peer
 * says: it ends the stream or the connection and tells which rule was broken. The same bytes have the same outcome in whatever pieces.
 */
export class Http2Connection {
  readonly #setup: Http2Setup;
  readonly #limits: Limits;
  readonly #reader = new FrameReader();
  readonly #decoder = new HpackDecoder();
  readonly #out: Outgoing;
  readonly #streams: Streams;
  readonly #credit: Credit;
  readonly #resets: Bucket;
  readonly #offers = new Offers();
  #prefaced: boolean;
  #settled = false;
  #block: HeaderBlock | undefined;
  #emptyFrames = 0;
  #broken = false;
  #heard: Happening[] = [];

  constructor(setup: Http2Setup) {
    this.#setup = setup;
    this.#limits = { ...LIMITS, ...setup.limits };
    this.#resets = new Bucket(this.#limits.resetBurst, this.#limits.resetsPerSecond);
    this.#out = new Outgoing(setup.hpack ?? {}, setup.chunkBytes ?? LEAST_FRAME, (stream) =>
      this.#streams.take(stream, 'send ES'),
    );
    this.#streams = new Streams(setup.role, (stream) => this.#out.forget(stream));
    this.#prefaced = setup.role === 'client';
    // §3.4: the client's preface, then SETTINGS of either side
    if (setup.role === 'client') this.#out.put(PREFACE);
    this.offer(ours(setup));
    this.#credit = new Credit(setup.connectionWindowBytes ?? INITIAL_WINDOW, (frame) => this.#out.put(frame));
  }

  // --- the program's side

  /** Opens a stream with a request. Undefined where no more may be opened (RFC 9113 §5.1.2, §6.8, §5.1.1). */
  request(fields: readonly Field[], last: boolean): number | undefined {
    const id = this.#broken ? undefined : this.#streams.next(this.#out.peer.MAX_CONCURRENT_STREAMS);
    if (id === undefined) return undefined;
    const stream = this.#open(id);
    stream.noContent = valueOf(fields, ':method') === 'HEAD';
    this.#streams.take(stream, 'send H');
    this.#out.section(id, fields, last);
    if (last) this.#streams.take(stream, 'send ES');
    return id;
  }
  /** A response, an informational one, or (client) what `request` has not said. False where the stream takes none any more. */
  respond(id: number, fields: readonly Field[], last: boolean): boolean {
    const stream = this.#sending(id);
    if (!stream) return false;
    this.#out.section(id, fields, last);
    if (last) this.#streams.take(stream, 'send ES');
    return true;
  }
  /** Data, and whether it is the last; goes as the windows allow. */
  send(id: number, data: Uint8Array, last: boolean): boolean {
    const stream = this.#sending(id);
    if (!stream) return false;
    if (data.length > 0) stream.queue.push(data);
    stream.queuedBytes += data.length;
    stream.ending = last;
    this.#out.queue(stream);
    return true;
  }
  /** Ends the stream behind its data with a trailer section (RFC 9113 §8.1). */
  trailers(id: number, fields: readonly Field[]): boolean {
    const stream = this.#sending(id);
    if (!stream) return false;
    stream.trailers = fields;
    stream.ending = true;
    this.#out.queue(stream);
    return true;
  }
  /** RFC 9113 §6.4; CANCEL says that nobody wants it any more. */
  reset(id: number, code: number = ERROR.CANCEL): void {
    const stream = this.#streams.get(id);
    if (stream) this.#reset(stream, code);
  }
  /** The program has used so many bytes of a stream's data: the peer may send as many again (RFC 9113 §6.9). */
  consumed(id: number, bytes: number): void {
    const stream = this.#streams.get(id);
    if (stream) this.#credit.ofStream(stream, bytes, this.#offers.current.INITIAL_WINDOW_SIZE);
    this.#credit.ofConnection(bytes);
  }
  ping(opaque: Uint8Array): void {
    this.#out.put(pingFrame(opaque, false));
  }
  /** Tells the peer of new settings; they hold for it once it has acknowledged them (RFC 9113 §6.5.3). */
  offer(settings: Settings): void {
    this.#out.put(this.#offers.offer(settings));
  }
  /** RFC 9113 §6.8: takes no new streams of the peer; what is under way is finished. */
  goaway(code: number = ERROR.NO_ERROR): void {
    if (this.#broken) return;
    this.#streams.goneAway ??= this.#streams.lastPeer;
    this.#out.put(goawayFrame(this.#streams.goneAway, code, new Uint8Array(0)));
  }

  /** Bytes to be sent now: frames that wait for nobody, then data until there are `most`. */
  take(most = Infinity): Uint8Array {
    return this.#out.take(most);
  }
  get waiting(): boolean {
    return this.#out.waiting;
  }
  /** Nothing is open, and the peer or we have said that nothing new will be; or a fault has ended it. */
  get over(): boolean {
    const leaving = this.#streams.goneAway !== undefined || this.#streams.goneBy !== undefined;
    return this.#broken || (leaving && this.#streams.size === 0);
  }
  get headers(): Readonly<HeaderCount> {
    return this.#out.headers;
  }
  /** For looking only. */
  stream(id: number): Readonly<Stream> | undefined {
    return this.#streams.get(id);
  }
  get openStreams(): number {
    return this.#streams.size;
  }
  get sendWindow(): number {
    return this.#out.windowBytes;
  }
  get peerSettings(): Settings {
    return this.#out.peer;
  }
  get heldBytes(): number {
    return this.#reader.heldBytes + (this.#block?.bytes ?? 0);
  }

  // --- the network's side

  receive(bytes: Uint8Array, now: Ns): Happening[] {
    this.#heard = [];
    if (this.#broken) return [];
    this.#reader.push(bytes);
    while (!this.#broken && this.#step(now));
    return this.#heard;
  }

  #step(now: Ns): boolean {
    if (!this.#prefaced) {
      const preface = this.#reader.preface();
      if (preface === 'wrong') this.#break('h2.bad-preface');
      return (this.#prefaced = preface === 'whole');
    }
    const raw = this.#reader.next(Math.max(this.#offers.current.MAX_FRAME_SIZE, LEAST_FRAME));
    if (raw === undefined) return false;
    const frame = isFault(raw) ? raw : meaningOf(raw);
    if (isFault(frame)) {
      // §4.3, §6.2: nothing comes between the frames of a block, whatever is wrong with it
      const fault =
        this.#block && !isFault(raw) && raw.type !== FRAME.CONTINUATION ? 'h2.continuation-expected' : frame;
      this.#fail(fault, isFault(raw) ? 0 : raw.stream);
    } else this.#frame(frame, now);
    if (this.#out.answers > this.#limits.answers) this.#break('h2.answer-flood');
    return true;
  }

  #frame(frame: Frame, now: Ns): void {
    // §3.4: SETTINGS first
    if (!this.#settled && frame.kind !== 'settings') return this.#break('h2.first-frame');
    this.#settled = true;
    if (this.#block && (frame.kind !== 'continuation' || frame.stream !== this.#block.stream))
      return this.#break('h2.continuation-expected');
    switch (frame.kind) {
      case 'data':
        return this.#data(frame);
      case 'headers':
        this.#block = new HeaderBlock(frame.stream, frame.last);
        return this.#piece(frame.block, frame.whole);
      case 'continuation':
        if (!this.#block) return this.#break('h2.continuation-alone');
        return this.#piece(frame.block, frame.whole);
      case 'reset':
        return this.#resetBy(frame.stream, frame.code, now);
      case 'settings':
        return this.#changeTo(frame.pairs);
      case 'settings-ack':
        return this.#acknowledged();
      case 'push':
        return this.#break('h2.push');
      case 'ping':
        this.#heard.push(frame);
        if (!frame.ack) this.#out.answer(pingFrame(frame.opaque, true));
        return;
      case 'goaway':
        return this.#goneAwayBy(frame);
      case 'window-update':
        return this.#grow(frame.stream, frame.increment);
      case 'priority':
      case 'unknown':
        return;
    }
  }

  #piece(block: Uint8Array, whole: boolean): void {
    const held = this.#block!;
    if (!held.add(block, this.#limits)) return this.#break('h2.block-too-large');
    if (!whole) return;
    this.#block = undefined;
    const list = this.#decoder.decode(held.whole(), this.#offers.strict.MAX_HEADER_LIST_SIZE);
    if (typeof list === 'string') return this.#break('h2.compression');
    const stream = this.#headed(held.stream);
    if (!stream) return;
    if (list.tooLarge) return this.#fail('h2.list-too-large', stream.id);
    this.#section(stream, list.fields, held);
  }

  /** The stream that a header section is for; undefined where it is read over, refused or a fault. */
  #headed(id: number): Stream | undefined {
    const whose = this.#streams.headed(id);
    if (isFault(whose)) return void this.#fail(whose, id);
    if (whose !== 'new') return whose;
    if (this.#streams.size >= this.#offers.strict.MAX_CONCURRENT_STREAMS)
      return void this.#fail('h2.too-many-streams', id);
    const opened = this.#open(id);
    this.#streams.take(opened, 'recv H');
    return opened;
  }
  #section(stream: Stream, fields: readonly Field[], { last, wireBytes }: HeaderBlock): void {
    const server = this.#setup.role === 'server';
    const extended = this.#offers.current.ENABLE_CONNECT_PROTOCOL === 1;
    const section = sectionOf(stream, fields, last, { server, extended });
    if (isFault(section)) return this.#fail(section, stream.id);
    this.#heard.push({ kind: 'headers', stream: stream.id, what: section.what, fields, last, bytes: wireBytes });
    if (last) this.#end(stream);
  }

  #data(frame: Frame & { kind: 'data' }): void {
    const { stream: id, data, last, counted } = frame;
    this.#emptyFrames = counted > 0 || last ? 0 : this.#emptyFrames + 1;
    if (this.#emptyFrames > this.#limits.emptyFrames) return this.#break('h2.empty-flood');
    // §6.9: counted against the connection, whatever becomes of the stream
    if (counted > this.#credit.window) return this.#break('h2.connection-window-exceeded');
    this.#credit.window -= counted;
    const stream = this.#streams.get(id);
    if (!stream?.receives) {
      this.#credit.ofConnection(counted);
      const fault = this.#streams.misplacedData(id);
      return fault && this.#fail(fault, id);
    }
    if (counted > stream.receiveWindow) {
      this.#credit.ofConnection(counted);
      return this.#fail('h2.window-exceeded', id);
    }
    stream.receiveWindow -= counted;
    if (!stream.headed) {
      this.#credit.ofConnection(counted);
      return this.#fail('h2.data-before-headers', id);
    }
    stream.gotBytes += data.length;
    const { contentLength = Infinity } = stream;
    if (stream.gotBytes > contentLength || (stream.noContent && data.length > 0)) {
      this.#credit.ofConnection(counted);
      return this.#fail('h2.content-length', id);
    }
    this.#heard.push({ kind: 'data', stream: id, data: data.slice(), last });
    if (last) this.#end(stream);
    const back = this.#setup.creditAtOnce ? counted : counted - data.length;
    if (back > 0) this.consumed(id, back);
  }

  /** RFC 9113 §8.1.1: the content that came must be as long as was announced. */
  #end(stream: Stream): void {
    if (stream.contentLength !== undefined && stream.gotBytes !== stream.contentLength)
      return this.#fail('h2.content-length', stream.id);
    this.#streams.take(stream, 'recv ES');
  }

  #resetBy(id: number, code: number, now: Ns): void {
    if (this.#streams.isIdle(id)) return this.#break('h2.idle-stream');
    const stream = this.#streams.get(id);
    if (!stream) return;
    this.#heard.push({ kind: 'reset', stream: id, by: 'peer', code, fault: '' });
    this.#streams.take(stream, 'recv R', 'reset by peer');
    if (!this.#streams.isMine(id) && !this.#resets.spend(now)) this.#break('h2.reset-flood');
  }

  #changeTo(pairs: readonly (readonly [number, number])[]): void {
    const { role } = this.#setup;
    const before = this.#out.peer;
    const next = changed(before, pairs, role === 'server' ? 'client' : 'server');
    if (isFault(next)) return this.#break(next);
    // §6.9.2: every stream's window moves by the difference, also below zero
    const delta = next.INITIAL_WINDOW_SIZE - before.INITIAL_WINDOW_SIZE;
    for (const stream of this.#streams.all()) {
      stream.sendWindow += delta;
      if (stream.sendWindow > MOST_WINDOW) return this.#break('h2.settings-window-overflow');
      if (delta > 0 && (stream.queuedBytes > 0 || stream.ending)) this.#out.queue(stream);
    }
    this.#out.follow(next, INITIAL_SETTINGS.HEADER_TABLE_SIZE);
    this.#heard.push({ kind: 'settings', pairs });
    this.#out.answer(settingsAck());
  }

  #acknowledged(): void {
    const before = this.#offers.current.INITIAL_WINDOW_SIZE;
    if (!this.#offers.acknowledged()) return;
    const next = this.#offers.current;
    const delta = next.INITIAL_WINDOW_SIZE - before;
    for (const stream of this.#streams.all()) stream.receiveWindow += delta;
    // What was half a window of another size, or less, may be more than half of this one: nobody else would tell the peer
    for (const stream of this.#streams.all()) this.#credit.ofStream(stream, 0, next.INITIAL_WINDOW_SIZE);
    this.#decoder.setLimit(next.HEADER_TABLE_SIZE);
    this.#heard.push({ kind: 'settings-acknowledged' });
  }

  #goneAwayBy(frame: Frame & { kind: 'goaway' }): void {
    if (frame.lastStream > (this.#streams.goneBy ?? Infinity)) return this.#break('h2.goaway-went-up');
    this.#streams.goneBy = frame.lastStream;
    this.#heard.push({ ...frame, debug: frame.debug.slice() });
    for (const stream of this.#streams.all()) {
      if (!this.#streams.isMine(stream.id) || stream.id <= frame.lastStream) continue;
      this.#heard.push({ kind: 'unprocessed', stream: stream.id });
      this.#streams.take(stream, 'recv R', 'reset by peer');
    }
  }

  #grow(id: number, increment: number): void {
    if (id === 0) {
      if (increment === 0) return this.#break('h2.connection-increment-0');
      if (this.#out.grow(increment) > MOST_WINDOW) return this.#break('h2.connection-window-overflow');
      this.#heard.push({ kind: 'window', stream: 0, increment });
      return;
    }
    if (this.#streams.isIdle(id)) return this.#break('h2.idle-stream');
    const stream = this.#streams.get(id);
    if (!stream) return;
    if (increment === 0) return this.#fail('h2.window-increment-0', id);
    stream.sendWindow += increment;
    if (stream.sendWindow > MOST_WINDOW) return this.#fail('h2.window-overflow', id);
    this.#heard.push({ kind: 'window', stream: id, increment });
    if (stream.queuedBytes > 0 || stream.ending) this.#out.queue(stream);
  }

  // --- inside

  #open(id: number): Stream {
    return this.#streams.open(
      id,
      this.#out.peer.INITIAL_WINDOW_SIZE,
      this.#offers.current.INITIAL_WINDOW_SIZE,
    );
  }
  #sending(id: number): Stream | undefined {
    const stream = this.#streams.get(id);
    return stream?.sends && !stream.ending && !this.#broken ? stream : undefined;
  }
  /** RFC 9113 §5.4.2, or §5.4.1 where the fault is the connection's. */
  #fail(fault: Fault, id: number): void {
    const [scope, name] = FAULTS[fault];
    if (scope === 'connection') return this.#break(fault);
    // §5.1: a stream that was never opened has nothing to reset
    const stream = this.#streams.get(id);
    if (!stream && this.#streams.isIdle(id)) return this.#break(fault);
    if (stream) return this.#reset(stream, ERROR[name], fault);
    this.#out.answer(resetFrame(id, ERROR[name]));
    this.#streams.remember(id, 'reset by us');
    this.#heard.push({ kind: 'reset', stream: id, by: 'us', code: ERROR[name], fault });
  }
  #reset(stream: Stream, code: number, fault: Fault | '' = ''): void {
    this.#out.answer(resetFrame(stream.id, code));
    if (fault) this.#heard.push({ kind: 'reset', stream: stream.id, by: 'us', code, fault });
    this.#streams.take(stream, 'send R', 'reset by us');
  }
  /** RFC 9113 §5.4.1: GOAWAY says what was looked at, then nothing more is read. */
  #break(fault: Fault): void {
    const code = ERROR[FAULTS[fault][1]];
    this.#broken = true;
    this.#block = undefined;
    this.#streams.clear();
    this.#out.drop();
    this.#out.put(goawayFrame(this.#streams.lastPeer, code, new Uint8Array(0)));
    this.#heard.push({ kind: 'broken', code, fault });
  }
}
