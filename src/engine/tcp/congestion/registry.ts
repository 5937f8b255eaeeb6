import { Bbr } from './bbr.ts';
import { Bic } from './bic.ts';
import type { Congestion, CongestionSetup } from './congestion.ts';
import { Cubic } from './cubic.ts';
import { NewReno } from './newreno.ts';
import { none } from './none.ts';
import { Reno } from './reno.ts';
import { Vegas } from './vegas.ts';
import { Westwood } from './westwood.ts';

/** Names of the controls; the registry has one line for each. */
export type CongestionName = 'reno' | 'newreno' | 'vegas' | 'westwood' | 'bic' | 'cubic' | 'bbr';

export type MakeCongestion = (setup: CongestionSetup) => Congestion;

/** Every control, in the order in which pages show them. A new one: a file, and a line here; the contract tests take it up. */
export const controls: Readonly<Record<CongestionName, MakeCongestion>> = {
  reno: (setup) => new Reno(setup),
  newreno: (setup) => new NewReno(setup),
  vegas: (setup) => new Vegas(setup),
  westwood: (setup) => new Westwood(setup),
  bic: (setup) => new Bic(setup),
  cubic: (setup) => new Cubic(setup),
  bbr: (setup) => new Bbr(setup),
};

export const congestionNames = Object.keys(controls) as readonly CongestionName[];

/** The control of a connection (RFC 9293 §3.8.2 requires one); 'none' for a lesson about something else. */
export const makeCongestion = (name: CongestionName | 'none', setup: CongestionSetup): Congestion =>
  name === 'none' ? none() : controls[name](setup);
