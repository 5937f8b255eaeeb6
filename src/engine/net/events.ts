import type { TraceEvent } from '../kernel/trace.ts';

/**
 * What a trace says of a packet, flat, so that statements and sentences can name each field. All packets have the same
 * fields: numbers of TCP are 0 and `flags` is '' in a packet of another protocol, ports and ICMP's two are null where
 * there are none. `seq` and `ack` are the 32-bit numbers on the wire; the `rel` ones count from the sender's
 * (receiver's) initial sequence number as analysers show them (SYN is 0, the first byte 1).
 */
export interface PacketFields {
  /** `Frame.id` and `Frame.name`. */
  readonly frame: number;
  readonly name: string;
  /** 'ip' is a fragment, or a protocol that the engine has none of; 'other' is no readable packet. */
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'arp' | 'ip' | 'other';
  /** What an arrow says of it: 'SYN,ACK', 'UDP 512 B', 'ICMP port unreachable', 'ARP who has 192.0.2.1'. */
  readonly label: string;
  /** Of the IPv4 header, '192.0.2.10'; of ARP, the sender's and the one asked for. */
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  /** 'SYN', 'SYN,ACK', 'ACK', 'PSH,ACK', 'FIN,ACK', 'RST', 'RST,ACK', ... in the order of RFC 9293 figure 1, from the right, ACK last. */
  readonly flags: string;
  readonly seq: number;
  readonly ack: number;
  readonly relSeq: number;
  readonly relAck: number;
  /** Bytes of data behind the last header that is read. */
  readonly len: number;
  readonly window: number;
  readonly icmpType: number | null;
  readonly icmpCode: number | null;
}

/** A host gave the packet to its link. */
export interface SendEvent extends TraceEvent, PacketFields {
  readonly kind: 'send';
  readonly to: string;
  readonly retransmission: boolean;
}
/** The packet's last bit reached the host. */
export interface ArriveEvent extends TraceEvent, PacketFields {
  readonly kind: 'arrive';
  readonly from: string;
}
/** The packet ended on the link. */
export interface LostEvent extends TraceEvent, PacketFields {
  readonly kind: 'lost';
  /** 'queue' is a queue's early decision (RED, CoDel), 'cut' a cable that was pulled, 'dead' a host without power. */
  readonly cause: 'intervention' | 'loss' | 'queue-full' | 'queue' | 'cut' | 'dead';
}
/** An intervention or an impairment touched the packet without ending it. */
export interface TamperEvent extends TraceEvent, PacketFields {
  readonly kind: 'tamper';
  /** 'mark' is a queue's: it set the ECN field to Congestion Experienced. */
  readonly act: 'delay' | 'duplicate' | 'corrupt' | 'mark';
}
/** The host looked at the packet and threw it away: bad checksum, unacceptable sequence number, no such connection. */
export interface DiscardEvent extends TraceEvent, PacketFields {
  readonly kind: 'discard';
  /** The codec's code where the bytes themselves are wrong ('tcp.bad-checksum'); else ''. */
  readonly fault: string;
}
/** A watched queue grew or shrank: `set` has `queuePackets`, `queueBytes` and what the discipline keeps. `where` is the link. */
export interface QueueEvent extends TraceEvent {
  readonly kind: 'queue';
  readonly change: 'enqueue' | 'dequeue';
}
/** Something was done to a link or a host; `set` has the variables that it changed. */
export interface ChangeEvent extends TraceEvent {
  readonly kind: 'change';
  readonly act: 'down' | 'up' | 'set' | 'kill';
}
/** A packet stayed where it was, for nobody on the segment has the address. */
export interface UnsentEvent extends TraceEvent {
  readonly kind: 'unsent';
  readonly nextHop: string;
}
/** What the stack of a host says of one of its connections: its index on that host, from 0; null is the listener. */
export interface OfConnection {
  readonly connection: number | null;
}
/** A row of the RFC 9293 table was taken. `set.state` is `to`. */
export interface StateEvent extends TraceEvent, OfConnection {
  readonly kind: 'state';
  readonly from: string;
  readonly to: string;
  /** The input of the row: 'active-open', 'receive-syn-ack', 'close', 'timeout', ... */
  readonly input: string;
}
export interface TimerEvent extends TraceEvent, OfConnection {
  readonly kind: 'timer';
  readonly timer:
    'retransmission' | 'persist' | 'delayed-ack' | 'time-wait' | 'keepalive' | 'user-timeout' | 'fin-wait-2';
  readonly action: 'start' | 'stop' | 'expire';
  readonly dueNs: number;
}
/** The program called its stack. */
export interface CallEvent extends TraceEvent, OfConnection {
  readonly kind: 'call';
  readonly call: 'listen' | 'connect' | 'send' | 'read' | 'close' | 'abort';
  readonly bytes: number;
  /** False where the state does not allow it (RFC 9293 §3.10); nothing happens then. */
  readonly accepted: boolean;
}
/** How a connection came to its end: as asked, refused while it was opened, reset by the peer, unanswered, or unanswered with an ICMP error that says why. */
export type Ending = 'closed' | 'refused' | 'reset' | 'timeout' | 'unreachable';
/** The stack gave the program something: in-order data, the end of the stream, an error. */
export interface DeliverEvent extends TraceEvent, OfConnection {
  readonly kind: 'deliver';
  readonly what: 'established' | 'data' | 'urgent' | 'end' | Ending;
  readonly bytes: number;
}
/** Variables changed without any of the above (`set` says which): SRTT, RTO, SND.UNA. */
export interface UpdateEvent extends TraceEvent, OfConnection {
  readonly kind: 'update';
}
/** A program called its kernel: the call came back, failed, or waits; a call that waited comes back by an event of its own. */
export interface SyscallEvent extends TraceEvent {
  readonly kind: 'syscall';
  /** The program's name. */
  readonly program: string;
  readonly call: string;
  /** As strace prints it: 'connect(3, 192.0.2.80:9000)'. */
  readonly text: string;
  readonly outcome: 'returns' | 'fails' | 'waits';
  /** What it returned: a descriptor, a number of bytes, 0; -1 where it failed, null where it waits. */
  readonly value: number | null;
  /** The errno's name where it failed ('ECONNREFUSED'); else ''. */
  readonly errno: string;
  /** Which step of its program made the call; '' where no program did. */
  readonly step: string;
}
/** The host has found out whose a packet is. */
export interface MatchEvent extends TraceEvent {
  readonly kind: 'match';
  readonly protocol: 'tcp' | 'udp';
  /** Number of the socket in the host's table; null where there is none. */
  readonly socket: number | null;
  readonly rule: 'connected' | 'time-wait' | 'specific' | 'wildcard' | 'shared' | 'group' | 'nobody';
  /** The packet's own two ends, seen from the host: '192.0.2.80:9000'. */
  readonly local: string;
  readonly remote: string;
}

/** A program's message: a datagram to UDP; to TCP bytes of a stream, which only the program can part again. */
export interface MessageEvent extends TraceEvent {
  readonly kind: 'message';
  readonly act: 'write' | 'read';
  /** Its number, from 0. */
  readonly message: number;
  /** With 'read': how long after it was written. */
  readonly tookNs: number;
}
/** A program that plays messages one after the other came to the turn of one. */
export interface PlayEvent extends TraceEvent {
  readonly kind: 'play';
  readonly act: 'start' | 'show' | 'glitch' | 'freeze' | 'resume' | 'end';
  readonly message: number;
}

/** What became of a file of a page that a browser loads, or of the connection it uses. */
export interface LoadEvent extends TraceEvent {
  readonly kind: 'load';
  readonly act:
    | 'found'
    | 'connect'
    | 'connected'
    | 'secured'
    | 'asked'
    | 'heard'
    | 'answered'
    | 'begins'
    | 'part'
    | 'stands'
    | 'goes-on'
    | 'done'
    | 'broken'
    | 'loaded';
  /** Number of the file on its page, from 0; -1 where it is about none. */
  readonly resource: number;
  /** Its name; '' where it is about none. */
  readonly file: string;
  /** Index of the browser's connection, from 0; -1 where none is meant. */
  readonly on: number;
  /** Of the file, so far; with 'answered', in all. */
  readonly bytes: number;
}

/** A program's own protocol above TCP: what it wrote, read or decided. */
export interface AppEvent extends TraceEvent {
  readonly kind: 'app';
  readonly protocol: 'http' | 'websocket' | 'stomp' | 'sockjs' | 'sse';
  readonly act: 'write' | 'read' | 'open' | 'refuse' | 'fail' | 'close' | 'deliver' | 'wait' | 'drop';
  /** What it is, in a line that no language owns: 'GET /ws HTTP/1.1', '101 Switching Protocols', 'TEXT FIN MASK 5 B "Hello"'. */
  readonly text: string;
  /** Bytes of it as its program wrote or read them; 0 where it has none. */
  readonly bytes: number;
  /** A status, a close code; null where there is none. */
  readonly code: number | null;
  /** Index of the TCP connection on this host. */
  readonly connection: number | null;
}

export type NetEvent =
  | AppEvent
  | SendEvent
  | ArriveEvent
  | LostEvent
  | TamperEvent
  | DiscardEvent
  | QueueEvent
  | ChangeEvent
  | UnsentEvent
  | MessageEvent
  | PlayEvent
  | StateEvent
  | TimerEvent
  | CallEvent
  | DeliverEvent
  | UpdateEvent
  | SyscallEvent
  | MatchEvent
  | LoadEvent;
