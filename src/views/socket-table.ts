import type { Value } from '#engine/kernel/trace.ts';

/** A row of a host's table of sockets, as it is shown: see `SocketRow` of the engine's sockets, of which it is the reading. */
export interface SocketShown {
  readonly number: number;
  readonly protocol: string;
  readonly local: string;
  readonly remote: string;
  readonly state: string;
  /** The program that holds it; null where none does: not yet, or no more. */
  readonly owner: string | null;
  readonly fd: number | null;
  readonly received: number;
  readonly receiveRoom: number;
  readonly toSend: number;
  readonly sendRoom: number;
  readonly flags: string;
  /** In which queue of which listener it waits. */
  readonly queue: '' | 'syn' | 'accept';
  readonly parent: number | null;
}

/** What a variable of a socket holds, in this order. */
type Row = readonly [
  SocketShown['protocol'],
  SocketShown['local'],
  SocketShown['remote'],
  SocketShown['state'],
  SocketShown['owner'],
  SocketShown['fd'],
  SocketShown['received'],
  SocketShown['receiveRoom'],
  SocketShown['toSend'],
  SocketShown['sendRoom'],
  SocketShown['flags'],
  SocketShown['queue'],
  SocketShown['parent'],
];

/** The rows in a host's variables (`socket.<number>`), in the order of their numbers. */
export function socketsIn(state: Readonly<Record<string, Value>>): SocketShown[] {
  return Object.entries(state)
    .filter(([name, row]) => name.startsWith('socket.') && Array.isArray(row))
    .map(([name, row]) => {
      const [
        protocol,
        local,
        remote,
        shown,
        owner,
        fd,
        received,
        receiveRoom,
        toSend,
        sendRoom,
        flags,
        queue,
        parent,
      ] = row as Row;
      return {
        number: Number(name.slice('socket.'.length)),
        ...{ protocol, local, remote, state: shown, owner, fd, received, receiveRoom, toSend, sendRoom },
        ...{ flags, queue, parent },
      };
    })
    .sort((a, b) => a.number - b.number);
}

/** How an end of a row stands to that of a packet: the very same, any that has this port, or another. */
export function fitOf(row: string, packet: string | undefined): 'same' | 'any' | 'other' | undefined {
  if (packet === undefined) return undefined;
  if (row === packet) return 'same';
  if (row === '*') return 'any';
  const port = (end: string) => end.slice(end.lastIndexOf(':') + 1);
  return row.startsWith('0.0.0.0:') && port(row) === port(packet) ? 'any' : 'other';
}
