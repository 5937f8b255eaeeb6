import { newreno } from '../tcp/congestion/newreno.ts';
import { RTO_RULES, TCP_BASE, type TcpConfig } from '../tcp/config.ts';

/** As Linux and browsers set it; the window as NewReno's, which QUIC's model has, too, so that nothing else differs. */
export const TCP: TcpConfig = {
  ...TCP_BASE,
  nagle: false,
  rto: RTO_RULES.linux,
  congestion: newreno,
  receiveBufferBytes: 4_194_304,
};
