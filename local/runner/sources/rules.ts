import { matchesPattern } from '../../cloud/eventPattern.ts';
import type { Rule } from '../template/deployment.ts';
import type { HandOver, PutOnQueue } from './handOver.ts';

export interface RulesDeps {
  readonly rules: readonly Rule[];
  readonly handOver: HandOver;
  readonly putOnQueue: PutOnQueue;
  readonly log: (text: string) => void;
}

/**
 * The rules of the buses: what matches is on its queue when this is answered, so that whoever waits for idle meets it there. A
 * function is not waited for.
 */
export const makeRules =
  ({ rules, handOver, putOnQueue, log }: RulesDeps) =>
  async (bus: string, event: object): Promise<void> => {
    for (const { target, deliveries, ...rule } of rules) {
      if (rule.bus !== bus || !matchesPattern(rule.pattern, event)) continue;
      if ('queueArn' in target) {
        await putOnQueue(target.queueArn, event, deliveries);
        continue;
      }
      handOver({ functionName: target.functionName, event, deliveries }).catch(() =>
        log(`an event could not be handed to ${target.functionName}`),
      );
    }
  };
