import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface Finished {
  readonly code: number;
  /** What it printed on both channels. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Shows the output while it runs. */
  readonly shown?: boolean;
  /** It is ended after so long. */
  readonly maxMs?: number;
}

/** Runs a program to its end. */
export const run = async (program: string, args: readonly string[], options: RunOptions): Promise<Finished> => {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.maxMs !== undefined && { timeout: options.maxMs }),
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      parts.push(String(bytes));
      if (options.shown === true) process.stdout.write(bytes);
    });
  }
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : 1, output: parts.join('') };
};

/** The same, for what must not fail. */
export const mustRun = async (program: string, args: readonly string[], options: RunOptions): Promise<string> => {
  const { code, output } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.slice(0, 2).join(' ')} failed:\n${output.trim()}`);
  return output;
};

/** Ends a program that this run started, kindly first. */
export const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(killer);
};
