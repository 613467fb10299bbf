import { GetQueueAttributesCommand, GetQueueUrlCommand, type QueueAttributeName, SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as pause } from 'node:timers/promises';
import { makeApi, type Api } from '../../../local/demo/api.ts';
import { rest } from '../tools/emulatorCall.ts';
import { surroundings } from './environment.ts';
import { catchUpWith } from './sandboxClock.ts';

const lookMs = 250;
/** A job that failed stays hidden for half an hour: then there is nothing to wait for. */
const maxLooks = 240;
const waiting: readonly QueueAttributeName[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
];

/** The stage on the emulator, as the person, the software and the schedule see it. */
export const aStage = () => {
  const { stage, emulatorUrl, apiUrl, sandboxUrl, tokens } = surroundings();
  const prefix = `ponto-bank-sync-${stage}`;
  const sqs = new SQSClient({});

  const queueUrl = async (name: string): Promise<string> => {
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${prefix}-${name}` }));
    return QueueUrl;
  };
  const lengthOf = async (name: string): Promise<number> => {
    const QueueUrl = await queueUrl(name);
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...waiting] }),
    );
    return waiting.reduce((sum, attribute) => sum + Number(Attributes[attribute]), 0);
  };
  const until = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
    for (let look = 0; look < maxLooks; look += 1) {
      if (await isSo()) return;
      await pause(lookMs);
    }
    throw new Error(`${what} did not happen in ${(maxLooks * lookMs) / 1000} s`);
  };
  /** The urgent lane is looked at first: what it does not finish goes on in the other one. */
  const idle = () =>
    until('two empty work queues', async () => (await lengthOf('urgent-work')) === 0 && (await lengthOf('work')) === 0);

  const invoke = async (name: string, event: unknown): Promise<void> => {
    const path = `/2015-03-31/functions/${prefix}-${name}/invocations`;
    const answer = await rest(emulatorUrl, 'lambda', 'POST', path, event);
    const failure = answer.headers.get('x-amz-function-error');
    if (!answer.ok || failure !== null) throw new Error(`${name} failed: ${failure ?? ''} ${await answer.text()}`);
  };

  return {
    prefix,
    sqs,
    apiUrl,
    sandboxUrl,
    emulatorUrl,
    queueUrl,
    lengthOf,
    until,
    idle,
    /** Moves the sandbox to a moment and starts the dispatch as the schedule does. */
    evening: async (time: string): Promise<void> => {
      await catchUpWith(sandboxUrl, new Date(time));
      await invoke('sync-dispatch', { frequency: 'every_12_hours', time });
      await idle();
    },
    /** A file as it is written down, unpacked. */
    download: async (tenant: string, path: string, encoding: 'gzip' | 'identity') => {
      const headers = { authorization: `Bearer ${tokens[tenant] ?? ''}`, 'accept-encoding': encoding };
      const answer = await fetch(`${apiUrl}${path}`, { headers });
      return { headers: answer.headers, text: await answer.text() };
    },
    apiFor: (tenant: string): Api => makeApi(apiUrl, tokens[tenant]),
    close: (): void => sqs.destroy(),
  };
};
