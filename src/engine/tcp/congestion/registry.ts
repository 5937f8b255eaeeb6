import { bbr } from './bbr.ts';
import { bic } from './bic.ts';
import type { MakeCongestion } from './congestion.ts';
import { cubic } from './cubic.ts';
import { newreno } from './newreno.ts';
import { reno } from './reno.ts';
import { vegas } from './vegas.ts';
import { westwood } from './westwood.ts';

/** Names of the controls; the registry has one line for each. */
export type CongestionName = 'reno' | 'newreno' | 'vegas' | 'westwood' | 'bic' | 'cubic' | 'bbr';

/**
 * Every control (RFC 9293 §3.8.2 requires one), in the order in which pages show them. A new one: a file, and a line here; the contract tests take it up.
 * A stack takes the control that it is configured with, not this list: a page brings only the controls that it shows.
 */
export const controls: Readonly<Record<CongestionName, MakeCongestion>> = {
  reno,
  newreno,
  vegas,
  westwood,
  bic,
  cubic,
  bbr,
};

export const congestionNames = Object.keys(controls) as readonly CongestionName[];
