/**
 * Jain's index (Jain, Chiu, Hawe 1984; RFC 5166 §2.3): (sum x)^2 / (n sum x^2), from 1/n, one takes all, to 1, all take the same.
 * In thousandths, rounded down; 1000 where nobody takes anything.
 */
export function jainThousandths(shares: readonly number[]): number {
  const sum = shares.reduce((all, one) => all + one, 0);
  const squares = shares.reduce((all, one) => all + one * one, 0);
  return squares === 0 ? 1000 : Math.floor((1000 * sum * sum) / (shares.length * squares));
}
