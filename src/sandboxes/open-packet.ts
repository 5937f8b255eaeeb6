export { decodeFrame } from '#engine/wire/packet.ts';
export { default as Inspector } from '#views/Inspector.svelte';
