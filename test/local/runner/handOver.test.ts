import { makeHandOver, makeIsRefused } from '../../../local/runner/sources/handOver.ts';
import { byCaller, type Delivery } from '../../../local/runner/template/calls.ts';

const queue = 'arn:aws:sqs:eu-central-1:111122223333:dead';
const lambda = 'arn:aws:lambda:eu-central-1:111122223333:function:alert';
const role = { roleArn: 'arn:aws:iam::111122223333:role/daily', statements: [] };
const deliveries: readonly Delivery[] = [
  { from: 'Daily', purpose: 'target', call: byCaller(role, lambda) },
  { from: 'Daily', purpose: 'dead letters', call: byCaller(role, queue) },
];
const returned = { kind: 'returned', payload: 'null' } as const;
const failed = { kind: 'failed', errorType: 'Error', errorMessage: 'no' } as const;

/** Hands one event over where only these actions are allowed, to a function that gives these answers. */
const handedOver = async (allowed: readonly string[], answers: (typeof returned | typeof failed)[]) => {
  const sent: [string, string][] = [];
  const said: string[] = [];
  let invocations = 0;
  const handOver = makeHandOver({
    judge: ({ action }) => ({ isAllowed: allowed.includes(action), because: `nobody allows ${action}` }),
    invoke: async () => {
      invocations += 1;
      return answers.shift() ?? failed;
    },
    deadLettersOf: () => byCaller(role, queue),
    send: async (arn, body) => void sent.push([arn, body]),
    log: (text) => void said.push(text),
  });
  const answer = await handOver({ functionName: 'alert', event: { frequency: 'daily' }, deliveries });
  return { answer, sent, said, invocations };
};

const everything = ['lambda:InvokeFunction', 'sqs:SendMessage'];

describe('an event that a service hands over', () => {
  it('is tried three times, as Lambda does with an asynchronous one, and is then a dead letter of the function', async () => {
    const { answer, sent, invocations } = await handedOver(everything, [failed, failed, failed]);

    expect(answer).toEqual(failed);
    expect(invocations).toBe(3);
    expect(sent).toEqual([[queue, '{"frequency":"daily"}']]);
  });

  it('is no dead letter once a try has worked', async () => {
    const { answer, sent, invocations } = await handedOver(everything, [failed, returned]);

    expect(answer).toEqual(returned);
    expect(invocations).toBe(2);
    expect(sent).toEqual([]);
  });

  it('does not reach a function that does not let the service in, and says so: it is a dead letter at once', async () => {
    const { answer, sent, said, invocations } = await handedOver(['sqs:SendMessage'], [returned]);

    expect(answer).toEqual({
      kind: 'failed',
      errorType: 'AccessDeniedException',
      errorMessage: 'nobody allows lambda:InvokeFunction',
    });
    expect(invocations).toBe(0);
    expect(sent).toEqual([[queue, '{"frequency":"daily"}']]);
    expect(said).toEqual(['nobody allows lambda:InvokeFunction']);
  });

  it('is lost, which is said, where the queue of dead letters does not let the sender in', async () => {
    const { sent, said } = await handedOver(['lambda:InvokeFunction'], [failed, failed, failed]);

    expect(sent).toEqual([]);
    expect(said).toEqual(['an event is lost: nobody allows sqs:SendMessage']);
  });
});

it('a route is refused by what is asked of its function alone', () => {
  const said: string[] = [];
  const isRefused = makeIsRefused({
    judge: ({ action }) => ({ isAllowed: action === 'sqs:SendMessage', because: `nobody allows ${action}` }),
    log: (text) => void said.push(text),
  });

  expect(isRefused(deliveries.slice(1))).toBe(false);
  expect(isRefused(deliveries)).toBe(true);
  expect(said).toEqual(['nobody allows lambda:InvokeFunction']);
});
