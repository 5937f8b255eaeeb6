/** Plays one side of a conversation line by line against a kernel of ours in virtual time, and notes where the kernel does something else. */
import { MILLISECOND, SECOND, type Ns } from '#engine/kernel/time.ts';
import type { Result } from '#engine/sockets/errno.ts';
import { Kernel, type KernelSetup } from '#engine/sockets/kernel.ts';
import { HERE } from './hosts.ts';
import { Program } from './program.ts';
import { parse, type Action, type Line, type Segment } from './script.ts';
import { Wire, type Sent } from './wire.ts';

export interface Outcome {
  /** What went otherwise; empty where all went as written. */
  readonly faults: readonly string[];
  /** Every segment, for looking. */
  readonly log: readonly string[];
}

export class Drill {
  readonly faults: string[] = [];
  readonly log: string[] = [];
  readonly kernel: Kernel;
  readonly #program: Program;
  readonly #wire = new Wire();
  readonly #toleranceNs: Ns;
  #now: Ns = 0;
  /** What was sent and not yet asked for. */
  readonly #sent: Sent[] = [];
  /** A call that waits, what it is to give, and when. */
  #waiting:
    { readonly line: Line; readonly again: () => Result<unknown>; readonly gives: string } | undefined;

  constructor(tcp: KernelSetup['tcp'] = {}, toleranceMs = 5, listening: KernelSetup['listening'] = {}) {
    const interfaces = [{ address: HERE, prefixLength: 24, gateway: HERE + 1 }];
    this.kernel = new Kernel({ name: 'host', interfaces, secret: [3, 4], tcp, listening });
    this.#program = new Program(this.kernel);
    this.#toleranceNs = toleranceMs * MILLISECOND;
  }

  /** Ends at the first line that went otherwise. */
  play(script: string): Outcome {
    for (const line of parse(script)) {
      this.#advance(line.at * SECOND);
      this.#do(line, line.action);
      if (this.faults.length > 0) return this;
    }
    for (const one of this.#sent) this.faults.push(`not asked for: ${this.#wire.print(one)}`);
    return this;
  }

  /** Lets the host alone up to a time, or until it has sent something. */
  #advance(to: Ns, untilSent = false): void {
    for (;;) {
      const wake = this.kernel.nextWake();
      if (wake === null || wake > to || (untilSent && this.#sent.length > 0)) break;
      this.#now = Math.max(this.#now, wake);
      this.#poll();
    }
    if (!untilSent) this.#now = Math.max(this.#now, to);
  }

  #poll(): void {
    for (const packet of this.kernel.poll(this.#now)) {
      const one = this.#wire.read(packet, this.#now);
      this.#sent.push(one);
      this.log.push(`> ${this.#wire.print(one)}`);
    }
    const waits = this.#waiting;
    if (!waits) return;
    const result = waits.again();
    if ('waits' in result) return;
    this.#waiting = undefined;
    if (Math.abs(this.#now - waits.line.until * SECOND) > this.#toleranceNs)
      this.#fault(waits.line, `came back at ${this.#now / SECOND}`);
    this.#compare(waits.line, waits.gives, result);
    this.#poll();
  }

  #do(line: Line, action: Action): void {
    if (action.kind === 'out') return this.#expect(line, action.segment);
    if (action.kind === 'call') {
      const again = () => this.#program.call(action.call, action.args, this.#now);
      const result = again();
      if ('waits' in result && line.waits) this.#waiting = { line, again, gives: action.gives };
      else this.#compare(line, action.gives, result);
    } else {
      this.log.push(`< ${line.text} at ${this.#now / SECOND}`);
      const packet = action.kind === 'icmp' ? this.#wire.error(action) : this.#wire.segment(action.segment);
      this.kernel.receive(packet, this.#now);
    }
    this.#poll();
  }

  #expect(line: Line, shown: Segment): void {
    this.#advance(Math.min(line.until * SECOND, 1e6 * SECOND) + this.#toleranceNs, true);
    let one = this.#sent.shift();
    if (!one) return this.#fault(line, `nothing was sent until ${this.#now / SECOND}`);
    // The script may show what is handed to the network card in one piece
    while (one.length < shown.length && this.#sent[0]?.header.seq === (one.header.seq + one.length) >>> 0)
      one = joined(one, this.#sent.shift()!);
    const late =
      one.at < line.at * SECOND - this.#toleranceNs || one.at > line.until * SECOND + this.#toleranceNs;
    if (late || !this.#wire.isAsShown(one, shown)) this.#fault(line, `it sent ${this.#wire.print(one)}`);
  }

  #compare(line: Line, gives: string, result: Result<unknown>): void {
    if ('waits' in result) return this.#fault(line, 'it waits');
    const value = 'ok' in result ? result.ok : undefined;
    const got =
      'errno' in result
        ? `-1 ${result.errno}`
        : String(value instanceof Uint8Array ? value.length : (value ?? 0));
    if (got !== gives && gives !== '*') this.#fault(line, `it gave ${got}`);
  }

  #fault(line: Line, what: string): void {
    this.faults.push(`${line.text} [${line.at}]: ${what}`);
  }
}

/** Two segments, the second right behind the first, as one. */
const joined = (one: Sent, more: Sent): Sent => ({
  ...one,
  header: { ...one.header, flags: one.header.flags | more.header.flags },
  length: one.length + more.length,
});
