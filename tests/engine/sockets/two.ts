/** Two kernels and a wire of 10 ms between them; programs that call as they are told. */
import { MILLISECOND, type Ns } from '#engine/kernel/time.ts';
import type { Observation } from '#engine/net/host.ts';
import { Kernel, type KernelSetup } from '#engine/sockets/kernel.ts';
import { Process } from '#engine/sockets/process.ts';
import type { Result } from '#engine/sockets/errno.ts';
import { parseIpv4 } from '#engine/wire/address.ts';

export const ip = (text: string): number => parseIpv4(text)!;
export const A = ip('192.0.2.10');
export const B = ip('192.0.2.80');
export const at = (address: number, port: number) => ({ address, port });
export const got = <T>(result: Result<T>): T => {
  if (!('ok' in result)) throw new Error(JSON.stringify(result));
  return result.ok;
};
export const failed = <T>(result: Result<T>): string => ('errno' in result ? result.errno : 'none');
export const waiting = <T>(result: Result<T>): boolean => 'waits' in result;

export class Two {
  readonly kernels: readonly [Kernel, Kernel];
  readonly a: Process;
  readonly b: Process;
  readonly said: Observation[] = [];
  now: Ns = 0;
  /** False: nothing gets through. */
  up = true;
  readonly #flying: { readonly at: Ns; readonly to: 0 | 1; readonly packet: Uint8Array }[] = [];

  constructor(setup: Partial<KernelSetup> = {}) {
    const kernel = (name: string, address: number) =>
      new Kernel({
        name,
        interfaces: [{ address, prefixLength: 24, gateway: ip('192.0.2.1') }],
        secret: [address, 9],
        privileged: true,
        observe: (_, one) => this.said.push(one),
        ...setup,
      });
    this.kernels = [kernel('a', A), kernel('b', B)];
    this.a = new Process('a', this.kernels[0]);
    this.b = new Process('b', this.kernels[1]);
  }

  /** Lets happen what happens within so many milliseconds. */
  run(ms = 100): void {
    const until = this.now + ms * MILLISECOND;
    for (;;) {
      const wakes = this.kernels.map((kernel) => kernel.nextWake() ?? Infinity);
      const next = Math.max(this.now, Math.min(...wakes, ...this.#flying.map((one) => one.at)));
      if (next > until) break;
      this.now = next;
      const arrived = this.#flying.findIndex((one) => one.at <= next);
      const [one] = arrived < 0 ? [] : this.#flying.splice(arrived, 1);
      if (one) this.kernels[one.to].receive(one.packet, next);
      this.kernels.forEach((kernel, from) => {
        for (const packet of kernel.poll(next))
          if (this.up) this.#flying.push({ at: next + 10 * MILLISECOND, to: from === 0 ? 1 : 0, packet });
      });
    }
    this.now = until;
  }

  /** A connection: the descriptors of both ends. */
  connected(backlog = 5): { readonly c: number; readonly s: number; readonly k: number } {
    const s = got(this.b.socket('SOCK_STREAM', 0, this.now));
    got(this.b.bind(s, at(0, 9000), this.now));
    got(this.b.listen(s, backlog, this.now));
    const c = got(this.a.socket('SOCK_STREAM', 0, this.now));
    this.a.connect(c, at(B, 9000), this.now);
    this.run();
    got(this.a.connect(c, at(B, 9000), this.now));
    return { c, s, k: got(this.b.accept(s, this.now)) };
  }
}
