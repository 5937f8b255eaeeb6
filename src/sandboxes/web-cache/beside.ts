export { default as Desk } from './Desk.svelte';
export { openMessage } from './heads.ts';
export { default as Headers } from './Headers.svelte';
export { default as Journal } from './Journal.svelte';
export { default as MessageHead } from './MessageHead.svelte';
