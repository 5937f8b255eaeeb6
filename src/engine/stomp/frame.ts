import { encodeUtf8 } from '../wire/utf8.ts';
import { NO_BYTES } from '../wire/layer.ts';

export type Header = readonly [name: string, value: string];

/** STOMP 1.2 "Frames": a command, headers, and a body that only three commands may have. */
export interface StompFrame {
  readonly command: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
}

export const frameOf = (
  command: string,
  headers: readonly Header[],
  body: Uint8Array | string = NO_BYTES,
): StompFrame => ({
  command,
  headers,
  body: typeof body === 'string' ? encodeUtf8(body) : body,
});

/** "Repeated Header Entries": only the first one counts. */
export const header = ({ headers }: StompFrame, name: string): string | undefined =>
  headers.find((one) => one[0] === name)?.[1];

/** "Frames": from the client, and from the server. */
export const CLIENT_COMMANDS: readonly string[] = [
  'CONNECT',
  'STOMP',
  'SEND',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'ACK',
  'NACK',
  'BEGIN',
  'COMMIT',
  'ABORT',
  'DISCONNECT',
];
export const SERVER_COMMANDS: readonly string[] = ['CONNECTED', 'MESSAGE', 'RECEIPT', 'ERROR'];

/** "Body": the others MUST NOT have one. */
export const mayHaveBody = (command: string): boolean =>
  command === 'SEND' || command === 'MESSAGE' || command === 'ERROR';

/** "Value Encoding": CONNECT and CONNECTED are not escaped, to stay readable for STOMP 1.0. */
export const isEscaped = (command: string): boolean => command !== 'CONNECT' && command !== 'CONNECTED';

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\r': '\\r', '\n': '\\n', ':': '\\c' };
export const escaped = (text: string): string => text.replace(/[\\\r\n:]/g, (one) => ESCAPES[one]!);

/** The bytes of a frame, as they are: nothing is checked but that what is to be escaped is. */
export function encodeStomp({ command, headers, body }: StompFrame): Uint8Array {
  const written = isEscaped(command) ? escaped : (text: string) => text;
  const lines = headers.map(([name, value]) => `${written(name)}:${written(value)}\n`);
  const head = encodeUtf8(`${command}\n${lines.join('')}\n`);
  const bytes = new Uint8Array(head.length + body.length + 1);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}
