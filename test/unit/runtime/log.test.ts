import * as z from 'zod';
import { Fault, Misconfigured } from '../../../shared/domain/faults/fault.ts';
import { describeError } from '../../../shared/runtime/log/describeError.ts';
import { makeLog } from '../../../shared/runtime/log/log.ts';
import { mapInParallel } from '../../../shared/language/inParallel.ts';
import { aContext } from '../../builders/api.ts';

/** Everything that a piece of work writes to standard output and standard error. */
const outputOf = (work: () => void): string => {
  const output = listen();
  try {
    work();
  } finally {
    output.stop();
  }
  return output.text();
};

const listen = () => {
  const chunks: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
  for (const { stream } of streams) {
    stream.write = (chunk: unknown): boolean => {
      chunks.push(String(chunk));
      return true;
    };
  }
  return {
    text: (): string => chunks.join(''),
    stop: (): void => {
      for (const { stream, write } of streams) stream.write = write;
    },
  };
};

const linesOf = (output: string): Record<string, unknown>[] =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

/** The stack is written when it is looked at first; a message that changes later no longer stands in it. */
const changed = (error: Error): Error => {
  expect(error.stack).toContain(error.message);
  return Object.assign(error, { message: 'other' });
};

const secret = 'BE68539007547034-s3cr3t';

describe('the log', () => {
  it('writes one JSON line per message, with its code, its level and its function', () => {
    const log = makeLog('statement-sync');

    const output = outputOf(() => log.write('CONNECTIONS_DISPATCHED', { frequency: 'daily', connections: 3 }));

    expect(linesOf(output)).toEqual([
      expect.objectContaining({
        level: 'INFO',
        message: 'CONNECTIONS_DISPATCHED',
        service: 'statement-sync',
        frequency: 'daily',
        connections: 3,
      }),
    ]);
  });

  it('writes errors of ours at level error', () => {
    const log = makeLog('tenant-api');

    const output = outputOf(() => log.write('INTERNAL_ERROR', { error: describeError(new TypeError('x')) }));

    expect(linesOf(output)[0]).toMatchObject({ level: 'ERROR', error: { name: 'TypeError' } });
  });

  it('adds what tells a request from others, and forgets it with the next invocation', () => {
    const log = makeLog('tenant-api');

    const output = outputOf(() => {
      log.begin(aContext);
      log.correlate({ tenantId: 'tenant-1', operation: 'getAccount' });
      log.write('COMPLETED', { status: 200 });
      log.begin({ ...aContext, awsRequestId: 'aws-request-2' });
      log.write('STARTED', {});
    });

    const [first, second] = linesOf(output);
    expect(first).toMatchObject({
      tenantId: 'tenant-1',
      operation: 'getAccount',
      function_request_id: 'aws-request-1',
    });
    expect(second).toMatchObject({ function_request_id: 'aws-request-2' });
    expect(second).not.toHaveProperty('tenantId');
  });

  it('keeps apart what goes side by side: no line carries the ids of another piece of work', async () => {
    const log = makeLog('statement-sync');
    const output = listen();
    try {
      log.begin(aContext);
      const jobs = ['1', '2', '3', '4', '5'];
      await mapInParallel(jobs, jobs.length, (one) =>
        log.within({ job: 'account', tenantId: `tenant-${one}` }, async () => {
          for (let step = 0; step < 4; step += 1) {
            // Whoever is first is not the first again: each step gives the others their turn.
            await new Promise((resolve) => setImmediate(resolve));
            if (step === 1) log.correlate({ institutionId: `bank-${one}` });
            log.write('PONTO_FAILED', { kind: `work-${one}`, status: step });
          }
        }),
      );
      log.write('COMPLETED', {});
    } finally {
      output.stop();
    }

    const lines = linesOf(output.text());
    const ofWork = lines.filter(({ message }) => message === 'PONTO_FAILED');
    const steps = ofWork.map(({ status }) => status);
    expect(steps).toEqual(steps.toSorted());
    expect(ofWork).toHaveLength(20);
    for (const { kind, status, tenantId, institutionId, function_request_id } of ofWork) {
      const one = String(kind).replace('work-', '');
      expect({ tenantId, institutionId, function_request_id }).toEqual({
        tenantId: `tenant-${one}`,
        institutionId: Number(status) < 1 ? undefined : `bank-${one}`,
        function_request_id: 'aws-request-1',
      });
    }
    expect(Object.keys(lines.at(-1) ?? {})).not.toEqual(expect.arrayContaining(['tenantId']));
  });

  it.each<[string, unknown]>([
    ['a JSON that does not parse', thrownBy(() => JSON.parse(`{"iban": ${secret}`))],
    [
      'a value that does not fit a schema',
      thrownBy(() => z.object({ a: z.literal('b') }).parse({ a: secret, [secret]: 1 })),
    ],
    ['a message over several lines', new Error(`first\n    at ${secret} (file.ts:1:1)\nlast`)],
    ['a message that was changed after the error was made', changed(new Error(`a\n    at ${secret} (file.ts:1:1)`))],
    ['a cause', new Error('outer', { cause: new Error(secret) })],
    ['a fault with a cause', new Fault('ponto_unavailable', { cause: new Error(secret), requestId: `no ${secret}` })],
    ['a code that is no word', Object.assign(new Error('x'), { code: `no ${secret}` })],
    ['a name that is no word', Object.assign(new Error('x'), { name: `no ${secret}` })],
    ['a thrown text', secret],
    ['a member of the error', Object.assign(new Error('x'), { request: { authorization: secret } })],
  ])('never writes what an error quotes: %s', (_, error) => {
    const log = makeLog('tenant-api');

    const output = outputOf(() => log.write('INTERNAL_ERROR', { error: describeError(error) }));

    expect(output).toContain('INTERNAL_ERROR');
    expect(output).not.toContain(secret);
  });
});

describe('what is logged of an error', () => {
  it('names it and where it came from', () => {
    const { name, frames } = describeError(new RangeError('text'));

    expect(name).toBe('RangeError');
    expect(frames[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+/);
  });

  it('tells the sentence of a fault and the id that Ponto gave the request', () => {
    const note = describeError(new Fault('ponto_unavailable', { requestId: 'a1b2-c3' }));

    expect(note).toMatchObject({
      name: 'Fault',
      code: 'ponto_unavailable',
      sentence: 'Ponto could not be reached. The feed catches up by itself; nothing is lost.',
      pontoRequestId: 'a1b2-c3',
    });
  });

  it('tells what an operator has to put right, by its name', () => {
    const note = describeError(new Misconfigured('the secret of the Ponto application cannot be read', ['tls']));

    expect(note).toMatchObject({
      name: 'Misconfigured',
      sentence: 'the secret of the Ponto application cannot be read, missing or malformed: tls',
      missing: ['tls'],
    });
  });

  it('tells the id that AWS gave the request', () => {
    const error = Object.assign(new Error('x'), { $metadata: { requestId: 'aws-1' } });

    expect(describeError(error)).toMatchObject({ awsRequestId: 'aws-1' });
  });

  it('follows causes, but not for ever', () => {
    const error = new Error('x');
    error.cause = error;

    expect(JSON.stringify(describeError(error)).match(/"name"/g)).toHaveLength(3);
  });

  it('says of a thrown non-error only that it was none', () => {
    expect(describeError('text')).toEqual({ name: 'NotAnError', frames: [] });
  });
});
