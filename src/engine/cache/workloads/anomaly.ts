import type { Workload } from './workload.ts';

/**
 * The string 1 2 3 4 1 2 5 1 2 3 4 5, from 0 here, repeated: L. A. Belady, R. A. Nelson, G. S. Shedler, An Anomaly in
 * Space-Time Characteristics of Certain Programs Running in a Paging Machine, CACM 12(6), 1969.
 */
const STRING = [0, 1, 2, 3, 0, 1, 4, 0, 1, 2, 3, 4];

/** Needs five keys; with fewer, those beyond are left out of the string. */
export const anomaly: Workload = ({ objects }) => {
  const string = STRING.filter((key) => key < objects);
  return (index) => string[index % string.length]!;
};
