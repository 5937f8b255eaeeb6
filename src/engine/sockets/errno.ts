import { ICMP } from '../wire/icmp.ts';
import type { Ns } from '../kernel/time.ts';

/** The errors that a call may end with, by the names of POSIX.1-2024 <errno.h>; ENONET is Linux's own. */
export type Errno =
  | 'EPERM' | 'EBADF' | 'EAGAIN' | 'EACCES' | 'EINVAL' | 'EMFILE' | 'EPIPE' | 'ENOTSOCK' | 'EDESTADDRREQ' | 'EMSGSIZE'
  | 'ENOPROTOOPT' | 'EPROTONOSUPPORT' | 'EOPNOTSUPP' | 'EADDRINUSE' | 'EADDRNOTAVAIL' | 'ENETUNREACH' | 'ECONNABORTED'
  | 'ECONNRESET' | 'EISCONN' | 'ENOTCONN' | 'ETIMEDOUT' | 'ECONNREFUSED' | 'EHOSTDOWN' | 'EHOSTUNREACH' | 'EALREADY'
  | 'EINPROGRESS' | 'ENONET'; // prettier-ignore

/** A call came back with a value, or failed, or waits: it is then to be made again when the socket has changed, `done` bytes further on. */
export type Result<T> =
  | { readonly ok: T }
  | { readonly errno: Errno }
  | { readonly waits: true; readonly untilNs?: Ns; readonly done?: number };

export const ok = <T>(value: T): Result<T> => ({ ok: value });
export const fails = (errno: Errno): { readonly errno: Errno } => ({ errno });
export const WAITS: { readonly waits: true } = { waits: true };

/** What an ICMP error means to a socket, and whether it ends what a connected one waits for (Linux, icmp_err_convert). */
interface Meaning {
  readonly errno: Errno;
  readonly fatal: boolean;
}
const OF_UNREACHABLE: readonly Meaning[] = [
  { errno: 'ENETUNREACH', fatal: false },
  { errno: 'EHOSTUNREACH', fatal: false },
  { errno: 'ENOPROTOOPT', fatal: true },
  { errno: 'ECONNREFUSED', fatal: true },
  { errno: 'EMSGSIZE', fatal: false },
  { errno: 'EOPNOTSUPP', fatal: false },
  { errno: 'ENETUNREACH', fatal: true },
  { errno: 'EHOSTDOWN', fatal: true },
  { errno: 'ENONET', fatal: true },
  { errno: 'ENETUNREACH', fatal: true },
  { errno: 'EHOSTUNREACH', fatal: true },
  { errno: 'ENETUNREACH', fatal: false },
  { errno: 'EHOSTUNREACH', fatal: false },
  { errno: 'EHOSTUNREACH', fatal: true },
  { errno: 'EHOSTUNREACH', fatal: true },
  { errno: 'EHOSTUNREACH', fatal: true },
];

export function meaningOf(type: number, code: number): Meaning | undefined {
  if (type === ICMP.unreachable) return OF_UNREACHABLE[code];
  if (type === ICMP.timeExceeded) return { errno: 'EHOSTUNREACH', fatal: false };
  return undefined;
}
