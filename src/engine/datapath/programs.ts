import type { Ns } from '../kernel/time.ts';
import type { Task } from './cpu.ts';
import type { Machine, Program } from './machine.ts';
import type { ReaderSetup, WriterSetup } from './setup.ts';
import type { Unit } from './unit.ts';

const PAGE = 4096;
const pages = (bytes: number): number => Math.ceil(bytes / PAGE);

/** Writes all it has, a call after the other (write(2); tcp(7) and send(2) for MSG_ZEROCOPY; sendfile(2)). */
export class Writer implements Program {
  readonly #machine: Machine;
  readonly #setup: WriterSetup;
  /** Given to TCP so far. */
  #written = 0;
  /** What the present call has still to give. */
  #left = 0;
  #call: Unit | undefined;
  #waiting = false;
  /** Ends of the calls whose pages TCP still refers to. */
  readonly #pinned: number[] = [];

  constructor(machine: Machine, setup: WriterSetup) {
    this.#machine = machine;
    this.#setup = setup;
  }

  /** The card must be able to add up what the processor never touches; else the kernel copies after all. */
  get #how(): WriterSetup['how'] {
    return this.#machine.setup.checksumOffload ? this.#setup.how : 'copy';
  }

  start(now: Ns): void {
    const left = Math.min(this.#setup.writeBytes, this.#setup.totalBytes - this.#written);
    if (left === 0) return;
    this.#left = left;
    this.#call = this.#machine.unit([], left);
    this.#machine.work(
      [this.#machine.task('system-call', 'process', 'system-call', 'down', this.#call, 0)],
      now,
    );
  }

  done({ work, bytes }: Task, now: Ns): void {
    if (work === 'system-call' || work === 'wake' || work === 'write-on') this.#go(now);
    else if (work !== 'notification') {
      this.#machine.stack.send(0, letters(this.#written, bytes), now);
      this.#written += bytes;
      this.#left -= bytes;
      // the rest of the call comes after what this part of it has set going
      this.#machine.work([this.#machine.turn('write-on', 'process')], now, true);
      this.#machine.transmit('process', now);
    }
  }

  look(now: Ns): void {
    const held = this.#machine.connection?.sendBuffer.length ?? 0;
    const acknowledged = this.#written - held;
    while (this.#pinned.length > 0 && this.#pinned[0]! <= acknowledged) {
      this.#pinned.shift();
      const unit = this.#machine.unit([], 0);
      this.#machine.work([this.#machine.task('notification', 'process', 'socket', 'up', unit)], now);
    }
    // Linux wakes a writer when a third of the buffer is free (sk_stream_is_writeable)
    if (!this.#waiting || this.#free < this.#setup.sendBufferBytes / 3) return;
    this.#waiting = false;
    this.#machine.work(
      [this.#machine.task('wake', 'process', 'program', 'down', this.#call ?? this.#machine.unit([], 0), 0)],
      now,
    );
  }

  get #free(): number {
    return this.#setup.sendBufferBytes - (this.#machine.connection?.sendBuffer.length ?? 0);
  }

  /** Goes on with the call: copies as much as there is room for, waits, or returns. */
  #go(now: Ns): void {
    const call = this.#call;
    if (!call) return this.start(now);
    const length = Math.min(this.#left, this.#free);
    const given = call.bytes - this.#left;
    if (this.#left === 0) return this.#return('call-returns', given, now);
    if (length > 0) return this.#machine.work([this.#give(length, call)], now, true);
    if (!this.#setup.nonBlocking) {
      this.#waiting = true;
      return this.#machine.pass('call-waits', 'system-call', call, now, 'datapath.write-waits');
    }
    // POSIX write(): EAGAIN where not a byte could be taken, else the shorter count; the program then waits in poll()
    this.#return(given > 0 ? 'call-returns' : 'call-again', given, now);
  }

  #give(length: number, call: Unit): Task {
    const work = { copy: 'copy', zerocopy: 'pin-page', sendfile: 'reference-page' } as const;
    const how = work[this.#how];
    const times = how === 'copy' ? 1 : pages(length);
    return this.#machine.task(how, 'process', 'socket', 'down', call, length, times);
  }

  #return(what: 'call-returns' | 'call-again', given: number, now: Ns): void {
    const call = this.#call!;
    const short = given < call.bytes;
    this.#call = undefined;
    this.#machine.pass(
      what,
      'system-call',
      { ...call, bytes: given },
      now,
      what === 'call-again'
        ? 'datapath.write-again'
        : short
          ? 'datapath.write-short'
          : 'datapath.write-returns',
    );
    if (this.#how === 'zerocopy' && given > 0) this.#pinned.push(this.#written);
    // After a short count the program tries again until it is told EAGAIN; poll() then says when there is room
    if (what === 'call-again') this.#waiting = true;
    else this.start(now);
  }
}

/** Reads whatever comes, `readBytes` at most a call (read(2)); it sleeps in the call while nothing is there. */
export class Reader implements Program {
  readonly #machine: Machine;
  readonly #setup: ReaderSetup;
  #waiting = false;

  constructor(machine: Machine, setup: ReaderSetup) {
    this.#machine = machine;
    this.#setup = setup;
  }

  start(now: Ns): void {
    if (this.#setup.readBytes === 0) return;
    const unit = this.#machine.unit([], 0);
    this.#machine.work([this.#machine.task('system-call', 'process', 'system-call', 'up', unit)], now);
  }

  done({ work, bytes }: Task, now: Ns): void {
    if (work !== 'copy') return this.#go(now);
    const read = this.#machine.stack.readSome(0, bytes, now).length;
    const unit = this.#machine.unit([], read);
    this.#machine.pass('call-returns', 'system-call', unit, now, 'datapath.read-returns');
    this.start(now);
    this.#machine.transmit('process', now);
  }

  look(now: Ns): void {
    const waiting = this.#machine.connection?.inboxBytes ?? 0;
    if (waiting === 0 || !this.#waiting) return;
    this.#waiting = false;
    this.#machine.work(
      [this.#machine.task('wake', 'process', 'program', 'up', this.#machine.unit([], waiting), 0)],
      now,
    );
  }

  #go(now: Ns): void {
    const bytes = Math.min(this.#setup.readBytes, this.#machine.connection?.inboxBytes ?? 0);
    const unit = this.#machine.unit([], bytes);
    if (bytes > 0)
      return this.#machine.work([this.#machine.task('copy', 'process', 'socket', 'up', unit)], now, true);
    this.#waiting = true;
    this.#machine.pass('call-waits', 'system-call', unit, now, 'datapath.read-waits');
  }
}

/** abc...zabc...: the place of a byte shows in the dump. */
const letters = (from: number, count: number): Uint8Array =>
  new Uint8Array(count).map((_, at) => 97 + ((from + at) % 26));
