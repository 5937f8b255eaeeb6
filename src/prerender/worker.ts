import { parentPort, workerData } from 'node:worker_threads';
import { keepQuestions } from '#schemas/once.ts';
import type { Answer, Given, Read, Wanted } from './messages.ts';

/** One of the threads that pages are rendered in: the site's own server code, with as much of the build as it asks for. */
const { entry, pages, scripts } = workerData as Given;
const { app } = (await import(entry)) as { app: App };
app.setInternals({ pagesByKeys: new Map(pages), entrySpecifierToBundleMap: new Map() });
app.setOptions({ settings: { scripts }, logger: { options: { destination: { write: told } } } });

/** What Astro's application of a build has of use here. */
interface App {
  readonly manifest: { readonly routes: readonly { readonly routeData: Wanted }[] };
  setInternals(internals: object): void;
  setOptions(options: object): void;
  render(request: Request, options: { routeData: Wanted }): Promise<Response>;
}

function told({ level, message }: { level: string; message: string }): boolean {
  if (level === 'warn' || level === 'error') console.error(message);
  return true;
}

parentPort!.on('message', (wanted: Wanted | Read) => {
  if ('questions' in wanted) return keepQuestions(wanted.questions);
  void render(wanted).then(
    (answer) => parentPort!.postMessage(answer, [answer.body]),
    (error: unknown) => parentPort!.postMessage({ url: wanted.url, error } satisfies Answer),
  );
});

async function render({ url, route, component }: Wanted): Promise<Answer & { body: ArrayBuffer }> {
  const found = app.manifest.routes.find(
    ({ routeData: one }) => one.route === route && one.component === component,
  );
  if (!found) throw new Error(`no route ${route}`);
  const response = await app.render(new Request(url), { routeData: found.routeData });
  const { status, headers } = response;
  return { url, status, type: headers.get('content-type') ?? '', body: await response.arrayBuffer() };
}
