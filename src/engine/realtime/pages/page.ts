import type { Calls, Program } from '../program.ts';
import type { Ns } from '../../kernel/time.ts';
import type { Ending } from '../../net/events.ts';

/** Where a page's scripts connect to. */
export interface Site {
  readonly address: number;
  readonly port: number;
  /** As the Host field has it. */
  readonly host: string;
  /** Of the page: what a browser says of itself, and no script can change. */
  readonly origin: string;
}

/** What all pages have in common. */
export abstract class Page implements Program {
  protected readonly site: Site;
  protected calls!: Calls;

  constructor(site: Site) {
    this.site = site;
  }
  start(calls: Calls, now: Ns): void {
    this.calls = calls;
    this.begin(now);
  }
  protected connect(now: Ns): number | undefined {
    return this.calls.connect(this.site.address, this.site.port, now);
  }
  protected abstract begin(now: Ns): void;
  abstract opened(connection: number, now: Ns): void;
  abstract data(connection: number, bytes: Uint8Array, now: Ns): void;
  abstract ended(connection: number, now: Ns): void;
  abstract gone(connection: number, why: Ending, now: Ns): void;
  abstract poll(now: Ns): void;
  abstract nextWake(): Ns | null;
}
