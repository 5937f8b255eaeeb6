/**
 * Firefox over WebDriver BiDi, by hand: no driver program, no package. Debian's firefox-esr or any Firefox on the system;
 * KEEPALIVE_FIREFOX names another. The file policy, which automation relaxes, is put back to what readers have.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ON_THE_SYSTEM = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:/Program Files/Mozilla Firefox/firefox.exe',
];
/** Undefined where there is none: tests are then skipped. */
export const firefoxPath = process.env['KEEPALIVE_FIREFOX'] ?? ON_THE_SYSTEM.find((path) => existsSync(path));

const NOWHERE = { type: 1, http: '127.0.0.1', http_port: 9, ssl: '127.0.0.1', ssl_port: 9 };
const PREFERENCES: Readonly<Record<string, unknown>> = {
  'security.fileuri.strict_origin_policy': true,
  // whatever is asked of a network goes to a port where nobody listens
  ...Object.fromEntries(Object.entries(NOWHERE).map(([name, value]) => [`network.proxy.${name}`, value])),
  'remote.prefs.recommended': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
};

export interface Firefox {
  goto(address: string): Promise<void>;
  /** Runs an expression in the page; its value, awaited, comes back as JSON. */
  evaluate<T>(expression: string): Promise<T>;
  press(keys: readonly string[]): Promise<void>;
  /** Errors and warnings of the page. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export async function firefox(path: string): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), 'keepalive-firefox-'));
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const program = spawn(
    path,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise((done) => program.once('exit', done));
  const address = await new Promise<string>((found, failed) => {
    let said = '';
    program.stderr.on('data', (text: Buffer) => {
      said += text;
      const listening = /BiDi listening on (ws:\S+)/.exec(said);
      if (listening) found(`${listening[1]}/session`);
    });
    program.once('exit', () => failed(new Error(`${path} ended: ${said}`)));
  });
  const complaints: string[] = [];
  const { command, close } = await connect(address, complaints);
  await command('session.new', { capabilities: {} });
  await command('session.subscribe', { events: ['log.entryAdded'] });
  const { contexts } = (await command('browsingContext.getTree', {})) as { contexts: [{ context: string }] };
  const { context } = contexts[0];
  return {
    complaints,
    goto: async (url) => void (await command('browsingContext.navigate', { context, url, wait: 'complete' })),
    async evaluate<T>(expression: string) {
      const wrapped = `(async () => JSON.stringify(await (${expression})) ?? 'null')()`;
      const answer = (await command('script.evaluate', {
        expression: wrapped,
        target: { context },
        awaitPromise: true,
      })) as Evaluated;
      if (answer.type === 'exception') throw new Error(`${expression}: ${answer.exceptionDetails.text}`);
      return JSON.parse(answer.result.value) as T;
    },
    async press(keys) {
      const actions = keys.flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await command('input.performActions', { context, actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    async close() {
      close();
      program.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Evaluated =
  { type: 'success'; result: { value: string } } | { type: 'exception'; exceptionDetails: { text: string } };
type Message =
  | { type: 'success'; id: number; result: unknown }
  | { type: 'error'; id: number; error: string; message: string }
  | { type: 'event'; method: string; params: { level: string; text: string; source: { context?: string } } };

async function connect(address: string, complaints: string[]) {
  const socket = new WebSocket(address);
  await new Promise((done, failed) => {
    socket.onopen = done;
    socket.onerror = () => failed(new Error(`${address} cannot be reached`));
  });
  const waiting = new Map<number, { done: (result: unknown) => void; failed: (error: Error) => void }>();
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type === 'success') waiting.get(message.id)?.done(message.result);
    else if (message.type === 'error')
      waiting.get(message.id)?.failed(new Error(`${message.error}: ${message.message}`));
    // what the browser's own pages say has no context of ours
    else if (message.params.source.context && /error|warn/.test(message.params.level))
      complaints.push(message.params.text);
  };
  let last = 0;
  const command = (method: string, params: object) =>
    new Promise<unknown>((done, failed) => {
      waiting.set(++last, { done, failed });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  return { command, close: () => socket.close() };
}
