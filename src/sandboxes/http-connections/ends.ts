import type { Ends, EndsName } from '#engine/pageload/ends.ts';
import { Fetched } from '#player/fetched.ts';

/** Who speaks which version of HTTP: a reader who looks at one loads no other. */
export const ends = new Fetched<Record<EndsName, Ends>>({
  h1: async () => (await import('#engine/pageload/h1.ts')).h1,
  h2: async () => (await import('#engine/pageload/h2.ts')).h2,
  h3: async () => (await import('#engine/pageload/h3.ts')).h3,
});
