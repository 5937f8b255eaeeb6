/**
 * What a peer may do wrong once the connection is open, and the status code with which the connection is failed for it
 * (RFC 6455 §7.1.7). The clause of each stands in realtime/reasons.ts under 'realtime.fail-<fault>'.
 */
export const CODE_OF = {
  'bad-rsv': 1002,
  'bad-opcode': 1002,
  unmasked: 1002,
  masked: 1002,
  'length-not-least': 1002,
  'length-too-large': 1002,
  'control-too-long': 1002,
  'control-fragmented': 1002,
  'continues-nothing': 1002,
  'begins-within': 1002,
  'too-big': 1009,
  'not-utf8': 1007,
  'close-one-byte': 1002,
  'close-bad-code': 1002,
  'close-not-utf8': 1007,
} as const;

export type Fault = keyof typeof CODE_OF;
