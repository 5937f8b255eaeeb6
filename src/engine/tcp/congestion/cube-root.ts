/** Whole part of the cube root of an integer in [0, 2^53), for the K of RFC 9438 §4.2: the same bits everywhere, which the language’s own cube root does not promise. Newton's method from above. */
export function cubeRoot(n: number): number {
  if (n < 1) return 0;
  let root = 1;
  while (root * root * root < n) root *= 2;
  for (;;) {
    const next = Math.floor((2 * root + Math.floor(n / (root * root))) / 3);
    if (next >= root) return root;
    root = next;
  }
}
