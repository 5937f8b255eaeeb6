import { keepQuestions } from '#schemas/once.ts';
import type { Answer, Given, Message, Wanted } from './messages.ts';

/** One of the processes that pages are rendered in: the site's own server code, with as much of the build as it asks for. */
let opened: Promise<App>;

/** What Astro's application of a build has of use here. */
interface App {
  readonly manifest: { readonly routes: readonly { readonly routeData: Wanted }[] };
  setInternals(internals: object): void;
  setOptions(options: object): void;
  render(request: Request, options: { routeData: Wanted }): Promise<Response>;
}

async function open({ entry, pages, scripts }: Given): Promise<App> {
  const { app } = (await import(entry)) as { app: App };
  app.setInternals({ pagesByKeys: new Map(pages), entrySpecifierToBundleMap: new Map() });
  app.setOptions({ settings: { scripts }, logger: { options: { destination: { write: told } } } });
  return app;
}

function told({ level, message }: { level: string; message: string }): boolean {
  if (level === 'warn' || level === 'error') console.error(message);
  return true;
}

process.on('disconnect', () => process.exit());
process.on('message', (message: Message) => {
  if ('entry' in message) return void (opened = open(message));
  if ('questions' in message) return keepQuestions(message.questions);
  void render(message).then(answer, (error: unknown) => answer({ url: message.url, error }));
});

const answer = (made: Answer): void => void process.send!(made);

async function render({ url, route, component }: Wanted): Promise<Answer> {
  const app = await opened;
  const found = app.manifest.routes.find(
    ({ routeData: one }) => one.route === route && one.component === component,
  );
  if (!found) throw new Error(`no route ${route}`);
  const response = await app.render(new Request(url), { routeData: found.routeData });
  const { status, headers } = response;
  return {
    url,
    status,
    type: headers.get('content-type') ?? '',
    body: new Uint8Array(await response.arrayBuffer()),
  };
}
