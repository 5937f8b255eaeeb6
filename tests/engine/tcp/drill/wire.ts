/** The wire of a drill: the script counts from each side's first number and stamp, the packets do not; this goes between the two. */
import { SECOND, type Ns } from '#engine/kernel/time.ts';
import { encodeIcmp, unreachable } from '#engine/wire/icmp.ts';
import { encodeIpv4, PROTOCOL, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { encodeTcp, FLAG, formatFlags, type TcpHeader } from '#engine/wire/tcp.ts';
import { readTcp } from '#engine/wire/tcp-read.ts';
import type { TcpOption } from '#engine/wire/tcp-options.ts';
import { HERE, PORT, THEIR_PORT, THERE } from './hosts.ts';
import type { Action, Segment } from './script.ts';

/** Where the other side's numbers begin: they pass through zero. */
const THEIR_ISN = 0xffff_ff00;

/** A segment of ours, its numbers those of the packet. */
export interface Sent {
  readonly at: Ns;
  readonly header: TcpHeader;
  readonly ecn: number;
  /** Of its data, in bytes. */
  readonly length: number;
}

export class Wire {
  /** Learned from our SYN. */
  #port = PORT;
  #isn = 0;
  /** Our timestamp by the script's, and how far the two clocks are apart. */
  readonly #stamps = new Map<number, number>();
  #clock: number | undefined;

  /** A packet of ours. */
  read(packet: Uint8Array, at: Ns): Sent {
    const ip = readIpv4(packet);
    const tcp = readTcp(ip.payload, ip.value!);
    const header = tcp.value!;
    if (header.flags & FLAG.SYN) [this.#isn, this.#port] = [header.seq, header.sourcePort];
    return { at, header, ecn: ip.value!.ecn, length: tcp.payload.length };
  }

  /** Whether it is what the script shows. A stamp that is shown is remembered. */
  isAsShown({ header, ecn, length }: Sent, shown: Segment): boolean {
    const { seq, ack, window, urgent, flags } = this.#relative(header);
    return (
      flags === shown.flags &&
      seq === shown.seq &&
      length === shown.length &&
      ack === shown.ack &&
      urgent === shown.urgent &&
      (shown.window === null || shown.window === window) &&
      (shown.ecn === null || shown.ecn === ecn) &&
      (shown.options === null || this.#sameOptions(shown.options, header.options))
    );
  }

  print({ at, header, length, ecn }: Sent): string {
    const { seq, ack, window, flags } = this.#relative(header);
    const options = header.options.filter(({ kind }) => kind !== 'nop').map((one) => JSON.stringify(one));
    return `${at / SECOND} [${ecn}] ${formatFlags(flags)} ${seq}(${length}) ack ${ack} win ${window} ${options.join(' ')}`;
  }

  /** A packet of theirs. */
  segment(shown: Segment): Uint8Array {
    const { flags, urgent } = shown;
    const header = {
      ...{ sourcePort: THEIR_PORT, destinationPort: this.#port, flags, urgent },
      seq: (THEIR_ISN + shown.seq) >>> 0,
      ack: flags & FLAG.ACK ? (this.#isn + shown.ack) >>> 0 : 0,
      window: shown.window ?? 65_535,
      options: (shown.options ?? []).map((one) => this.#realOption(one)),
    };
    const ip = { ...IP, source: THERE, destination: HERE, ecn: shown.ecn ?? 0 };
    return encodeIpv4(ip, encodeTcp(header, new Uint8Array(shown.length), ip));
  }

  /** Theirs, too: an ICMP error that quotes a segment of ours. */
  error({ code, mtu, seq }: Extract<Action, { kind: 'icmp' }>): Uint8Array {
    const quoted = { ...IP, source: HERE, destination: THERE };
    const header = { sourcePort: this.#port, destinationPort: THEIR_PORT, seq: (this.#isn + seq) >>> 0 };
    const rest = { ack: 0, flags: 0, window: 0, urgent: 0, options: [] };
    const quote = encodeIpv4(quoted, encodeTcp({ ...header, ...rest }, new Uint8Array(0), quoted));
    const ip = { ...IP, source: THERE, destination: HERE, protocol: PROTOCOL.icmp, dontFragment: false };
    return encodeIpv4(ip, encodeIcmp(unreachable(code, mtu), quote));
  }

  #relative(header: TcpHeader): TcpHeader {
    const ack = header.flags & FLAG.ACK ? (header.ack - THEIR_ISN) >>> 0 : 0;
    return { ...header, seq: (header.seq - this.#isn) >>> 0, ack };
  }

  #realOption(one: TcpOption): TcpOption {
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
  }

  /** Order and padding aside; our timestamps are counted from the first. */
  #sameOptions(wanted: readonly TcpOption[], ours: readonly TcpOption[]): boolean {
    const stamp = ours.find(({ kind }) => kind === 'timestamps') as { readonly value: number } | undefined;
    const named = wanted.find(({ kind }) => kind === 'timestamps') as { readonly value: number } | undefined;
    if (stamp && named) {
      this.#clock ??= stamp.value - named.value;
      this.#stamps.set(named.value, stamp.value);
    }
    return keysOf(wanted, 0) === keysOf(ours, THEIR_ISN);
  }
}

/** Options as one string, in an order of their own; the blocks' numbers counted from `base`. */
function keysOf(options: readonly TcpOption[], base: number): string {
  const key = (one: TcpOption): string => {
    if (one.kind === 'timestamps') return `TS ecr ${one.echo}`;
    if (one.kind !== 'sack') return JSON.stringify(one);
    return `sack ${one.blocks.map(({ left, right }) => `${(left - base) >>> 0}:${(right - base) >>> 0}`).join(' ')}`;
  };
  return options.filter(({ kind }) => kind !== 'nop' && kind !== 'eol').map(key).sort().join(); // prettier-ignore
}

const IP: Ipv4Header = {
  ...{ dscp: 0, ecn: 0, identification: 1, dontFragment: true, moreFragments: false, fragmentOffset: 0 },
  ...{ ttl: 64, protocol: PROTOCOL.tcp, options: new Uint8Array(0), source: THERE, destination: HERE },
};
