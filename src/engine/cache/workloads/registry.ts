import { anomaly } from './anomaly.ts';
import { loop } from './loop.ts';
import { scan } from './scan.ts';
import { shift } from './shift.ts';
import { wonders } from './wonders.ts';
import type { Workload, WorkloadId } from './workload.ts';
import { zipf } from './zipf.ts';

/** Every workload. A new one: a file, and a line here. */
export const workloads: Readonly<Record<WorkloadId, Workload>> = {
  zipf,
  shift,
  scan,
  wonders,
  loop,
  anomaly,
};

export const workloadIds = Object.keys(workloads) as readonly WorkloadId[];
