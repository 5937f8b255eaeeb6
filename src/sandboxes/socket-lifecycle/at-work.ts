import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent, SyscallEvent } from '#engine/net/events.ts';

/** Where a program is at the playhead. */
export interface AtWork {
  readonly program: string;
  /** The step whose call was made last. */
  readonly step: string;
  readonly waits: boolean;
  readonly ended: boolean;
  /** What each step's call came back with, the last time: '= 3', '= −1 ECONNREFUSED'. */
  readonly results: ReadonlyMap<string, { readonly text: string; readonly failed: boolean }>;
}

/** The programs of a host that have begun, in the order in which they did. */
export function atWork(run: Run<NetEvent>, where: string, playhead: number): AtWork[] {
  const programs = new Map<string, SyscallEvent[]>();
  for (const event of run.events) {
    if (event.n > playhead) break;
    if (event.kind !== 'syscall' || event.where !== where) continue;
    const calls = programs.get(event.program);
    if (calls) calls.push(event);
    else programs.set(event.program, [event]);
  }
  return [...programs].map(([program, calls]) => {
    const last = calls.at(-1)!;
    const results = new Map<string, { text: string; failed: boolean }>();
    for (const { step, outcome, value, errno, call } of calls) {
      if (call === 'exit') continue;
      if (outcome === 'waits') results.delete(step);
      else if (outcome === 'fails') results.set(step, { text: `= −1 ${errno}`, failed: true });
      else results.set(step, { text: `= ${value}`, failed: false });
    }
    const ended = last.call === 'exit';
    const at = ended ? (calls.at(-2) ?? last) : last;
    return { program, step: at.step, waits: last.outcome === 'waits', ended, results };
  });
}
