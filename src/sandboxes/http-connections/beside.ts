export { decodeFrame } from '#engine/wire/packet.ts';
export { default as Inspector } from '#views/Inspector.svelte';
export { default as Variables } from '#views/Variables.svelte';
export { loadPage } from '#engine/pageload/run.ts';
