import type { Ipv4 } from './address.ts';
import { labelsOf, nameOf, type DnsName } from './dns-name.ts';
import { flagsOf } from './dns-header.ts';

/** A DNS message (RFC 1035 §4.1). The counts of its sections follow from them. */
export interface DnsMessage {
  readonly id: number;
  readonly response: boolean;
  /** 0 is a standard query. */
  readonly opcode: number;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly recursionAvailable: boolean;
  /** RFC 4035 §3.2.3 and §3.2.2. */
  readonly authenticData: boolean;
  readonly checkingDisabled: boolean;
  /** 0 is no error, 3 a name that does not exist. */
  readonly responseCode: number;
  readonly questions: readonly DnsQuestion[];
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  readonly additionals: readonly DnsRecord[];
}

export interface DnsQuestion {
  readonly name: DnsName;
  /** DNS_TYPE.a and so on. */
  readonly type: number;
  /** 1 is the Internet. */
  readonly class: number;
}

/** A resource record. Of OPT (RFC 6891 §6.1.2) class is the UDP payload size and ttl the extended code and flags. */
export interface DnsRecord extends DnsQuestion {
  readonly ttl: number;
  readonly data: DnsData;
}

/** RDATA, by what its record's type says it is. */
export type DnsData =
  | { readonly kind: 'a'; readonly address: Ipv4 }
  /** 16 bytes. */
  | { readonly kind: 'aaaa'; readonly address: Uint8Array }
  /** NS, CNAME and PTR. */
  | { readonly kind: 'name'; readonly name: DnsName }
  | { readonly kind: 'mx'; readonly preference: number; readonly exchange: DnsName }
  | {
      readonly kind: 'soa';
      readonly primary: DnsName;
      readonly mailbox: DnsName;
      readonly serial: number;
      readonly refresh: number;
      readonly retry: number;
      readonly expire: number;
      readonly minimum: number;
    }
  /** One or more strings of up to 255 bytes. */
  | { readonly kind: 'txt'; readonly strings: readonly Uint8Array[] }
  | {
      readonly kind: 'opt';
      readonly options: readonly { readonly code: number; readonly data: Uint8Array }[];
    }
  /** Of a type that is not opened here, or whose data is not what its type asks for. */
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array };

/**
 * The message's bytes. Each name is compressed in one manner, so that there is one encoding: its longest suffix that
 * occurred before is replaced by a pointer to the first place it occurred at (RFC 1035 §4.1.4).
 * Throws RangeError for a name, a string or a section that cannot be: the caller's bug.
 */
export function encodeDns(message: DnsMessage): Uint8Array {
  const { questions, answers, authorities, additionals } = message;
  const writer = new Writer();
  writer.u16(message.id);
  writer.u16(flagsOf(message));
  for (const section of [questions, answers, authorities, additionals]) writer.u16(section.length);
  for (const { name, type, class: inClass } of questions) {
    writer.name(name);
    writer.u16(type);
    writer.u16(inClass);
  }
  for (const record of [...answers, ...authorities, ...additionals]) writer.record(record);
  return writer.bytes();
}

/** Pointers have 14 bits. */
const REACH = 0x4000;

class Writer {
  readonly #bytes: number[] = [];
  /** Where each suffix of a name first stands. */
  readonly #places = new Map<DnsName, number>();

  bytes(): Uint8Array {
    if (this.#bytes.length > 0xffff) throw new RangeError(`DNS message of ${this.#bytes.length} bytes`);
    return Uint8Array.from(this.#bytes);
  }

  u16(value: number): void {
    if (value > 0xffff) throw new RangeError(`${value} does not fit into 16 bits`);
    this.#bytes.push(value >>> 8, value & 255);
  }

  u32(value: number): void {
    this.#bytes.push(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
  }

  raw(bytes: Uint8Array): void {
    for (const byte of bytes) this.#bytes.push(byte);
  }

  string(bytes: Uint8Array): void {
    if (bytes.length > 255) throw new RangeError(`DNS string of ${bytes.length} bytes`);
    this.#bytes.push(bytes.length);
    this.raw(bytes);
  }

  name(name: DnsName): void {
    const labels = labelsOf(name);
    if (!labels) throw new RangeError(`${name} is no domain name`);
    for (const [index, label] of labels.entries()) {
      const suffix = nameOf(labels.slice(index));
      const place = this.#places.get(suffix);
      if (place !== undefined) return this.u16(0xc000 | place);
      if (this.#bytes.length < REACH) this.#places.set(suffix, this.#bytes.length);
      this.string(label);
    }
    this.#bytes.push(0);
  }

  record({ name, type, class: inClass, ttl, data }: DnsRecord): void {
    this.name(name);
    this.u16(type);
    this.u16(inClass);
    this.u32(ttl);
    const lengthAt = this.#bytes.length;
    this.u16(0);
    this.#data(data);
    const length = this.#bytes.length - lengthAt - 2;
    if (length > 0xffff) throw new RangeError(`DNS data of ${length} bytes`);
    this.#bytes[lengthAt] = length >>> 8;
    this.#bytes[lengthAt + 1] = length & 255;
  }

  /** RFC 3597 §4: names are compressed in the data of the types of RFC 1035 only; these are all of that kind. */
  #data(data: DnsData): void {
    switch (data.kind) {
      case 'a':
        return this.u32(data.address);
      case 'aaaa':
        return this.raw(data.address);
      case 'name':
        return this.name(data.name);
      case 'mx':
        this.u16(data.preference);
        return this.name(data.exchange);
      case 'soa':
        this.name(data.primary);
        this.name(data.mailbox);
        for (const number of [data.serial, data.refresh, data.retry, data.expire, data.minimum])
          this.u32(number);
        return;
      case 'txt':
        return data.strings.forEach((string) => this.string(string));
      case 'opt':
        for (const option of data.options) {
          this.u16(option.code);
          this.u16(option.data.length);
          this.raw(option.data);
        }
        return;
      case 'unknown':
        return this.raw(data.bytes);
    }
  }
}
