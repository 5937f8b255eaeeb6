/** What TypeScript's DOM library does not declare of a service worker, as far as it is used here. */
export interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: {
    claim(): Promise<void>;
    get(id: string): Promise<object | undefined>;
    matchAll(options: {
      includeUncontrolled: boolean;
      type: 'all';
    }): Promise<readonly { readonly id: string }[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'message', listener: (event: Asked) => void): void;
}
export interface Extendable {
  waitUntil(done: Promise<unknown>): void;
}
export interface Fetching extends Extendable {
  readonly request: Request;
  readonly clientId: string;
  readonly resultingClientId: string;
  respondWith(response: Promise<Response>): void;
}
export interface Asked extends Extendable {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}
