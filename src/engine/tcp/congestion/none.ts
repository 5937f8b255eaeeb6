import type { Congestion } from './congestion.ts';

/** No congestion control (which RFC 9293 §3.8.2 requires of a real host): only the peer's window limits. What a lesson about anything else runs on; its list of what is left out says so. */
export const none = (): Congestion => ({
  name: 'none',
  cwndBytes: Number.MAX_SAFE_INTEGER,
  ssthreshBytes: Number.MAX_SAFE_INTEGER,
  pacingRateBps: null,
  onAck() {},
  onCongestion() {},
  onTimeout() {},
  thinking: () => ({ rule: 'congestion.none', with: {} }),
});
