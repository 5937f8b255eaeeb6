/** What an embed's script is given at build time: see `roomModules` in #sandboxes/rooms.ts. */
declare module 'virtual:given' {
  export const model: import('#player/room.ts').Room['model'];
  export const whole: import('#player/room.ts').Room['whole'];
  export const Views: import('#player/room.ts').Room['Views'];
  export const clauses: () => Promise<{ default: import('#player/room.ts').Room['clauses'] }>;
  export const texts: Readonly<
    Record<
      import('#i18n/languages.ts').Language,
      () => Promise<{ default: import('#player/room.ts').Room['text'] }>
    >
  >;
  export const spawn: import('#player/room.ts').Room['spawn'];
}
