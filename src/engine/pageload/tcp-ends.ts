import type { Ends } from './ends.ts';
import type { Speech } from './lane.ts';
import { TcpBrowser } from './tcp-browser.ts';
import { TcpServer } from './tcp-server.ts';

/** A browser and a server over TCP that speak so. */
export const overTcp =
  (speech: Speech): Ends =>
  (browser, server, setup, loader) => [
    new TcpBrowser(browser, setup, speech, server.interfaces[0]!.address, loader),
    new TcpServer(server, setup, speech),
  ];
