/** Ten thousand connections open at once in one world, each with something to say. */
import { MICROSECOND, MILLISECOND, SECOND, type Ns } from '#engine/kernel/time.ts';
import type { TracedHost, Transmission } from '#engine/net/host.ts';
import { World } from '#engine/net/world.ts';
import { TCP_DEFAULTS } from '#engine/tcp/config.ts';
import type { StackSetup } from '#engine/tcp/on-ip.ts';
import { TcpStack } from '#engine/tcp/stack.ts';

const CONNECTIONS = 10_000;
const PORT = 9000;
const [CLIENT, SERVER] = [0xc0000201, 0xc0000202];
const MESSAGE = new Uint8Array(100).fill(97);
/** All are open by then, and nothing is left to happen. */
const QUIET: Ns = 2 * SECOND;

/** Answers whatever comes with as much. */
class Echo implements TracedHost {
  readonly stack: TcpStack;
  readonly #readable: number[] = [];
  #acceptable = false;
  #listening = false;

  constructor(setup: StackSetup) {
    this.stack = new TcpStack({
      ...setup,
      notice: ({ what, id }) => {
        if (what === 'acceptable') this.#acceptable = true;
        else if (what === 'readable') this.#readable.push(id);
      },
    });
  }
  get name(): string {
    return this.stack.name;
  }
  get address(): number {
    return this.stack.address;
  }
  receive(packet: Uint8Array, now: Ns): void {
    this.stack.receive(packet, now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map((one) => one.packet);
  }
  transmit(now: Ns): Transmission[] {
    if (!this.#listening) this.#listening = this.stack.listen(PORT, now, CONNECTIONS);
    while (this.#acceptable) this.#acceptable = this.stack.accept(now) !== undefined;
    for (const id of this.#readable) this.stack.send(id, this.stack.read(id, now), now);
    this.#readable.length = 0;
    return this.stack.transmit(now);
  }
  nextWake(): Ns | null {
    return this.#listening ? this.stack.nextWake() : 0;
  }
}

/** Opens its connections one every 100 µs, then says something on each, one every 100 µs. */
class Talker implements TracedHost {
  readonly stack: TcpStack;
  readonly #ids: number[] = [];
  readonly #readable: number[] = [];
  #said = 0;
  heard = 0;

  constructor(setup: StackSetup) {
    this.stack = new TcpStack({
      ...setup,
      notice: ({ what, id }) => void (what === 'readable' && this.#readable.push(id)),
    });
  }
  get name(): string {
    return this.stack.name;
  }
  get address(): number {
    return this.stack.address;
  }
  receive(packet: Uint8Array, now: Ns): void {
    this.stack.receive(packet, now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map((one) => one.packet);
  }
  transmit(now: Ns): Transmission[] {
    for (const id of this.#readable) this.heard += this.stack.read(id, now).length;
    this.#readable.length = 0;
    for (let at = this.#due; at !== null && at <= now; at = this.#due) {
      if (this.#ids.length < CONNECTIONS)
        this.#ids.push(this.stack.connect({ address: SERVER, port: PORT }, now)!);
      else this.stack.send(this.#ids[this.#said++]!, MESSAGE, now);
    }
    return this.stack.transmit(now);
  }
  nextWake(): Ns | null {
    const [due, wake] = [this.#due, this.stack.nextWake()];
    return due === null || wake === null ? (due ?? wake) : Math.min(due, wake);
  }
  get #due(): Ns | null {
    if (this.#ids.length < CONNECTIONS) return this.#ids.length * 100 * MICROSECOND;
    return this.#said < CONNECTIONS ? QUIET + this.#said * 100 * MICROSECOND : null;
  }
}

/** How long one simulated second took, and by how much the process had grown then, since before the world was made, once all that nobody holds was gone. */
export function crowd(record: boolean): { seconds: number; megabytes: number } {
  const before = used();
  let talker: Talker | undefined;
  const world = new World({
    seed: 1,
    links: [
      {
        name: 'wire',
        ends: ['client', 'server'],
        rateBps: 1_000_000_000,
        delayNs: 5 * MILLISECOND,
        queueFrames: 1000,
      },
    ],
    interventions: [],
    record,
    bounds: { horizonNs: 600 * SECOND, maxEvents: 10_000_000 },
    hosts(observe) {
      const setup = (name: string, address: number): StackSetup => ({
        ...{ name, address, config: TCP_DEFAULTS, secret: [1, 2] },
        ...(record && { observe: observe(name) }),
      });
      talker = new Talker(setup('client', CLIENT));
      return [new Echo(setup('server', SERVER)), talker];
    },
  });
  world.advance(QUIET - 1);
  const start = performance.now();
  world.advance(QUIET + SECOND);
  const seconds = (performance.now() - start) / 1000;
  const megabytes = used() - before;
  // Asked for after that, or the server's half would be gone by then
  if (!world.direction('wire', 'server')) throw new Error('no world');
  if (talker!.heard < CONNECTIONS * MESSAGE.length * 0.98)
    throw new Error(`only ${talker!.heard} bytes came back`);
  return { seconds, megabytes };
}

function used(): number {
  if (!globalThis.gc) throw new Error('memory is told under --expose-gc only');
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

/** Without a trace, as a run of this size is looked at from outside. */
export function benchCrowd(): void {
  crowd(false);
  const runs = Array.from({ length: 3 }, () => crowd(false)).sort((a, b) => a.seconds - b.seconds);
  const { seconds, megabytes } = runs[1]!;
  console.log(
    `10,000 connections, each 100 bytes there and back in one simulated second: ${seconds.toFixed(2)} s, ` +
      `${megabytes.toFixed(0)} MB (both ends; median of 3)`,
  );
}
