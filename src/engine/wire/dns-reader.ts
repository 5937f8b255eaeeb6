import { formatIpv4 } from './address.ts';
import { DNS_HEADER_BYTES, DNS_SWITCHES, DNS_TYPE, readFlags, RESERVED_BIT } from './dns-header.ts';
import { MAX_LABEL_BYTES, MAX_NAME_BYTES, nameOf, type DnsName } from './dns-name.ts';
import type { DnsData, DnsMessage, DnsQuestion, DnsRecord } from './dns.ts';
import { NO_BYTES, type Decoded, type Field, type Problem, type Read } from './layer.ts';
import { hex, u16, u32 } from './octets.ts';
import { formatIpv6 } from './ipv6-address.ts';

/** RFC 1035 §4.1. A message that is damaged is given up to there, with the fault; nothing is thrown. */
export function readDns(bytes: Uint8Array): Read<DnsMessage> {
  const { value, payload, problems } = decodeDns(bytes);
  const fault = problems.find(({ code }) => FAULTS.includes(code))?.code;
  return value ? { value, payload, fault } : { value, payload, fault: 'dns.truncated' };
}

/** After which the rest of the message cannot be read. */
const FAULTS: readonly string[] = ['dns.truncated', 'dns.bad-pointer', 'dns.bad-label', 'dns.long-name'];

/** The same with every field and every problem. */
export function decodeDns(bytes: Uint8Array): Decoded<DnsMessage> {
  if (bytes.length < DNS_HEADER_BYTES) {
    const places = { offset: 0, length: bytes.length, expected: DNS_HEADER_BYTES, found: bytes.length };
    return {
      value: undefined,
      payload: NO_BYTES,
      fields: [],
      problems: [{ code: 'dns.truncated', ...places }],
    };
  }
  return new Reader(bytes).message();
}

/** RFC 1035 §4.2.2: over TCP two bytes of length stand before each message. Only for a message that is all there. */
export function decodeDnsOverTcp(bytes: Uint8Array): Decoded<DnsMessage> {
  const length = bytes.length < 2 ? 0 : u16(bytes, 0);
  if (length < DNS_HEADER_BYTES || length + 2 > bytes.length) {
    return { value: undefined, payload: NO_BYTES, fields: [], problems: [] };
  }
  const inner = decodeDns(bytes.subarray(2, 2 + length));
  const moved = <P extends { offset: number }>(place: P): P => ({ ...place, offset: place.offset + 2 });
  const prefix: Field = { name: 'dns.length', offset: 0, length: 2, value: length };
  // a second message, or the beginning of one, is left over
  const payload = bytes.subarray(2 + length - inner.payload.length);
  return {
    value: inner.value,
    payload,
    fields: [prefix, ...inner.fields.map(moved)],
    problems: inner.problems.map(moved),
  };
}

/** What the bits of the second word are called, in the order they stand in. */
const BITS: readonly (readonly [name: string, bit: number, length: number])[] = [
  ['response', DNS_SWITCHES.response, 1],
  ['opcode', 1, 4],
  ['authoritative', DNS_SWITCHES.authoritative, 1],
  ['truncated', DNS_SWITCHES.truncated, 1],
  ['recursionDesired', DNS_SWITCHES.recursionDesired, 1],
  ['recursionAvailable', DNS_SWITCHES.recursionAvailable, 1],
  ['reserved', RESERVED_BIT, 1],
  ['authenticData', DNS_SWITCHES.authenticData, 1],
  ['checkingDisabled', DNS_SWITCHES.checkingDisabled, 1],
  ['responseCode', 12, 4],
];
const SECTIONS = ['questions', 'answers', 'authorities', 'additionals'] as const;

/** Goes through a message from the front. Once something cannot be read, everything after it reads as nothing. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #problems: Problem[] = [];
  #fields: Field[] = [];
  #at = DNS_HEADER_BYTES;
  /** Where the message, or the data of the record at hand, ends. */
  #end: number;
  #broken = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#end = bytes.length;
  }

  message(): Decoded<DnsMessage> {
    const bytes = this.#bytes;
    const flags = readFlags(bytes);
    this.#header(flags.responseCode);
    const count = (section: number): number => u16(bytes, 4 + 2 * section);
    const questions = this.#several(count(0), () => this.#question());
    const [answers, authorities, additionals] = (['answer', 'authority', 'additional'] as const).map(
      (name, index) => this.#several(count(index + 1), () => this.#record(name)),
    ) as [DnsRecord[], DnsRecord[], DnsRecord[]];
    const value = { ...flags, id: u16(bytes, 0), questions, answers, authorities, additionals };
    return { value, payload: bytes.subarray(this.#at), fields: this.#fields, problems: this.#problems };
  }

  #header(code: number): void {
    const bytes = this.#bytes;
    this.#note('id', 0, 2, u16(bytes, 0), { hex: true });
    const word = u16(bytes, 2);
    for (const [name, bit, length] of BITS) {
      const number = (word >> (16 - bit - length)) & (length === 1 ? 1 : 15);
      const place = { bitOffset: bit % 8, bitLength: length };
      const meaning = name === 'responseCode' && code <= 5 ? { meaning: `dns.code.${code}` } : {};
      this.#note(name, 2 + (bit >> 3), 1, length === 1 ? number === 1 : number, { ...place, ...meaning });
    }
    SECTIONS.forEach((name, index) => this.#note(name, 4 + 2 * index, 2, u16(bytes, 4 + 2 * index)));
    // RFC 1035 §4.1.1: Z is reserved and must be zero
    if (word & (0x8000 >> RESERVED_BIT))
      this.#problems.push({ code: 'dns.reserved-bit', offset: 3, length: 1 });
  }

  #several<T>(count: number, read: () => T | undefined): T[] {
    const items: T[] = [];
    for (let index = 0; index < count; index += 1) {
      const item = read();
      if (item === undefined) break;
      items.push(item);
    }
    return items;
  }

  /** Reads one entry of a section; what is read of a broken one is no part of the message. */
  #entry<T>(name: string, read: () => T, say: (entry: T) => string): T | undefined {
    const start = this.#at;
    const before = this.#fields;
    this.#fields = [];
    const entry = read();
    const inner = this.#fields;
    this.#fields = before;
    if (this.#broken) {
      this.#at = start;
      return undefined;
    }
    this.#note(name, start, this.#at - start, say(entry));
    this.#fields.push(...inner);
    return entry;
  }

  #question(): DnsQuestion | undefined {
    return this.#entry(
      'question',
      () => this.#about(),
      ({ name, type }) => `${name} ${typeText(type)}`,
    );
  }

  #about(): DnsQuestion {
    const name = this.#name('name');
    const type = this.#number('type', 2);
    return { name, type, class: this.#number('class', 2) };
  }

  #record(section: string): DnsRecord | undefined {
    const read = (): DnsRecord => {
      const about = this.#about();
      const ttl = this.#number('ttl', 4);
      const length = this.#number('dataLength', 2);
      this.#need(length);
      return { ...about, ttl, data: this.#broken ? NOTHING : this.#data(about.type, this.#at + length) };
    };
    return this.#entry(
      section,
      read,
      ({ name, type, data }) => `${name} ${typeText(type)} ${dataText(data)}`,
    );
  }

  /** Data that is not what its type asks for is kept as bytes, and the message goes on after it. */
  #data(type: number, end: number): DnsData {
    const start = this.#at;
    const fields = this.#fields.length;
    const problems = this.#problems.length;
    const messageEnd = this.#end;
    this.#end = end;
    const data = this.#typed(type, end);
    this.#end = messageEnd;
    if (data && !this.#broken && this.#at === end) return data;
    this.#broken = false;
    this.#fields.length = fields;
    this.#problems.length = problems;
    this.#at = end;
    const bytes = this.#bytes.slice(start, end);
    this.#note('data', start, end - start, hex(bytes));
    if (data) this.#problems.push({ code: 'dns.odd-data', offset: start, length: end - start });
    return { kind: 'unknown', bytes };
  }

  /** The data from here to `end`; undefined where the type is not opened. */
  #typed(type: number, end: number): DnsData | undefined {
    switch (type) {
      case DNS_TYPE.a: {
        const address = this.#raw('address', 4, formatIpv4At);
        return { kind: 'a', address: address.length === 4 ? u32(address, 0) : 0 };
      }
      case DNS_TYPE.aaaa:
        return { kind: 'aaaa', address: this.#raw('address', 16, formatIpv6) };
      case DNS_TYPE.ns:
      case DNS_TYPE.cname:
      case DNS_TYPE.ptr:
        return { kind: 'name', name: this.#name('target') };
      case DNS_TYPE.mx:
        return { kind: 'mx', preference: this.#number('preference', 2), exchange: this.#name('exchange') };
      case DNS_TYPE.soa: {
        const names = { primary: this.#name('primary'), mailbox: this.#name('mailbox') };
        const [serial, refresh, retry, expire, minimum] = SOA_NUMBERS.map((name) =>
          this.#number(name, 4),
        ) as Five;
        return { kind: 'soa', ...names, serial, refresh, retry, expire, minimum };
      }
      case DNS_TYPE.txt: {
        const strings: Uint8Array[] = [];
        do {
          const length = this.#at < end ? this.#bytes[this.#at]! : 0;
          strings.push(this.#raw('text', 1 + length, textOf).slice(1));
        } while (this.#at < end && !this.#broken);
        return { kind: 'txt', strings };
      }
      case DNS_TYPE.opt: {
        const options: { code: number; data: Uint8Array }[] = [];
        while (this.#at < end && !this.#broken) {
          const code = this.#number('option', 2);
          options.push({ code, data: this.#raw('optionData', this.#number('optionLength', 2), hex) });
        }
        return { kind: 'opt', options };
      }
      default:
        return undefined;
    }
  }

  #number(name: string, length: 2 | 4): number {
    if (!this.#need(length)) return 0;
    const value = length === 2 ? u16(this.#bytes, this.#at) : u32(this.#bytes, this.#at);
    this.#note(name, this.#at, length, value, name === 'type' ? typeName(value) : {});
    this.#at += length;
    return value;
  }

  #raw(name: string, length: number, show: (bytes: Uint8Array) => string): Uint8Array {
    if (!this.#need(length)) return NO_BYTES;
    const bytes = this.#bytes.slice(this.#at, this.#at + length);
    if (length > 0) this.#note(name, this.#at, length, show(bytes));
    this.#at += length;
    return bytes;
  }

  /** Labels, and where a pointer stands instead of them the labels that it points back to (RFC 1035 §4.1.4). */
  #name(field: string): DnsName {
    if (this.#broken) return '.';
    const start = this.#at;
    const labels: Uint8Array[] = [];
    let size = 1;
    let at = start;
    let end = this.#end;
    let after: number | undefined;
    // each pointer must point before everything read of this name so far: so there is no loop
    let lowest = start;
    for (;;) {
      if (at >= end) return this.#break('dns.truncated', start, end - start);
      const length = this.#bytes[at]!;
      if (length === 0) break;
      if (length >= 0xc0) {
        if (at + 2 > end) return this.#break('dns.truncated', start, end - start);
        after ??= at + 2;
        const target = u16(this.#bytes, at) & 0x3fff;
        if (target >= lowest) return this.#break('dns.bad-pointer', at, 2);
        lowest = target;
        at = target;
        end = this.#bytes.length;
        continue;
      }
      if (length > MAX_LABEL_BYTES) return this.#break('dns.bad-label', at, 1);
      if (at + 1 + length > end) return this.#break('dns.truncated', start, this.#end - start);
      size += 1 + length;
      if (size > MAX_NAME_BYTES) return this.#break('dns.long-name', start, (after ?? at) - start);
      labels.push(this.#bytes.subarray(at + 1, at + 1 + length));
      at += 1 + length;
    }
    this.#at = after ?? at + 1;
    const name = nameOf(labels);
    this.#note(field, start, this.#at - start, name);
    return name;
  }

  #need(length: number): boolean {
    if (this.#broken) return false;
    if (this.#at + length <= this.#end) return true;
    this.#break('dns.truncated', this.#at, this.#end - this.#at);
    return false;
  }

  #break(code: string, offset: number, length: number): DnsName {
    this.#broken = true;
    this.#problems.push({ code, offset, length });
    return '.';
  }

  #note(
    name: string,
    offset: number,
    length: number,
    value: Field['value'],
    more: Partial<Field> = {},
  ): void {
    this.#fields.push({ name: `dns.${name}`, offset, length, value, ...more });
  }
}

const NOTHING: DnsData = { kind: 'unknown', bytes: NO_BYTES };
const SOA_NUMBERS = ['serial', 'refresh', 'retry', 'expire', 'minimum'] as const;
type Five = [number, number, number, number, number];
const formatIpv4At = (bytes: Uint8Array): string => formatIpv4(u32(bytes, 0));
/** A string with its length in front, as a label is written. */
const textOf = (bytes: Uint8Array): string => (bytes.length > 1 ? nameOf([bytes.subarray(1)]) : '');

const typeKey = (type: number): string | undefined =>
  Object.entries(DNS_TYPE).find(([, number]) => number === type)?.[0];
const typeName = (type: number): { meaning?: string } => {
  const key = typeKey(type);
  return key === undefined ? {} : { meaning: `dns.type.${key}` };
};
const typeText = (type: number): string => typeKey(type)?.toUpperCase() ?? String(type);

/** The data in a few words, for the line that stands for the whole record. */
function dataText(data: DnsData): string {
  switch (data.kind) {
    case 'a':
      return formatIpv4(data.address);
    case 'aaaa':
      return formatIpv6(data.address);
    case 'name':
      return data.name;
    case 'mx':
      return `${data.preference} ${data.exchange}`;
    case 'soa':
      return `${data.primary} ${data.mailbox} ${data.serial}`;
    default:
      return '';
  }
}
