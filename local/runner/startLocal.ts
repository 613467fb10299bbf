import { lockDataDir } from './dataLock.ts';
import { openClock } from './clock.ts';
import { makeNews, type News } from './news.ts';
import { ensureFree } from './ports.ts';
import { startRunner, type Runner } from './runner.ts';
import type { Sandbox, SandboxStart } from './ownSandbox.ts';
import type { LocalSettings } from './settings.ts';
import type { Step } from './steps.ts';
import { synthesize } from './synthesize.ts';

export interface LocalDeps {
  /** Root of the repository. */
  readonly project: string;
  readonly settings: LocalSettings;
  readonly startSandbox: (start: SandboxStart) => Promise<Sandbox>;
  /** Says how the start gets on. */
  readonly step: Step;
  /** Gets what happens, line by line. */
  readonly say: (line: string) => void;
  /** Gives up a start that is under way. */
  readonly signal: AbortSignal;
}

export interface Local {
  readonly runner: Runner;
  readonly stop: () => Promise<void>;
}

const tickMs = 5000;

/** Fires the schedules by the clock on the wall, as long as it runs. */
const keepTime = (runner: Runner, problem: News['problem']): (() => void) => {
  const timer = setInterval(() => {
    runner.tick().catch(() => problem('a schedule could not be fired'));
  }, tickMs);
  return () => clearInterval(timer);
};

/** Everything that `npm start` runs: synthesis, sandbox, services, functions; what has started is stopped in reverse. */
export const startLocal = async ({ project, settings, startSandbox, step, say, signal }: LocalDeps): Promise<Local> => {
  const { dataDir, port, sandboxPort, ownSandbox, context, publicUrl, mailSandbox, pontoApplication } = settings;
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let last = stops.pop(); last; last = stops.pop()) await last();
  };
  try {
    stops.push(lockDataDir(dataDir));
    await ensureFree(port, 'PORT');
    if (ownSandbox) await ensureFree(sandboxPort, 'SANDBOX_PORT');
    const assembly = await synthesize({ project, dataDir, context, signal, step });
    const clock = openClock(dataDir);
    const news = makeNews(say, clock.now);
    const startUs = async (): Promise<Runner> => {
      const sandbox = ownSandbox ? await startSandbox({ settings, clock, log: news.problem }) : undefined;
      if (sandbox) stops.push(sandbox.close);
      return await startRunner({
        assembly,
        dataDir,
        port,
        publicUrl,
        mailSandbox,
        pontoApplication,
        clock,
        sandbox,
        news,
      });
    };
    const runner = await step('Starting the services, the functions and the Ponto sandbox', startUs);
    stops.push(runner.stop, keepTime(runner, news.problem));
    signal.throwIfAborted();
    return { runner, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
