/** What an embed's script is given at build time: see `roomSource` in #sandboxes/rooms.ts. */
declare module 'virtual:given' {
  export const model: import('#player/room.ts').Room['model'];
  export const Views: import('#player/room.ts').Room['Views'];
  export const clauses: import('#player/room.ts').Room['clauses'];
  export const spawn: import('#player/room.ts').Room['spawn'];
}
