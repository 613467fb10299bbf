import { lockDataDir } from './dataLock.ts';
import { ensureFree } from './ports.ts';
import { startRunner, type Runner } from './runner.ts';
import type { Sandbox } from './ownSandbox.ts';
import type { LocalSettings } from './settings.ts';
import { synthesize } from './synthesize.ts';

export interface LocalDeps {
  /** Root of the repository. */
  readonly project: string;
  readonly settings: LocalSettings;
  readonly startSandbox: (settings: LocalSettings, log: (text: string) => void) => Promise<Sandbox>;
  readonly log: (text: string) => void;
  /** Gives up a start that is under way. */
  readonly signal: AbortSignal;
}

export interface Local {
  readonly runner: Runner;
  readonly stop: () => Promise<void>;
}

const tickMs = 5000;

/** Fires the schedules by the clock on the wall, as long as it runs. */
const keepTime = (runner: Runner, log: (text: string) => void): (() => void) => {
  const timer = setInterval(() => {
    runner.tick().catch(() => log('a schedule could not be fired'));
  }, tickMs);
  return () => clearInterval(timer);
};

/** Everything that `npm start` runs: synthesis, sandbox, services, functions; what has started is stopped in reverse. */
export const startLocal = async ({ project, settings, startSandbox, log, signal }: LocalDeps): Promise<Local> => {
  const { dataDir, port, sandboxPort, ownSandbox, context, publicUrl, mailSandbox, pontoApplication } = settings;
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let last = stops.pop(); last; last = stops.pop()) await last();
  };
  try {
    stops.push(lockDataDir(dataDir));
    await ensureFree(port, 'PORT');
    if (ownSandbox) await ensureFree(sandboxPort, 'SANDBOX_PORT');
    const assembly = await synthesize({ project, dataDir, context, signal });
    const sandbox = ownSandbox ? await startSandbox(settings, log) : undefined;
    if (sandbox) stops.push(sandbox.close);
    const runner = await startRunner({
      assembly,
      dataDir,
      port,
      publicUrl,
      mailSandbox,
      pontoApplication,
      log,
      ...(sandbox && { beforeFiring: sandbox.catchUpWith, sandbox }),
    });
    stops.push(runner.stop, keepTime(runner, log));
    signal.throwIfAborted();
    return { runner, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
