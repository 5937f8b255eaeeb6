import type { Ns } from '../kernel/time.ts';
import { configure } from '../tcp/more-calls.ts';
import type { Ipv4 } from '../wire/address.ts';
import { fails, ok, type Errno, type Result } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { isOption, optionValue, tcpChoices, withOption, type OptionName } from './options.ts';
import type { End, Socket } from './socket.ts';

/** bind(2), in the order of Linux's __inet_bind. */
export function bind(k: Kernel, s: Socket, { address, port }: End): Result<number> {
  const forMany = address >>> 28 === 14 || k.ip.isBroadcast(address);
  if (address !== 0 && !k.ip.isMine(address) && !forMany) return fails('EADDRNOTAVAIL');
  if (port > 0 && port < 1024 && !k.privileged) return fails('EACCES');
  if (s.bound || s.local.port > 0 || (s.kind === 'tcp' && s.connection !== null)) return fails('EINVAL');
  if (s.kind === 'raw') {
    k.place(s, { address, port: 0 });
  } else {
    // Whether the port is free depends on the address that it is wanted with
    k.place(s, { address, port: 0 });
    const chosen = port > 0 ? port : k.freePort(s, 1);
    if (chosen === undefined || k.portsOf(s).taken(chosen, s)) {
      k.place(s, { address: 0, port: 0 });
      return fails('EADDRINUSE');
    }
    k.place(s, { address, port: chosen });
  }
  s.bound = true;
  return ok(0);
}

export type Settable = OptionName | 'IP_ADD_MEMBERSHIP' | 'IP_DROP_MEMBERSHIP';

export function setsockopt(
  k: Kernel,
  s: Socket,
  name: Settable,
  value: number | null,
  now: Ns,
): Result<number> {
  if (name === 'IP_ADD_MEMBERSHIP') return member(k, s, true, value ?? 0);
  if (name === 'IP_DROP_MEMBERSHIP') return member(k, s, false, value ?? 0);
  if (!isOption(name)) return fails('ENOPROTOOPT');
  const options = withOption(s.options, s.kind, name, value);
  if (typeof options === 'string') return fails(options);
  s.options = options;
  if (s.kind === 'tcp' && s.connection !== null && !s.over)
    configure(k.tcp, s.connection, tcpChoices(options), now);
  return ok(0);
}

/** SO_ERROR takes the error that waits: null where there is none. */
export function getsockopt(s: Socket, name: OptionName | 'SO_ERROR'): Result<number | Errno | null> {
  if (name === 'SO_ERROR') return ok(s.takeError());
  if (!isOption(name)) return fails('ENOPROTOOPT');
  if (name.startsWith('TCP_') && s.kind !== 'tcp') return fails('EOPNOTSUPP');
  return ok(optionValue(s.options, name));
}

/** ip(7), IP_ADD_MEMBERSHIP and IP_DROP_MEMBERSHIP. */
function member(k: Kernel, s: Socket, joins: boolean, group: Ipv4): Result<number> {
  if (s.kind !== 'udp') return fails('ENOPROTOOPT');
  if (group >>> 28 !== 14) return fails('EINVAL');
  if (s.groups.has(group) === joins) return fails(joins ? 'EADDRINUSE' : 'EADDRNOTAVAIL');
  if (joins) {
    s.groups.add(group);
    k.ip.memberships.join(group);
  } else {
    s.groups.delete(group);
    k.ip.memberships.leave(group);
  }
  return ok(0);
}
