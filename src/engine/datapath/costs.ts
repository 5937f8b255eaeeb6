import type { Ns } from '../kernel/time.ts';

/**
 * What each step costs the processor: a model, not a measurement. The values are of the right order for one core of a server at
 * some 3 GHz; what follows from them (how often something is paid, and what a switch saves) is computed, they themselves are not.
 * Times per byte are in picoseconds. `from` says where a value comes from: a publication, or that it is assumed.
 */
export interface Cost {
  readonly ns: Ns;
  readonly psPerByte?: number;
  readonly from: 'assumed' | string;
}

export const COSTS = {
  /** Into the kernel and back, without the work that was asked for. */
  'system-call': { ns: 150, from: 'assumed' },
  /** copy_from_user and copy_to_user, at 10 GB/s. */
  copy: { ns: 60, psPerByte: 100, from: 'assumed' },
  /** Looking up and pinning one page of 4096 bytes. */
  'pin-page': { ns: 130, from: 'assumed' },
  /**
   * The message that says that a page may be written again, and reading it. With `pin-page` and `copy` it makes zero-copy pay from
   * 11 KB on: the kernel's documentation says "generally only effective at writes over around 10 KB".
   */
  notification: { ns: 750, from: 'Linux networking/msg_zerocopy' },
  /** A reference to a page that lies in the page cache. */
  'reference-page': { ns: 40, from: 'assumed' },
  /** Building one segment, however large, and keeping account of it. */
  segment: { ns: 450, from: 'assumed' },
  /** Route, header and its checksum. */
  'ip-header': { ns: 200, from: 'assumed' },
  /** Rizzo measured "slightly more than 210ns" for FreeBSD's, half of it the neighbour's address. */
  'link-header': { ns: 210, from: 'Rizzo, freebsd-net 2012' },
  queue: { ns: 90, from: 'assumed' },
  /** One segment cut out of a large one by the kernel: its headers, its buffer. */
  'software-split': { ns: 180, from: 'assumed' },
  /** Adding up at 10 GB/s. */
  checksum: { ns: 20, psPerByte: 100, from: 'assumed' },
  /** One descriptor, and its share of the write to the card's register. */
  descriptor: { ns: 150, from: 'assumed' },
  /** Entry, the driver's handler, exit. */
  interrupt: { ns: 1200, from: 'assumed' },
  /** From the interrupt to the first poll. */
  'soft-interrupt': { ns: 500, from: 'assumed' },
  /** One frame out of the ring, a buffer for it, a fresh one for the ring. */
  'take-frame': { ns: 250, from: 'assumed' },
  merge: { ns: 70, from: 'assumed' },
  'ip-input': { ns: 150, from: 'assumed' },
  'tcp-input': { ns: 500, from: 'assumed' },
  /** To the waiting program: scheduler and change of context. */
  wake: { ns: 1500, from: 'assumed' },
  timer: { ns: 200, from: 'assumed' },
} as const satisfies Record<string, Cost>;

export type Work = keyof typeof COSTS;

/** Of `times` pieces of work on `bytes` bytes in all; whole nanoseconds, rounded up. */
export function costOf(work: Work, times: number, bytes: number): Ns {
  const { ns, psPerByte = 0 }: Cost = COSTS[work];
  return ns * times + Math.ceil((psPerByte * bytes) / 1000);
}
