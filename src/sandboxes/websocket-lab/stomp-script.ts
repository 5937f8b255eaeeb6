import { encodeStomp, frameOf, type Header } from '#engine/stomp/frame.ts';
import { decodeUtf8 } from '#engine/wire/utf8.ts';

/** STOMP frames as texts of messages: 'SUBSCRIBE id:0 destination:/topic/a', a body behind ' | '. '...' says nothing for a while: undefined. */
export function stompOf(script: string): (string | undefined)[] {
  return script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      if (line === '...') return undefined;
      const bar = line.indexOf('|');
      const [command, ...words] = (bar < 0 ? line : line.slice(0, bar)).trim().split(/\s+/);
      const headers = words.map((word): Header => {
        const colon = word.indexOf(':');
        return colon < 0 ? [word, ''] : [word.slice(0, colon), word.slice(colon + 1)];
      });
      return decodeUtf8(
        encodeStomp(frameOf(command ?? '', headers, bar < 0 ? '' : line.slice(bar + 1).trim())),
      );
    });
}
/** What the CONNECT of a script says of heart-beats. */
export function beatsIn(script: string): { readonly sends: number; readonly wants: number } {
  const match = /^CONNECT\b.*\bheart-beat:(\d+),(\d+)/m.exec(script);
  return { sends: Number(match?.[1] ?? 0), wants: Number(match?.[2] ?? 0) };
}
