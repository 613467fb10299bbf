import { makePutOnQueue } from '../../../local/runner/sources/handOver.ts';
import { makeRules } from '../../../local/runner/sources/rules.ts';
import { byCaller, type Delivery } from '../../../local/runner/template/calls.ts';

const queueArn = 'arn:aws:sqs:eu-central-1:111122223333:webhooks';
const dead = 'arn:aws:sqs:eu-central-1:111122223333:webhooks-dead-letters';
const role = { roleArn: 'arn:aws:iam::111122223333:role/rule', statements: [] };
const deliveries: readonly Delivery[] = [
  { from: 'Feed', purpose: 'target', call: byCaller(role, queueArn) },
  { from: 'Feed', purpose: 'dead letters', call: byCaller(role, dead) },
];
const event = { source: 'ours', 'detail-type': 'AccountsFetched', detail: {} };

const told = async (bus: string, isAllowed: (arn: string) => boolean = () => true) => {
  const sent: string[] = [];
  const invoked: string[] = [];
  const rules = makeRules({
    rules: [
      { bus: 'our-bus', pattern: { source: ['ours'] }, target: { queueArn }, deliveries },
      { bus: 'our-bus', pattern: { source: ['theirs'] }, target: { queueArn: 'another' }, deliveries },
      { bus: 'default', pattern: { source: ['ours'] }, target: { functionName: 'feedback' }, deliveries: [] },
    ],
    handOver: async ({ functionName }) => {
      invoked.push(functionName);
      return { kind: 'returned', payload: 'null' };
    },
    putOnQueue: makePutOnQueue({
      judge: ({ resource }) => ({ isAllowed: isAllowed(resource), because: 'nobody allows it' }),
      send: async (arn, body) => void sent.push(`${arn.split(':').at(-1)} ${body}`),
      log: () => undefined,
    }),
    log: () => undefined,
  });
  await rules(bus, event);
  return { sent, invoked };
};

describe('a rule of a bus', () => {
  it('puts what matches on its queue, as it is', async () => {
    expect(await told('our-bus')).toEqual({ sent: [`webhooks ${JSON.stringify(event)}`], invoked: [] });
  });

  it('hands it to its function, where that is its target', async () => {
    expect(await told('default')).toEqual({ sent: [], invoked: ['feedback'] });
  });

  it('leaves what the queue does not let in among the dead letters', async () => {
    const { sent } = await told('our-bus', (arn) => arn === dead);

    expect(sent).toEqual([`webhooks-dead-letters ${JSON.stringify(event)}`]);
  });
});
