import type { Call, Verdict } from '../../cloud/iam/judgeCall.ts';
import type { WorkerAnswer } from '../lambda/protocol.ts';
import type { Delivery } from '../template/calls.ts';

/** Something that one service hands over to a function of ours. */
export interface Handed {
  readonly functionName: string;
  readonly event: unknown;
  /** What has to be allowed for it. */
  readonly deliveries: readonly Delivery[];
}

export interface HandOverDeps {
  readonly judge: (call: Call) => Verdict;
  readonly invoke: (functionName: string, event: unknown) => Promise<WorkerAnswer>;
  /** Where a function lets an event go that it failed on, in the words of a call by its role. */
  readonly deadLettersOf: (functionName: string) => Call | undefined;
  readonly send: (queueArn: string, body: string) => Promise<void>;
  readonly log: (text: string) => void;
}

/** Lambda tries an asynchronous event three times in all. */
const tries = 3;

const firstRefusal = (judge: HandOverDeps['judge'], deliveries: readonly Delivery[]): string | undefined =>
  deliveries
    .filter(({ purpose }) => purpose !== 'dead letters')
    .map(({ call }) => judge(call))
    .find(({ isAllowed }) => !isAllowed)?.because;

/**
 * What schedules and rules do with an event: hand it over, if the policies let them, and to the dead letters what nobody
 * took or the function failed on three times, if the policies let them do that.
 */
export const makeHandOver = ({ judge, invoke, deadLettersOf, send, log }: HandOverDeps) => {
  const bury = async (call: Call | undefined, event: unknown): Promise<void> => {
    if (!call) return;
    const { isAllowed, because } = judge(call);
    if (isAllowed) await send(call.resource, JSON.stringify(event));
    else log(`an event is lost: ${because}`);
  };
  return async ({ functionName, event, deliveries }: Handed): Promise<WorkerAnswer> => {
    const refusal = firstRefusal(judge, deliveries);
    if (refusal !== undefined) {
      log(refusal);
      await bury(deliveries.find(({ purpose }) => purpose === 'dead letters')?.call, event);
      return { kind: 'failed', errorType: 'AccessDeniedException', errorMessage: refusal };
    }
    let answer = await invoke(functionName, event);
    for (let attempt = 2; answer.kind === 'failed' && attempt <= tries; attempt += 1) {
      answer = await invoke(functionName, event);
    }
    if (answer.kind === 'failed') await bury(deadLettersOf(functionName), event);
    return answer;
  };
};

export type HandOver = ReturnType<typeof makeHandOver>;

/** What a rule does whose target is a queue. */
export const makePutOnQueue =
  ({ judge, log, send }: Pick<HandOverDeps, 'judge' | 'log' | 'send'>) =>
  async (queueArn: string, event: unknown, deliveries: readonly Delivery[]): Promise<void> => {
    const refusal = firstRefusal(judge, deliveries);
    if (refusal === undefined) return send(queueArn, JSON.stringify(event));
    log(refusal);
    const buried = deliveries.find(({ purpose }) => purpose === 'dead letters')?.call;
    if (buried && judge(buried).isAllowed) await send(buried.resource, JSON.stringify(event));
  };

export type PutOnQueue = ReturnType<typeof makePutOnQueue>;

/** Whether the gateway may invoke the function behind a route; it says on the console why not. */
export const makeIsRefused =
  ({ judge, log }: Pick<HandOverDeps, 'judge' | 'log'>) =>
  (deliveries: readonly Delivery[]): boolean => {
    const refusal = firstRefusal(judge, deliveries);
    if (refusal !== undefined) log(refusal);
    return refusal !== undefined;
  };
