import { onMount } from 'svelte';

/**
 * What stands beside the picture of a sandbox, which comes with the live player and keeps its place until then: the page itself carries
 * the picture alone. To be called while a component is made.
 */
export function besides<Parts>(load: () => Promise<Parts>): { readonly parts: Parts | undefined } {
  let parts = $state.raw<Parts>();
  onMount(() => void load().then((loaded) => (parts = loaded)));
  return {
    get parts() {
      return parts;
    },
  };
}
