import { formatIpv4, parseIpv4, type Ipv4 } from '../wire/address.ts';
import type { Interface } from './host.ts';
import type { LinkSetup } from './link.ts';
import { inPrefix } from './port.ts';
import type { Route } from './routes.ts';

/** A link whose ends say where they are: 'client 10.0.0.2/24', or the name alone of a switch. */
export type Cable = Omit<LinkSetup, 'ends'> & { readonly ends: readonly [string, string] };

/** What a world and its hosts want of a network that is drawn by its cables. */
export interface Topology {
  readonly links: readonly LinkSetup[];
  readonly switches: readonly string[];
  /** In the order of the cables. Of a host that is no router the first router on its segment is the gateway. */
  interfacesOf(name: string): readonly Interface[];
  /** A router's ways to every prefix that is not at its own interfaces, with the fewest routers between. */
  routesOf(name: string): readonly Route[];
}

interface Attached extends Interface {
  readonly name: string;
  readonly by: number;
  /** Segments joined by switches are one: the same number. */
  readonly segment: number;
}

/** Throws RangeError where an end cannot be read, names a host without an address, or an address stands twice. */
export function topology(cables: readonly Cable[], routers: readonly string[] = []): Topology {
  const ends = cables.map(({ ends: two }) => two.map(parseEnd) as [End, End]);
  const switches = [...new Set(ends.flat().flatMap(({ name, at }) => (at ? [] : [name])))];
  const segments = segmentsOf(ends, switches);
  const attached: Attached[] = [];
  ends.forEach((two, cable) => {
    for (const { name, at } of two) {
      if (!at) continue;
      if (attached.some(({ address }) => address === at.address))
        throw new RangeError(`${formatIpv4(at.address)} stands twice`);
      const by = attached.filter((one) => one.name === name).length;
      attached.push({ name, by, ...at, segment: segments[cable]! });
    }
  });
  const isRouter = ({ name }: Attached) => routers.includes(name);

  return {
    links: cables.map((cable, nth) => ({ ...cable, ends: [ends[nth]![0].name, ends[nth]![1].name] })),
    switches,
    interfacesOf: (name) =>
      attached
        .filter((one) => one.name === name)
        .map(({ address, prefixLength, segment }) => {
          const gateway = attached.find(
            (one) => one.segment === segment && isRouter(one) && one.name !== name,
          );
          const own = { address, prefixLength };
          return gateway && !routers.includes(name) ? { ...own, gateway: gateway.address } : own;
        }),
    routesOf: (name) => routes(name, attached, attached.filter(isRouter)),
  };
}

interface End {
  readonly name: string;
  readonly at: { readonly address: Ipv4; readonly prefixLength: number } | undefined;
}

function parseEnd(text: string): End {
  const [, name, address, length] = /^([\w-]+)(?: ([\d.]+)\/(\d+))?$/.exec(text) ?? [];
  if (name === undefined) throw new RangeError(`an end reads 'name 10.0.0.1/24', not '${text}'`);
  if (address === undefined) return { name, at: undefined };
  const parsed = parseIpv4(address);
  if (parsed === undefined || Number(length) > 32) throw new RangeError(`no address: '${text}'`);
  return { name, at: { address: parsed, prefixLength: Number(length) } };
}

/** For each cable the number of its segment: its own, or the one of the switch that it hangs on. */
function segmentsOf(ends: readonly (readonly [End, End])[], switches: readonly string[]): number[] {
  const segments = ends.map((_, cable) => cable);
  for (const name of switches) {
    const joined = ends.flatMap((two, cable) =>
      two.some((end) => end.name === name) ? [segments[cable]!] : [],
    );
    const least = Math.min(...joined);
    segments.forEach((segment, cable) => {
      if (joined.includes(segment)) segments[cable] = least;
    });
  }
  return segments;
}

/** Breadth first from the router over the segments: the first way to a segment is one of the shortest. */
function routes(name: string, attached: readonly Attached[], routers: readonly Attached[]): Route[] {
  const found: Route[] = [];
  const own = attached.filter((one) => one.name === name);
  const seen = new Set(own.map(({ segment }) => segment));
  let front = own.flatMap(({ by, segment }) =>
    routers.flatMap((one) =>
      one.segment === segment && one.name !== name ? [{ router: one.name, by, nextHop: one.address }] : [],
    ),
  );
  while (front.length > 0) {
    const next: typeof front = [];
    for (const { router, by, nextHop } of front) {
      for (const far of routers.filter((one) => one.name === router && !seen.has(one.segment))) {
        seen.add(far.segment);
        found.push({ prefix: far.address, length: far.prefixLength, by, nextHop });
        for (const one of routers)
          if (one.segment === far.segment && one.name !== router)
            next.push({ router: one.name, by, nextHop });
      }
    }
    front = next;
  }
  return found.filter(
    ({ prefix }) => !own.some(({ address, prefixLength }) => inPrefix(prefix, address, prefixLength)),
  );
}
