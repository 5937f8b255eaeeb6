import type { Run, TraceEvent } from '#engine/kernel/trace.ts';
import { encodePcapng } from '#engine/wire/pcapng.ts';

/**
 * A run begins a day after 1970 did, so that the time of day of a packet is its time in the run. Not at 0: Wireshark takes a SYN at 0 for one
 * that it has no time of, and then has no initial RTT of the connection to hold retransmissions against.
 */
const START_SECONDS = 86_400;

/**
 * Every frame as it was put on its link, those too that are lost on it, an interface for each link. A comment gives the name that an
 * intervention takes, and what became of a frame that did not arrive.
 */
export function captureOf({ events, frames }: Run): Uint8Array {
  const put = frames.filter((frame) => frame.alteredFrom === undefined);
  const lost = new Map(events.flatMap((event) => (event.kind === 'lost' ? [lossOf(event, frames)] : [])));
  const linkOf = (name: string) => name.slice(0, name.indexOf('/'));
  const links = [...new Set(put.map(({ name }) => linkOf(name)))].sort();
  const packets = put.map(({ id, sentAt, bytes, name }) => ({
    interface: links.indexOf(linkOf(name)),
    atNs: sentAt,
    bytes,
    comment: lost.has(id) ? `${name} (lost: ${lost.get(id)})` : name,
  }));
  return encodePcapng({
    epochSeconds: START_SECONDS,
    interfaces: links.map((name) => ({ name })),
    packets,
  });
}

/** Which frame was lost, as it was sent, and of what. */
function lossOf(event: TraceEvent, frames: Run['frames']): readonly [id: number, cause: string] {
  const id = Number(event['frame']);
  return [frames[id]?.alteredFrom ?? id, String(event['cause'])];
}
