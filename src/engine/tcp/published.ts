import type { Scalar, Value } from '../kernel/trace.ts';
import type { Connection } from './connection.ts';

type Set = Record<string, Value>;

/**
 * What the trace knows of a connection's variables (RFC 9293 §3.3.1, and those of its sender). Asked several times for each packet, so
 * every variable is compared by itself and nothing is made where nothing has changed.
 */
export class Published {
  #state: Value | undefined;
  #iss: Value | undefined;
  #irs: Value | undefined;
  #sndUna: Value | undefined;
  #sndNxt: Value | undefined;
  #sndWnd: Value | undefined;
  #rcvNxt: Value | undefined;
  #rcvWnd: Value | undefined;
  #mss: Value | undefined;
  #srttNs: Value | undefined;
  #rttvarNs: Value | undefined;
  #rtoNs: Value | undefined;
  #retries: Value | undefined;
  #duplicateAcks: Value | undefined;
  #sendBufferBytes: Value | undefined;
  #receiveBufferBytes: Value | undefined;
  #outOfOrderBytes: Value | undefined;
  #inFlightBytes: Value | undefined;
  #recovery: Value | undefined;
  #cwndBytes: Value | undefined;
  #ssthreshBytes: Value | undefined;
  #rule: Value | undefined;
  #ruleWith: readonly Scalar[] = [];
  /** Number of the control's decision that was told last. */
  #decision = -1;

  /** Every variable that has another value than the trace knows, if any. */
  changes(c: Connection): Set | undefined {
    let set: Set | undefined;
    const { rto } = c;
    const known = c.irs !== null;
    const rcvNxt = known ? c.rcvNxt : null;
    const rcvWnd = known ? c.receiveWindow : null;
    const mss = known ? Math.min(c.peerMss, c.config.mss) : null;
    const sendBufferBytes = c.sendBuffer.length;
    const outOfOrderBytes = c.reassembly.bytes;
    const { inFlightBytes } = c.board;
    const recovery = c.recovery.phase;
    if (this.#state !== c.state) (set ??= {})['state'] = this.#state = c.state;
    if (this.#iss !== c.iss) (set ??= {})['iss'] = this.#iss = c.iss;
    if (this.#irs !== c.irs) (set ??= {})['irs'] = this.#irs = c.irs;
    if (this.#sndUna !== c.sndUna) (set ??= {})['sndUna'] = this.#sndUna = c.sndUna;
    if (this.#sndNxt !== c.sndNxt) (set ??= {})['sndNxt'] = this.#sndNxt = c.sndNxt;
    if (this.#sndWnd !== c.sndWnd) (set ??= {})['sndWnd'] = this.#sndWnd = c.sndWnd;
    if (this.#rcvNxt !== rcvNxt) (set ??= {})['rcvNxt'] = this.#rcvNxt = rcvNxt;
    if (this.#rcvWnd !== rcvWnd) (set ??= {})['rcvWnd'] = this.#rcvWnd = rcvWnd;
    if (this.#mss !== mss) (set ??= {})['mss'] = this.#mss = mss;
    if (this.#srttNs !== rto.srttNs) (set ??= {})['srttNs'] = this.#srttNs = rto.srttNs;
    if (this.#rttvarNs !== rto.rttvarNs) (set ??= {})['rttvarNs'] = this.#rttvarNs = rto.rttvarNs;
    if (this.#rtoNs !== rto.rtoNs) (set ??= {})['rtoNs'] = this.#rtoNs = rto.rtoNs;
    if (this.#retries !== c.retries) (set ??= {})['retries'] = this.#retries = c.retries;
    if (this.#duplicateAcks !== c.duplicateAcks)
      (set ??= {})['duplicateAcks'] = this.#duplicateAcks = c.duplicateAcks;
    if (this.#sendBufferBytes !== sendBufferBytes)
      (set ??= {})['sendBufferBytes'] = this.#sendBufferBytes = sendBufferBytes;
    if (this.#receiveBufferBytes !== c.inboxBytes)
      (set ??= {})['receiveBufferBytes'] = this.#receiveBufferBytes = c.inboxBytes;
    if (this.#outOfOrderBytes !== outOfOrderBytes)
      (set ??= {})['outOfOrderBytes'] = this.#outOfOrderBytes = outOfOrderBytes;
    if (this.#inFlightBytes !== inFlightBytes)
      (set ??= {})['inFlightBytes'] = this.#inFlightBytes = inFlightBytes;
    if (this.#recovery !== recovery) (set ??= {})['recovery'] = this.#recovery = recovery;
    return this.#decision === c.decisions ? set : this.#control(c, set);
  }

  /** The control has decided something: its window, the rule that it applied, and the numbers of the rule as a list of name, value, name, value. */
  #control(c: Connection, before: Set | undefined): Set | undefined {
    let set = before;
    const { congestion } = c;
    this.#decision = c.decisions;
    if (congestion.name === 'none') return set;
    const { cwndBytes } = congestion;
    const ssthreshBytes =
      congestion.ssthreshBytes === Number.MAX_SAFE_INTEGER ? null : congestion.ssthreshBytes;
    if (this.#cwndBytes !== cwndBytes) (set ??= {})['cwndBytes'] = this.#cwndBytes = cwndBytes;
    if (this.#ssthreshBytes !== ssthreshBytes)
      (set ??= {})['ssthreshBytes'] = this.#ssthreshBytes = ssthreshBytes;
    const { rule, with: numbers } = congestion.thinking();
    if (this.#rule !== rule) (set ??= {})['rule'] = this.#rule = rule;
    let at = 0;
    let same = true;
    const list: Scalar[] = [];
    for (const name in numbers) {
      list.push(name, numbers[name]!);
      same &&= this.#ruleWith[at] === name && this.#ruleWith[at + 1] === numbers[name];
      at += 2;
    }
    if (!same || at !== this.#ruleWith.length) (set ??= {})['ruleWith'] = this.#ruleWith = list;
    return set;
  }
}
