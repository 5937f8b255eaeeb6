/** Plays one side of a conversation line by line against a kernel of ours in virtual time, and notes where the kernel does something else. */
import { MILLISECOND, SECOND, type Ns } from '#engine/kernel/time.ts';
import type { Result } from '#engine/sockets/errno.ts';
import { Kernel, type KernelSetup } from '#engine/sockets/kernel.ts';
import { isOption } from '#engine/sockets/options.ts';
import { Process } from '#engine/sockets/process.ts';
import { encodeIcmp, unreachable } from '#engine/wire/icmp.ts';
import { encodeIpv4, PROTOCOL, readIpv4, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { encodeTcp, FLAG, formatFlags, readTcp, type TcpHeader } from '#engine/wire/tcp.ts';
import type { TcpOption } from '#engine/wire/tcp-options.ts';
import { parse, type Action, type Line, type Wire } from './script.ts';

const HERE = 0xc0a80001;
const THERE = 0xc0000201;
/** Where the other side's numbers begin: they pass through zero. */
const THEIR_ISN = 0xffff_ff00;
const THEIR_PORT = 54_321;
const PORT = 8080;

interface Sent {
  readonly at: Ns;
  readonly header: TcpHeader;
  readonly ecn: number;
  readonly length: number;
}
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
  readonly #program: Process;
  readonly #toleranceNs: Ns;
  #now: Ns = 0;
  #port = PORT;
  #isn = 0;
  /** What was sent and not yet asked for. */
  readonly #sent: Sent[] = [];
  /** Our timestamp by the script's, and how far the two clocks are apart. */
  readonly #stamps = new Map<number, number>();
  #clock: number | undefined;
  /** A call that waits, what it is to give, and when. */
  #waiting:
    { readonly line: Line; readonly again: () => Result<unknown>; readonly gives: string } | undefined;

  constructor(tcp: KernelSetup['tcp'] = {}, toleranceMs = 5, listening: KernelSetup['listening'] = {}) {
    const interfaces = [{ address: HERE, prefixLength: 24, gateway: HERE + 1 }];
    this.kernel = new Kernel({ name: 'host', interfaces, secret: [3, 4], tcp, listening });
    this.#program = new Process('program', this.kernel);
    this.#toleranceNs = toleranceMs * MILLISECOND;
  }

  /** Ends at the first line that went otherwise. */
  play(script: string): Outcome {
    for (const line of parse(script)) {
      this.#advance(line.at * SECOND);
      this.#do(line, line.action);
      if (this.faults.length > 0) return this;
    }
    for (const one of this.#sent) this.faults.push(`not asked for: ${this.#print(one)}`);
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
      const ip = readIpv4(packet);
      const tcp = readTcp(ip.payload, ip.value!);
      const header = tcp.value!;
      if (header.flags & FLAG.SYN) [this.#isn, this.#port] = [header.seq, header.sourcePort];
      const one = { at: this.#now, header, ecn: ip.value!.ecn, length: tcp.payload.length };
      this.#sent.push(one);
      this.log.push(`> ${this.#print(one)}`);
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
    if (action.kind === 'out') return this.#expect(line, action.wire);
    if (action.kind === 'call') {
      const again = () => this.#call(action.call, action.args);
      const result = again();
      if ('waits' in result && line.waits) this.#waiting = { line, again, gives: action.gives };
      else this.#compare(line, action.gives, result);
    } else {
      this.log.push(`< ${line.text} at ${this.#now / SECOND}`);
      this.kernel.receive(
        action.kind === 'icmp' ? this.#error(action) : this.#segment(action.wire),
        this.#now,
      );
    }
    this.#poll();
  }

  // --- the wire

  #expect(line: Line, wire: Wire): void {
    this.#advance(Math.min(line.until * SECOND, 1e6 * SECOND) + this.#toleranceNs, true);
    const one = this.#sent.shift();
    if (!one) return this.#fault(line, `nothing was sent until ${this.#now / SECOND}`);
    let { length } = one;
    let { flags } = one.header;
    // The script may show what is handed to the network card in one piece
    while (length < wire.length && this.#sent[0]?.header.seq === (one.header.seq + length) >>> 0) {
      const more = this.#sent.shift()!;
      length += more.length;
      flags |= more.header.flags;
    }
    const late =
      one.at < line.at * SECOND - this.#toleranceNs || one.at > line.until * SECOND + this.#toleranceNs;
    const { seq, ack, window, urgent } = this.#relative(one.header);
    const same =
      flags === wire.flags &&
      seq === wire.seq &&
      length === wire.length &&
      ack === wire.ack &&
      urgent === wire.urgent &&
      (wire.window === null || wire.window === window) &&
      (wire.ecn === null || wire.ecn === one.ecn) &&
      (wire.options === null || this.#sameOptions(wire.options, one.header.options));
    if (late || !same) this.#fault(line, `it sent ${this.#print({ ...one, length })}`);
  }

  #relative(header: TcpHeader): TcpHeader {
    const ack = header.flags & FLAG.ACK ? (header.ack - THEIR_ISN) >>> 0 : 0;
    return { ...header, seq: (header.seq - this.#isn) >>> 0, ack };
  }

  /** Order and padding aside; our timestamps are counted from the first. */
  #sameOptions(wanted: readonly TcpOption[], ours: readonly TcpOption[]): boolean {
    const stamp = ours.find(({ kind }) => kind === 'timestamps') as { readonly value: number } | undefined;
    const named = wanted.find(({ kind }) => kind === 'timestamps') as { readonly value: number } | undefined;
    if (stamp && named) {
      this.#clock ??= stamp.value - named.value;
      this.#stamps.set(named.value, stamp.value);
    }
    const key = (one: TcpOption, their: boolean): string => {
      if (one.kind === 'timestamps') return `TS ecr ${one.echo}`;
      if (one.kind !== 'sack') return JSON.stringify(one);
      const shift = their ? 0 : THEIR_ISN;
      return `sack ${one.blocks.map(({ left, right }) => `${(left - shift) >>> 0}:${(right - shift) >>> 0}`).join(' ')}`;
    };
    const list = (all: readonly TcpOption[], their: boolean) =>
      all.filter(({ kind }) => kind !== 'nop' && kind !== 'eol').map((one) => key(one, their)).sort().join(); // prettier-ignore
    return list(wanted, true) === list(ours, false);
  }

  #segment(wire: Wire): Uint8Array {
    const options = (wire.options ?? []).map((one): TcpOption => {
      if (one.kind === 'timestamps') {
        const echo = one.echo === 0 ? 0 : (this.#stamps.get(one.echo) ?? one.echo + (this.#clock ?? 0)) >>> 0;
        return { ...one, echo };
      }
      if (one.kind !== 'sack') return one;
      const real = (at: number) => (this.#isn + at) >>> 0;
      return {
        kind: 'sack',
        blocks: one.blocks.map(({ left, right }) => ({ left: real(left), right: real(right) })),
      };
    });
    const header = {
      ...{
        sourcePort: THEIR_PORT,
        destinationPort: this.#port,
        flags: wire.flags,
        urgent: wire.urgent,
        options,
      },
      seq: (THEIR_ISN + wire.seq) >>> 0,
      ack: wire.flags & FLAG.ACK ? (this.#isn + wire.ack) >>> 0 : 0,
      window: wire.window ?? 65_535,
    };
    const ip = { ...IP, source: THERE, destination: HERE, ecn: wire.ecn ?? 0 };
    return encodeIpv4(ip, encodeTcp(header, new Uint8Array(wire.length), ip));
  }

  #error({ code, mtu, seq }: Extract<Action, { kind: 'icmp' }>): Uint8Array {
    const quoted = { ...IP, source: HERE, destination: THERE };
    const header = { sourcePort: this.#port, destinationPort: THEIR_PORT, seq: (this.#isn + seq) >>> 0 };
    const rest = { ack: 0, flags: 0, window: 0, urgent: 0, options: [] };
    const quote = encodeIpv4(quoted, encodeTcp({ ...header, ...rest }, new Uint8Array(0), quoted));
    const ip = { ...IP, source: THERE, destination: HERE, protocol: PROTOCOL.icmp, dontFragment: false };
    return encodeIpv4(ip, encodeIcmp(unreachable(code, mtu), quote));
  }

  // --- the calls

  #call(call: string, args: readonly string[]): Result<unknown> {
    const [p, now, fd] = [this.#program, this.#now, Number(args[0])];
    switch (call) {
      case 'socket':
        return p.socket('SOCK_STREAM', 0, now);
      case 'bind':
        return p.bind(fd, { address: 0, port: PORT }, now);
      case 'listen':
        return p.listen(fd, Number(args[1]), now);
      case 'accept':
        return p.accept(fd, now);
      case 'connect':
        return p.connect(fd, { address: THERE, port: THEIR_PORT }, now);
      case 'write':
      case 'send':
      case 'sendto':
        return p.send(fd, new Uint8Array(Number(args[2])), now);
      case 'read':
      case 'recv':
        return p.recv(fd, Number(args[2]), now);
      case 'shutdown':
        return p.shutdown(fd, ({ SHUT_RD: 'read', SHUT_WR: 'write' } as const)[args[1]!] ?? 'both', now);
      case 'close':
        return p.close(fd, now);
      case 'fcntl':
        return p.setNonblocking(fd, args[2]?.includes('O_NONBLOCK') ?? false, now);
      case 'setsockopt':
        return this.#set(fd, args, now);
      case 'cwnd':
        return { ok: this.#cwnd() };
      case 'state':
        return { ok: this.#connection()?.state ?? 'CLOSED' };
      case 'getsockopt':
        return p.getsockopt(fd, 'SO_ERROR', now);
    }
    throw new Error(`no call: ${call}`);
  }

  /** The connection that there is; in whole segments, its window. */
  #connection() {
    return [...this.kernel.tcp.all()].at(-1);
  }
  #cwnd(): number {
    const c = this.#connection()!;
    return Math.floor(c.congestion.cwndBytes / c.smss);
  }

  #set(fd: number, args: readonly string[], now: Ns): Result<unknown> {
    const name = args[2]!;
    const value = Number(/-?\d+/.exec(args[3]!)?.[0]);
    if (!isOption(name)) throw new Error(`no option: ${name}`);
    const linger = name === 'SO_LINGER' ? (value === 0 ? null : Number(/\d+/.exec(args[4]!)?.[0])) : value;
    return this.#program.setsockopt(fd, name, linger, now);
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

  #print({ at, header, length, ecn }: Sent): string {
    const { seq, ack, window, flags } = this.#relative(header);
    const options = header.options.filter(({ kind }) => kind !== 'nop').map((one) => JSON.stringify(one));
    return `${at / SECOND} [${ecn}] ${formatFlags(flags)} ${seq}(${length}) ack ${ack} win ${window} ${options.join(' ')}`;
  }
  #fault(line: Line, what: string): void {
    this.faults.push(`${line.text} [${line.at}]: ${what}`);
  }
}

const IP: Ipv4Header = {
  ...{ dscp: 0, ecn: 0, identification: 1, dontFragment: true, moreFragments: false, fragmentOffset: 0 },
  ...{ ttl: 64, protocol: PROTOCOL.tcp, options: new Uint8Array(0), source: THERE, destination: HERE },
};
