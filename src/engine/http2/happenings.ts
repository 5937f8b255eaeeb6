import type { Fault } from './faults.ts';
import type { Field } from './hpack/field.ts';

/** What has come in, as the program is told of it. */
export type Happening =
  | {
      readonly kind: 'headers';
      readonly stream: number;
      /** 'informational' is a response 1xx before the final one (RFC 9110 §15.2). */
      readonly what: 'request' | 'response' | 'informational' | 'trailers';
      readonly fields: readonly Field[];
      readonly last: boolean;
      /** Of the frames that carried it. */
      readonly bytes: number;
    }
  | {
      readonly kind: 'data';
      readonly stream: number;
      readonly data: Uint8Array;
      readonly last: boolean;
    }
  /** The stream is over before its end. `fault` where we have found one; '' where the peer says so or a program has asked. */
  | {
      readonly kind: 'reset';
      readonly stream: number;
      readonly by: 'peer' | 'us';
      readonly code: number;
      readonly fault: Fault | '';
    }
  /** RFC 9113 §6.8: the peer has not looked at this request and will not; it may be asked again elsewhere. */
  | { readonly kind: 'unprocessed'; readonly stream: number }
  | { readonly kind: 'settings'; readonly pairs: readonly (readonly [number, number])[] }
  | { readonly kind: 'settings-acknowledged' }
  | { readonly kind: 'ping'; readonly opaque: Uint8Array; readonly ack: boolean }
  | { readonly kind: 'window'; readonly stream: number; readonly increment: number }
  | {
      readonly kind: 'goaway';
      readonly lastStream: number;
      readonly code: number;
      readonly debug: Uint8Array;
    }
  /** The connection is over: GOAWAY with `code` waits to be sent, and nothing more is read. */
  | { readonly kind: 'broken'; readonly code: number; readonly fault: Fault };
