/** What a server says to a client ("SockJS protocol": Framing). A letter, and JSON behind it where there is any. */
export type SockFrame =
  | { readonly kind: 'open' }
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'messages'; readonly messages: readonly string[] }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string };

export const OPEN: SockFrame = { kind: 'open' };
export const HEARTBEAT: SockFrame = { kind: 'heartbeat' };
/** Why a session is over, in the words that SockJS servers use. */
export const GO_AWAY: SockFrame = { kind: 'close', code: 3000, reason: 'Go away!' };
export const ANOTHER_CONNECTION: SockFrame = {
  kind: 'close',
  code: 2010,
  reason: 'Another connection still open',
};

/** An XHR stream begins with so many 'h' and an end of line, for browsers that show nothing before 2 KB. */
export const PRELUDE = `${'h'.repeat(2048)}\n`;
/** A streaming response is ended after so many bytes, so that the browser, which keeps all of it, can let go. */
export const STREAM_BYTES = 128 * 1024;

export function writeSockFrame(frame: SockFrame): string {
  switch (frame.kind) {
    case 'open':
      return 'o';
    case 'heartbeat':
      return 'h';
    case 'messages':
      return `a${quoted(frame.messages)}`;
    case 'close':
      return `c${JSON.stringify([frame.code, frame.reason])}`;
  }
}

/** What a client sends: a list of texts. */
export const writeMessages = (messages: readonly string[]): string => quoted(messages);

/** Lone surrogates and the characters that JavaScript once took for ends of line are escaped, so that all is UTF-8. */
const quoted = (messages: readonly string[]): string =>
  JSON.stringify(messages).replace(
    /[\u200c-\u200f\u2028-\u202f\u2060-\u206f\ufff0-\uffff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Undefined where it is none. */
export function readSockFrame(text: string): SockFrame | undefined {
  const [kind, rest] = [text[0], text.slice(1)];
  if (kind === 'o' && rest === '') return OPEN;
  if (kind === 'h' && /^h*$/.test(rest)) return HEARTBEAT;
  if (kind === 'a') {
    const messages = readMessages(rest);
    return messages && { kind: 'messages', messages };
  }
  if (kind !== 'c') return undefined;
  const close = parsed(rest);
  return Array.isArray(close) && Number.isInteger(close[0]) && typeof close[1] === 'string'
    ? { kind: 'close', code: close[0] as number, reason: close[1] }
    : undefined;
}

/** The texts of a list in JSON; undefined where it is none. */
export function readMessages(text: string): string[] | undefined {
  const value = parsed(text);
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
    ? (value as string[])
    : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Parts a stream of frames that each end with LF, however the characters come. */
export class SockLines {
  #held = '';

  take(text: string): string[] {
    const lines = (this.#held + text).split('\n');
    this.#held = lines.pop()!;
    return lines;
  }
}
