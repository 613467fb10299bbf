import { join } from 'node:path';
import { messageOf } from './cloud/serviceFault.ts';
import { startOwnSandbox } from './runner/ownSandbox.ts';
import { readSettings, refuseArguments, type LocalSettings } from './runner/settings.ts';
import { startLocal, type Local } from './runner/startLocal.ts';
import { makeStep } from './runner/steps.ts';

/** `npm start`: the whole product on this machine. See local/README.md. */

// Lambda's clock is set to UTC; a worker cannot have a zone of its own.
process.env['TZ'] = 'UTC';

const lastResortMs = 5000;

const whereToClick = ({ publicUrl, port, sandboxPort, ownSandbox, dataDir }: LocalSettings): string =>
  `
Open http://localhost:${port}/ in a browser: the bakery's feed, its bank, its e-mails. It is there until you press Ctrl-C.

  In a terminal    npm run demo            the main job, step by step
  The API          ${publicUrl}/v1/health    described at ${publicUrl}/v1/openapi.json
  A token for it   curl -X POST http://localhost:${port}/local/tokens -d '{"tenantId":"bakery"}'
${ownSandbox ? `  Ponto sandbox    http://localhost:${sandboxPort}` : '  Ponto            the one that PONTO_API_URL names'}
  Scenarios        curl http://localhost:${port}/local/scenarios    a tenant in trouble by one call
  E-mails, events  http://localhost:${port}/local/mailbox    http://localhost:${port}/local/events
  Data and logs    ${dataDir}
`;

const starting = new AbortController();
let local: Local | undefined;
let isStopping = false;

/** The first signal stops in order, the second at once; nothing may hang for ever. */
const stop = (): void => {
  if (isStopping) process.exit(130);
  isStopping = true;
  starting.abort();
  setTimeout(() => process.exit(1), lastResortMs).unref();
  // Before it is ready the start itself notices, clears up and ends.
  void local?.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
const parentLookMs = 500;

/** npm ends without a word to its script when somebody ends npm; a runner that nobody knows of would keep the port. */
const endWithNpm = (): void => {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !isStopping) stop();
  }, parentLookMs).unref();
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
endWithNpm();

try {
  refuseArguments(process.argv.slice(2));
  const settings = readSettings(process.env);
  local = await startLocal({
    project: join(import.meta.dirname, '..'),
    settings,
    startSandbox: startOwnSandbox,
    step: makeStep(
      (text) => void process.stdout.write(text),
      () => performance.now(),
    ),
    say: (line) => console.log(line),
    signal: starting.signal,
  });
  console.log(whereToClick(settings));
} catch (error) {
  if (!isStopping) console.error(`Ponto Bank Sync could not start: ${messageOf(error)}`);
  process.exit(isStopping ? 0 : 1);
}
