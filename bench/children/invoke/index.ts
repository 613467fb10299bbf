import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * A process that is one execution environment: loads a function's bundle, then answers one invocation after the other,
 * each with what it took. Plain and small, because its own memory is measured with the function's.
 */
interface Start {
  readonly modulePath: string;
  readonly functionName: string;
  readonly memoryMegabytes: number;
}

interface Call {
  readonly event: unknown;
  readonly timeoutMs: number;
}

const { modulePath, functionName, memoryMegabytes }: Start = JSON.parse(process.argv[2] ?? '{}');
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
/**
 * The most memory that this process held. Linux counts the memory of the parent at the time of the fork into
 * `resourceUsage().maxRSS`; the high-water mark of the program itself begins anew.
 */
const peakBytes = (): number => {
  const status = '/proc/self/status';
  const mark = existsSync(status) ? /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return (mark === undefined ? process.resourceUsage().maxRSS : Number(mark)) * 1024;
};
const tell = (message: object): void => void process.send?.(JSON.stringify(message));

const invoke = async (handler: (event: unknown, context: object) => unknown, { event, timeoutMs }: Call) => {
  const deadline = performance.now() + timeoutMs;
  const context = {
    awsRequestId: `bench-${process.pid}-${Math.round(deadline)}`,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${functionName}`,
    memoryLimitInMB: String(memoryMegabytes),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'bench',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()),
  };
  const cpuBefore = cpuMs();
  const began = performance.now();
  const answer = await handler(event, context);
  const wallMs = performance.now() - began;
  return { answer, wallMs, cpuMs: cpuMs() - cpuBefore, peakBytes: peakBytes() };
};

const module: { readonly handler: (event: unknown, context: object) => unknown } = await import(
  pathToFileURL(modulePath).href
);
process.on('message', (text) => {
  invoke(module.handler, JSON.parse(String(text))).then(
    (done) => tell({ kind: 'done', ...done }),
    (error: unknown) => tell({ kind: 'failed', reason: error instanceof Error ? error.message : 'unknown' }),
  );
});
// Whoever measures is gone.
process.on('disconnect', () => process.exit());
tell({ kind: 'ready' });
