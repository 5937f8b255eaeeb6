import type { Scenario } from '#player/model.ts';
import type { ProgramName } from '../programs.ts';

/** What a scenario of this sandbox may have besides. */
export interface TcpScenario extends Scenario {
  /** What the two programs do; request, response and close where it is not said. */
  readonly programs?: ProgramName;
  /** The client's initial sequence number, in place of the one that RFC 6528 makes. */
  readonly clientIsn?: number;
}
