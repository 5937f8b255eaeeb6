import { CLOSE } from './close-codes.ts';

/** What a peer may do wrong once the connection is open. The clause of each stands in realtime/reasons.ts under 'realtime.fail-<fault>'. */
export const FAULTS = [
  'bad-rsv',
  'bad-opcode',
  'unmasked',
  'masked',
  'length-not-least',
  'length-too-large',
  'control-too-long',
  'control-fragmented',
  'continues-nothing',
  'begins-within',
  'too-big',
  'not-utf8',
  'close-one-byte',
  'close-bad-code',
  'close-not-utf8',
] as const;

export type Fault = (typeof FAULTS)[number];

const CODES: { readonly [One in Fault]?: number } = {
  'too-big': CLOSE.tooBig,
  'not-utf8': CLOSE.notUtf8,
  'close-not-utf8': CLOSE.notUtf8,
};
/** The status code with which the connection is failed for it: a protocol error where none says more (RFC 6455 §7.1.7, §7.4.1). */
export const codeOf = (fault: Fault): number => CODES[fault] ?? CLOSE.protocolError;
