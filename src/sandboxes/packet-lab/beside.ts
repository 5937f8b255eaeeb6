export { decodeFrame } from '#engine/wire/packet.ts';
export { default as Inspector } from '#views/Inspector.svelte';
export { default as Captured } from './Captured.svelte';
export { default as Editor } from './Editor.svelte';
