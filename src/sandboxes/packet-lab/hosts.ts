import { stream } from '#engine/kernel/random.ts';
import type { Interface, Observe } from '#engine/net/host.ts';
import { IpHost } from '#engine/net/ip-host.ts';
import { TCP_DEFAULTS } from '#engine/tcp/config.ts';
import { Tcp } from '#engine/tcp/tcp.ts';
import { EchoPort } from './echo-port.ts';
import { OPEN } from './network.ts';

export interface LabHostSetup {
  readonly name: string;
  readonly interfaces: readonly (Interface & { readonly mtu?: number })[];
  readonly seed: number;
  /** Whether the ports of `OPEN` are. */
  readonly serves: boolean;
  readonly observe: Observe;
}

/** A host with a whole network stack; the server's programs listen and, over UDP, send back what comes. */
export function labHost({ name, interfaces, seed, serves, observe }: LabHostSetup): IpHost {
  const random = stream(seed, `${name}/secret`);
  const secret = [random.below(0x1_0000_0000), random.below(0x1_0000_0000)] as const;
  return new IpHost({
    name,
    interfaces,
    observe,
    transports(said) {
      const tcp = new Tcp({ config: TCP_DEFAULTS, secret, observe: said });
      if (serves) tcp.listen({ address: interfaces[0]!.address, port: OPEN.tcp }, 0);
      return [tcp, new EchoPort(serves ? OPEN.udp : undefined, said)];
    },
  });
}
