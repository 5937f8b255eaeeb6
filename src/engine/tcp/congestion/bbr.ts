import { MILLISECOND, SECOND, type Ns } from '../../kernel/time.ts';
import type {
  AckSample,
  Congestion,
  CongestionSetup,
  CongestionSignal,
  MakeCongestion,
  Thought,
} from './congestion.ts';
import { deliveryRate } from '../delivery-rate.ts';
import { LeastRoundTrip, MaxOfRounds } from './bbr-filters.ts';
import { productBytes, rateBps } from './rate.ts';
import { Rounds } from './rounds.ts';
import { thoughts } from './thoughts.ts';

/** Gains are integers of which this is 1, as Linux has them (tcp_bbr.c). */
const UNIT = 256;
/** 2 / ln 2 = 2.885: doubles the rate each round trip (§4.3.2.1); DRAIN is its inverse. */
const HIGH = Math.floor((UNIT * 2885) / 1000) + 1;
const LOW = Math.floor((UNIT * 1000) / 2885);
/** §4.3.4.1: one round trip above the estimate, one below, six at it. */
const CYCLE: readonly number[] = [
  Math.floor((UNIT * 5) / 4),
  Math.floor((UNIT * 3) / 4),
  ...(Array(6).fill(UNIT) as number[]),
];
/** §4.3.4.1: room for delayed acknowledgments. */
const CWND_GAIN = 2 * UNIT;
/** Linux, bbr_pacing_margin_percent: 1 % slower than the gain says, so that what little has queued drains; draft -00 has none. */
const MARGIN = { times: 99, of: 100 } as const;
const BTLBW_ROUNDS = 10;
const RTPROP_NS = 10 * SECOND;
const PROBE_RTT_NS = 200 * MILLISECOND;
/** §4.2.3.3 BBRMinPipeCwnd. */
const LEAST_SEGMENTS = 4;

type Mode = 'startup' | 'drain' | 'probe-bw' | 'probe-rtt';

/**
 * BBR version 1: Cardwell, Cheng, Gunn, Yeganeh, Jacobson, "BBR: Congestion-Based Congestion Control" (CACM 60(2), 2017); sections are those of
 * draft-cardwell-iccrg-bbr-congestion-control-00. It models the path by the rate that it delivers and its shortest round trip, and sends at that
 * rate with about their product in flight; a loss is no sign of congestion to it. It is a control as RFC 9293 §3.8.2 asks for, unlike RFC 5681's.
 * Left out, as the draft does: Linux's detection of policers and of aggregated acknowledgments.
 */
export class Bbr implements Congestion {
  readonly name = 'bbr';
  readonly told = thoughts;
  readonly measured = deliveryRate;
  cwndBytes: number;
  readonly ssthreshBytes = Number.MAX_SAFE_INTEGER;
  pacingRateBps: number | null;
  readonly #setup: CongestionSetup;
  readonly #least: number;
  #mode: Mode = 'startup';
  #pacingGain = HIGH;
  #cwndGain = HIGH;

  readonly #rounds = new Rounds();
  readonly #btlBw = new MaxOfRounds(BTLBW_ROUNDS);
  readonly #rtProp = new LeastRoundTrip(RTPROP_NS);
  #seenRtt = false;
  #deliveredBytes = 0;
  /** Until this much is delivered, samples say what PROBE_RTT let through, not what the path takes (§4.3.5, C.app_limited). */
  #limitedUntilBytes = 0;

  #fullBwBps = 0;
  #fullBwRounds = 0;
  #filled = false;
  #phase = 0;
  #phaseAt: Ns = 0;
  #probeRttDoneAt: Ns | null = null;
  #probeRttRound = false;
  #idleRestart = false;
  #lastAppLimited = false;

  #priorCwndBytes = 0;
  #recovering = false;
  #entering = false;
  #conserving = false;
  #conservingUntilBytes = 0;

  constructor(setup: CongestionSetup) {
    this.#setup = setup;
    this.cwndBytes = setup.initialWindowBytes;
    this.#least = LEAST_SEGMENTS * setup.mssBytes;
    // §4.2.1 BBRInitPacingRate: as if the initial window took 1 ms, until a round trip has been measured
    this.pacingRateBps = this.#initialRate(MILLISECOND);
  }

  onAck(sample: AckSample, now: Ns): void {
    this.#deliveredBytes = sample.totalDeliveredBytes;
    this.#lastAppLimited = sample.appLimited;
    const { inFlightBytes, priorInFlightBytes, deliveredBytes } = sample;
    const lostBytes = Math.max(0, priorInFlightBytes - inFlightBytes - deliveredBytes);
    const roundStart = this.#rounds.over(sample);
    this.#updateBandwidth(sample);
    this.#advancePhase(priorInFlightBytes, lostBytes, now);
    if (roundStart && !this.#filled) this.#checkFullPipe(sample);
    this.#checkDrain(inFlightBytes, now);
    this.#updateRoundTrip(sample, roundStart, now);
    this.#setPacingRate();
    this.#setCwnd(deliveredBytes, lostBytes, inFlightBytes);
  }

  /** §4.1.1.4, §4.1.1.5: the largest delivery rate of ten rounds; what the program held back counts only where it is more. */
  #updateBandwidth(sample: AckSample): void {
    const { totalDeliveredBytes, priorDeliveredBytes, intervalNs } = sample;
    this.#btlBw.advance(this.#rounds.count);
    const bytes = totalDeliveredBytes - priorDeliveredBytes;
    if (intervalNs <= 0 || bytes <= 0) return;
    const rate = rateBps(bytes, intervalNs);
    const limited = sample.appLimited || priorDeliveredBytes < this.#limitedUntilBytes;
    if (rate > 0 && (!limited || rate >= this.#btlBw.value)) this.#btlBw.add(this.#rounds.count, rate);
  }

  /** §4.3.2.2: the pipe is full once three rounds have brought less than a quarter more. */
  #checkFullPipe(sample: AckSample): void {
    if (sample.appLimited) return;
    if (this.#btlBw.value * 4 >= this.#fullBwBps * 5) {
      this.#fullBwBps = this.#btlBw.value;
      this.#fullBwRounds = 0;
      return;
    }
    this.#fullBwRounds += 1;
    this.#filled = this.#fullBwRounds >= 3;
  }

  /** §4.3.3: what STARTUP has queued is let out before cruising. */
  #checkDrain(inFlightBytes: number, now: Ns): void {
    if (this.#mode === 'startup' && this.#filled) this.#enter('drain', LOW, HIGH);
    if (this.#mode === 'drain' && inFlightBytes <= this.#inFlightFor(UNIT)) this.#enterProbeBw(now);
  }

  #enter(mode: Mode, pacingGain: number, cwndGain: number): void {
    this.#mode = mode;
    this.#pacingGain = pacingGain;
    this.#cwndGain = cwndGain;
  }

  /** §4.3.4.2: begins at any phase but the one that sends less, so that flows do not all probe at once. */
  #enterProbeBw(now: Ns): void {
    this.#enter('probe-bw', UNIT, CWND_GAIN);
    this.#phase = CYCLE.length - 1 - this.#setup.draw(CYCLE.length - 1);
    this.#nextPhase(now);
  }
  #nextPhase(now: Ns): void {
    this.#phase = (this.#phase + 1) % CYCLE.length;
    this.#phaseAt = now;
    this.#pacingGain = CYCLE[this.#phase]!;
  }

  /** §4.3.4.3: a phase lasts RTprop; probing until it has shown in flight or in a loss, draining no longer than it takes. */
  #advancePhase(priorInFlightBytes: number, lostBytes: number, now: Ns): void {
    if (this.#mode !== 'probe-bw') return;
    const full = now - this.#phaseAt > (this.#rtProp.ns ?? 0);
    const over =
      this.#pacingGain > UNIT
        ? full && (lostBytes > 0 || priorInFlightBytes >= this.#inFlightFor(this.#pacingGain))
        : this.#pacingGain < UNIT
          ? full || priorInFlightBytes <= this.#inFlightFor(UNIT)
          : full;
    if (over) this.#nextPhase(now);
  }

  /** §4.1.2.3, §4.3.5: where no round trip so short was seen for 10 s, the queue is emptied to see one. */
  #updateRoundTrip({ rttNs, inFlightBytes }: AckSample, roundStart: boolean, now: Ns): void {
    const expired = this.#rtProp.expired(now);
    if (rttNs !== null) this.#rtProp.add(rttNs, now);
    if (this.#mode !== 'probe-rtt' && expired && !this.#idleRestart) {
      this.#saveCwnd();
      this.#enter('probe-rtt', UNIT, UNIT);
      this.#probeRttDoneAt = null;
    }
    this.#idleRestart = false;
    if (this.#mode === 'probe-rtt') this.#probeRtt(inFlightBytes, roundStart, now);
  }

  /** §4.3.5 BBRHandleProbeRTT: four segments in flight for 200 ms and a round trip. */
  #probeRtt(inFlightBytes: number, roundStart: boolean, now: Ns): void {
    this.#limitedUntilBytes = this.#deliveredBytes + Math.max(1, inFlightBytes);
    if (this.#probeRttDoneAt === null) {
      if (inFlightBytes > this.#least) return;
      this.#probeRttDoneAt = now + PROBE_RTT_NS;
      this.#probeRttRound = false;
      this.#rounds.restart(this.#deliveredBytes);
      return;
    }
    if (roundStart) this.#probeRttRound = true;
    if (!this.#probeRttRound || now <= this.#probeRttDoneAt) return;
    this.#rtProp.at = now;
    this.#restoreCwnd();
    if (this.#filled) this.#enterProbeBw(now);
    else this.#enter('startup', HIGH, HIGH);
  }

  #paced(rate: number, gain: number): number {
    return Math.floor((Math.floor((rate * gain) / UNIT) * MARGIN.times) / MARGIN.of);
  }
  #initialRate(rttNs: Ns): number {
    return this.#paced(rateBps(this.#setup.initialWindowBytes, Math.max(1, rttNs)), HIGH);
  }

  /** §4.2.1: gain x BtlBw; until the pipe is full it only rises. */
  #setPacingRate(): void {
    const rtt = this.#rtProp.ns;
    if (!this.#seenRtt && rtt !== null) {
      this.#seenRtt = true;
      this.pacingRateBps = this.#initialRate(rtt);
    }
    const rate = this.#paced(this.#btlBw.value, this.#pacingGain);
    if (rate > 0 && (this.#filled || rate > (this.pacingRateBps ?? 0))) this.pacingRateBps = rate;
  }

  /** §4.2.2: what is handed down at once. */
  #sendQuantum(): number {
    const rate = this.pacingRateBps ?? 0;
    if (rate < 1_200_000) return this.#setup.mssBytes;
    if (rate < 24_000_000) return 2 * this.#setup.mssBytes;
    return Math.min(Math.floor(rate / 8000), 64 * 1024);
  }

  /** §4.2.3.2 BBRInflight: gain x BtlBw x RTprop, and three quanta for what is under way in the hosts. */
  #inFlightFor(gain: number): number {
    const rtt = this.#rtProp.ns;
    if (rtt === null || this.#btlBw.value === 0) return this.#setup.initialWindowBytes;
    return Math.floor((this.#bdpBytes() * gain) / UNIT) + 3 * this.#sendQuantum();
  }
  #bdpBytes(): number {
    return productBytes(this.#btlBw.value, this.#rtProp.ns ?? 0);
  }

  /** §4.2.3.6 BBRSetCwnd. */
  #setCwnd(deliveredBytes: number, lostBytes: number, inFlightBytes: number): void {
    this.#modulateForRecovery(deliveredBytes, lostBytes, inFlightBytes);
    if (!this.#conserving) {
      const target = this.#inFlightFor(this.#cwndGain);
      if (this.#filled) this.cwndBytes = Math.min(this.cwndBytes + deliveredBytes, target);
      else if (this.cwndBytes < target || this.#deliveredBytes < this.#setup.initialWindowBytes)
        this.cwndBytes += deliveredBytes;
      this.cwndBytes = Math.max(this.cwndBytes, this.#least);
    }
    if (this.#mode === 'probe-rtt') this.cwndBytes = Math.min(this.cwndBytes, this.#least);
  }

  /** §4.2.3.4: in the first round of a recovery as much is sent as is delivered; each lost segment makes room for none. */
  #modulateForRecovery(deliveredBytes: number, lostBytes: number, inFlightBytes: number): void {
    const { mssBytes } = this.#setup;
    if (this.#entering) {
      this.#entering = false;
      this.cwndBytes = inFlightBytes + Math.max(deliveredBytes, mssBytes);
    } else if (lostBytes > 0) this.cwndBytes = Math.max(this.cwndBytes - lostBytes, mssBytes);
    if (this.#conserving && this.#deliveredBytes > this.#conservingUntilBytes) this.#conserving = false;
    if (this.#conserving) this.cwndBytes = Math.max(this.cwndBytes, inFlightBytes + deliveredBytes);
  }

  #saveCwnd(): void {
    const cut = this.#recovering || this.#mode === 'probe-rtt';
    this.#priorCwndBytes = cut ? Math.max(this.#priorCwndBytes, this.cwndBytes) : this.cwndBytes;
  }
  #restoreCwnd(): void {
    this.cwndBytes = Math.max(this.cwndBytes, this.#priorCwndBytes);
  }

  onCongestion(signal: CongestionSignal, inFlightBytes: number): void {
    // The draft does not answer ECN
    if (signal === 'ecn') return;
    this.#saveCwnd();
    this.#recovering = this.#entering = this.#conserving = true;
    this.#conservingUntilBytes = this.#deliveredBytes + inFlightBytes;
  }

  onRecovered(): void {
    this.#conserving = this.#entering = this.#recovering = false;
    this.#restoreCwnd();
  }

  /** §4.2.3.4: after a timeout all that was out may be lost; from one segment, as fast as data is delivered. */
  onTimeout(_inFlightBytes: number, first: boolean): void {
    if (first) this.#saveCwnd();
    this.#recovering = true;
    this.#conserving = this.#entering = false;
    this.cwndBytes = this.#setup.mssBytes;
  }

  /** §4.3.4.4: after an idle time at the estimated rate, without a probe. */
  onSend(_bytes: number, inFlightBytes: number): void {
    if (inFlightBytes > 0 || !this.#lastAppLimited) return;
    this.#idleRestart = true;
    if (this.#mode === 'probe-bw' && this.#btlBw.value > 0)
      this.pacingRateBps = this.#paced(this.#btlBw.value, UNIT);
  }

  #rule(): string {
    if (this.#conserving) return 'congestion.bbr-conserve';
    if (this.#mode === 'startup') return 'congestion.bbr-startup';
    if (this.#mode === 'drain') return 'congestion.bbr-drain';
    if (this.#mode === 'probe-rtt') return 'congestion.bbr-probe-rtt';
    if (this.#pacingGain === UNIT) return 'congestion.bbr-cruise';
    return this.#pacingGain > UNIT ? 'congestion.bbr-up' : 'congestion.bbr-down';
  }

  thinking(): Thought {
    const { cwndBytes, pacingRateBps } = this;
    const rtProp = this.#rtProp.ns;
    return {
      rule: this.#rule(),
      with: {
        cwnd: cwndBytes,
        ssthresh: null,
        segments: Math.floor(cwndBytes / this.#setup.mssBytes),
        btlBwKbps: Math.floor(this.#btlBw.value / 1000),
        rtPropUs: rtProp === null ? null : Math.floor(rtProp / 1000),
        pacingKbps: Math.floor((pacingRateBps ?? 0) / 1000),
        gain: Math.floor((this.#pacingGain * 100) / UNIT) / 100,
        bdp: this.#bdpBytes(),
        phase: this.#phase + 1,
      },
    };
  }
}

export const bbr: MakeCongestion = (setup) => new Bbr(setup);
