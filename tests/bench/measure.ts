/** How the bench measures: fresh processes for builds, medians for loops, and always the machine beside the figure. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, totalmem, type as system } from 'node:os';

export interface Cost {
  readonly seconds: number;
  /** Of them those until the command said what it was asked to be heard for. */
  readonly before: number | undefined;
  /** Seconds of processor of the command and all it started; undefined where /proc is missing. */
  readonly processor: number | undefined;
  /** Peak of the memory of the process and all it started, MB, a page that several share counted once (PSS); undefined where /proc is missing. */
  readonly peakMb: number | undefined;
}

export const machine = (): string =>
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${system()}, Node ${process.version}`;

/** Runs a command to its end; throws with its output when it fails. `heard` is what it says when its first phase is over. */
export function costOf(
  command: string,
  argument: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  heard?: string,
): Promise<Cost> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const since = () => (performance.now() - start) / 1000;
    const worked = ofChildren();
    let before: number | undefined;
    const child = spawn(command, argument, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let peak = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      output += String(chunk);
      if (heard !== undefined && before === undefined && output.includes(heard)) before = since();
    });
    child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
    const watch = setInterval(() => (peak = Math.max(peak, memoryMb(child.pid!))), 250);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(watch);
      const processor = worked === undefined ? undefined : ofChildren()! - worked;
      if (code === 0) resolve({ seconds: since(), before, processor, peakMb: peak || undefined });
      else reject(new Error(`${command} ${argument.join(' ')} ended with ${code}:\n${output.slice(-4000)}`));
    });
  });
}

/** Median of `times` runs of `work`, in seconds, after one that warms up. */
export function median(times: number, work: () => void): number {
  work();
  const seconds = Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  }).sort((a, b) => a - b);
  return seconds[times >> 1]!;
}

export interface Processed<T> {
  /** Seconds of this thread: what its caller waits for where nothing else runs. */
  readonly own: number;
  /** Seconds of the whole process: with the threads that compile and that collect garbage. */
  readonly all: number;
  readonly result: T;
}

/** Processor time of work, which does not grow because the machine has other things to do as well. */
export function processed<T>(work: () => T): Processed<T> {
  const own = process.threadCpuUsage();
  const all = process.cpuUsage();
  const result = work();
  const seconds = ({ user, system: kernel }: NodeJS.CpuUsage) => (user + kernel) / 1e6;
  return { own: seconds(process.threadCpuUsage(own)), all: seconds(process.cpuUsage(all)), result };
}

/** Seconds of processor of the children that have ended, and theirs: proc(5), stat, cutime and cstime, in hundredths. */
function ofChildren(): number | undefined {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return undefined;
  }
}

/** Memory of a process and its descendants: the proportional set size of each (proc(5), smaps_rollup). */
function memoryMb(root: number): number {
  const parents = new Map<number, number>();
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
      } catch {
        // it ended while we looked
      }
    }
  } catch {
    return 0;
  }
  let sum = 0;
  for (const pid of parents.keys()) {
    let at: number | undefined = pid;
    while (at !== undefined && at > 1 && at !== root) at = parents.get(at);
    if (at === root) sum += ownMb(pid);
  }
  return sum;
}

function ownMb(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
