import { MILLISECOND, SECOND, type Ns } from '../kernel/time.ts';
import type { MakeCongestion } from './congestion/congestion.ts';
import { cubic } from './congestion/cubic.ts';
import type { MakeEcn } from './ecn.ts';

/** How the retransmission timeout is found (RFC 6298 §2). */
export interface RtoRules {
  /** Before a round trip has been measured. */
  readonly initialNs: Ns;
  readonly minNs: Ns;
  readonly maxNs: Ns;
  /** Least that 4 x RTTVAR counts for: the clock's granularity G of (2.3); Linux takes its least RTO instead. */
  readonly leastVariationNs: Ns;
}

export const RTO_RULES = {
  /** RFC 6298 (2.1), (2.4), (2.5). */
  rfc6298: { initialNs: SECOND, minNs: SECOND, maxNs: 60 * SECOND, leastVariationNs: MILLISECOND },
  /** As Linux does it: TCP_TIMEOUT_INIT 1 s, TCP_RTO_MIN 200 ms, and RTTVAR never counts for less than TCP_RTO_MIN. */
  linux: {
    initialNs: SECOND,
    minNs: 200 * MILLISECOND,
    maxNs: 120 * SECOND,
    leastVariationNs: 200 * MILLISECOND,
  },
} as const satisfies Record<string, RtoRules>;

export interface TcpConfig {
  /** Largest segment that we can receive, without headers (RFC 9293 §3.7.1). */
  readonly mss: number;
  /** Shift that we offer (RFC 7323 §2); null: the option is not sent. */
  readonly windowScale: number | null;
  readonly sackPermitted: boolean;
  readonly timestamps: boolean;
  readonly receiveBufferBytes: number;
  readonly rto: RtoRules;
  /** Retransmissions before giving up: net.ipv4.tcp_syn_retries, tcp_synack_retries and tcp_retries2 of Linux. */
  readonly synRetries: number;
  readonly synAckRetries: number;
  readonly dataRetries: number;
  /** 2 MSL (RFC 9293 §3.4.2 says 4 minutes; Linux, TCP_TIMEWAIT_LEN, 60 s). */
  readonly timeWaitNs: Ns;
  /** How long FIN-WAIT-2 may last once the program has closed both ways (Linux, tcp_fin_timeout). RFC 9293 knows no limit. */
  readonly finWait2Ns: Ns;
  /** RFC 9293 §3.8.4, off unless the program asks (MUST-25): tcp_keepalive_time, _intvl and _probes of Linux. */
  readonly keepalive: { readonly idleNs: Ns; readonly intervalNs: Ns; readonly probes: number } | null;
  /** RFC 9293 §3.10.8, RFC 5482: how long data may stay unacknowledged before the connection is given up; null: as the retries say. */
  readonly userTimeoutNs: Ns | null;
  /** Linux ends a connect() at the first ICMP error that says "unreachable" (RFC 5461 §4.1); RFC 1122 §4.2.3.9 goes on trying. */
  readonly unreachableEndsOpen: boolean;
  /** How long an acknowledgment may wait for company (RFC 9293 §3.8.6.3, 500 ms at most); null: none waits. */
  readonly delayedAckNs: Ns | null;
  /** Against silly windows (RFC 9293 §3.8.6.2.2 and §3.8.6.2.1, both MUST); off only to show what they are good for. */
  readonly receiverSwsAvoidance: boolean;
  readonly senderSwsAvoidance: boolean;
  /** RFC 9293 §3.7.4. */
  readonly nagle: boolean;
  /** Retransmit on the third duplicate acknowledgment (RFC 5681 §3.2). */
  readonly fastRetransmit: boolean;
  /** New data for each of the first two duplicates (RFC 3042). */
  readonly limitedTransmit: boolean;
  /** `ecn` of ecn.ts offers and accepts explicit congestion notification (RFC 3168 §6.1.1); null does neither. */
  readonly ecn: MakeEcn | null;
  /** RFC 9293 §3.8.2 requires a control; `none` for a lesson about something else. */
  readonly congestion: MakeCongestion;
  /** RFC 6928 §2: 10 segments; RFC 5681 §3.1: 2 to 4. */
  readonly initialWindow: 'rfc6928' | 'rfc5681';
  /** Appropriate byte counting (RFC 3465). */
  readonly byteCounting: boolean;
}

/** All but the control, so that who chooses another need not bring CUBIC along. */
export const TCP_BASE: Omit<TcpConfig, 'congestion'> = {
  mss: 1460,
  windowScale: 7,
  sackPermitted: true,
  timestamps: true,
  receiveBufferBytes: 65_535,
  rto: RTO_RULES.rfc6298,
  synRetries: 6,
  synAckRetries: 5,
  dataRetries: 15,
  timeWaitNs: 60 * SECOND,
  finWait2Ns: 60 * SECOND,
  keepalive: null,
  userTimeoutNs: null,
  unreachableEndsOpen: false,
  delayedAckNs: null,
  receiverSwsAvoidance: true,
  senderSwsAvoidance: true,
  nagle: true,
  fastRetransmit: true,
  limitedTransmit: true,
  ecn: null,
  initialWindow: 'rfc6928',
  byteCounting: true,
};

export const TCP_DEFAULTS: TcpConfig = { ...TCP_BASE, congestion: cubic };
