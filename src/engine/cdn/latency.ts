import { MICROSECOND, MILLISECOND, type Ns } from '../kernel/time.ts';
import type { City } from './cities.ts';
import { distanceMetres } from './sphere.ts';

/** Speed of light in vacuum, metres a second: exact by the definition of the metre (SI, CGPM 1983). */
const LIGHT = 299_792_458;

/** From a user's device through the access network to the first router that carries it far, one way. Stated, not measured. */
export const ACCESS_NS: Ns = 4 * MILLISECOND;
/** What equipment on the way between two data centres takes, one way. Stated, not measured. */
export const EQUIPMENT_NS: Ns = 500 * MICROSECOND;

/** One way through fibre that follows the great circle. Glass of index 1.5 carries light at two thirds of c. */
export function fibreNs(metres: number): Ns {
  return Math.round((metres * 1.5e9) / LIGHT);
}

/** One way between servers in two places. */
export const betweenServersNs = (from: City, to: City): Ns =>
  fibreNs(distanceMetres(from, to)) + EQUIPMENT_NS;

/** One way between a user and a server. */
export const toUserNs = (user: City, server: City): Ns => betweenServersNs(user, server) + ACCESS_NS;
