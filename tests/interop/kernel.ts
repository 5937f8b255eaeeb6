import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Host } from '#engine/net/host.ts';
import { parseIpv4 } from '#engine/wire/address.ts';

/** The addresses of tun.py. */
export const KERNEL = parseIpv4('10.77.0.1')!;
export const OURS = parseIpv4('10.77.0.2')!;
export const PORT = 7777;

/** Why this machine's kernel cannot be joined; undefined where it can. */
export function hindrance(): string | undefined {
  try {
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
  } catch {
    return '/dev/net/tun cannot be opened';
  }
  const tried = spawnSync('unshare', [
    '-n',
    'python3',
    '-c',
    'import shutil, sys; sys.exit(shutil.which("ip") is None)',
  ]);
  return tried.status === 0 ? undefined : 'unshare, python3 or ip is missing, or a namespace is not allowed';
}

export interface Trouble {
  readonly seed?: number;
  readonly loss?: number;
  readonly corrupt?: number;
  readonly swap?: number;
  readonly double?: number;
}
export interface Given {
  /** A function of tun.py. */
  readonly scenario:
    | 'kernel_connects'
    | 'kernel_listens'
    | 'refused'
    | 'reset'
    | 'ping'
    | 'udp'
    | 'backlog'
    | 'unread'
    | 'cookies'
    | 'again'
    | 'cross'
    | 'urgent'
    | 'idle';
  readonly seconds: number;
  readonly bytes?: number;
  readonly backlog?: number;
  /** Connections to try. */
  readonly count?: number;
  readonly sizes?: readonly number[];
  readonly slow?: boolean;
  readonly mtu?: number;
  readonly trouble?: Trouble;
}

/**
 * Joins a host of ours to this machine's kernel by a TUN device and runs the scenario on the kernel's side. The driver is the one
 * that `Host` describes: real packets, the real clock in ns. `turn` is called after every packet and wake: our side's program.
 * Gives what the kernel's programs found.
 */
export function joined(
  host: Host,
  given: Given,
  turn: (now: number, listening: boolean) => void,
): Promise<Record<string, unknown>> {
  const script = join(import.meta.dirname, 'tun.py');
  const child = spawn('unshare', ['-n', 'python3', script, JSON.stringify(given)], { stdio: 'pipe' });
  const start = process.hrtime.bigint();
  const clock = () => Number(process.hrtime.bigint() - start);
  let listening = false;
  let found: Record<string, unknown> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let inbox = Buffer.alloc(0);

  const drive = () => {
    clearTimeout(timer);
    for (;;) {
      const now = clock();
      turn(now, listening);
      const packets = host.poll(now);
      for (const packet of packets) {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(packet.length);
        if (child.stdin.writable) child.stdin.write(Buffer.concat([length, packet]));
      }
      const next = host.nextWake();
      if (next === null) break;
      const waitMs = (next - clock()) / 1e6;
      if (waitMs > 0) {
        timer = setTimeout(drive, Math.ceil(waitMs));
        break;
      }
      if (packets.length === 0) {
        timer = setTimeout(drive, 1);
        break;
      }
    }
  };
  child.stdin.on('error', () => {});
  child.stdout.on('data', (chunk: Buffer) => {
    inbox = Buffer.concat([inbox, chunk]);
    while (inbox.length >= 2 && inbox.length >= 2 + inbox.readUInt16BE(0)) {
      const end = 2 + inbox.readUInt16BE(0);
      host.receive(new Uint8Array(inbox.subarray(2, end)), clock());
      inbox = inbox.subarray(end);
    }
    drive();
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    for (let end = said.indexOf('\n'); end >= 0; end = said.indexOf('\n')) {
      const line = said.slice(0, end);
      said = said.slice(end + 1);
      if (!line.startsWith('{')) throw new Error(line + said);
      const told = JSON.parse(line) as Record<string, unknown>;
      if (told['listening'] === true) listening = true;
      else found = told;
      drive();
    }
  });
  drive();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => {
      clearTimeout(timer);
      if (found) resolve(found);
      else reject(new Error(`the kernel's side ended without a word: ${said}`));
    });
  });
}
