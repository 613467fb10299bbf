import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IConstruct } from 'constructs';
import { HealthWatch } from './healthWatch.ts';

/** Turns off what makes the feed go, in a complete stack: every schedule but the canary's, and every hold on a queue. */
export const stopFeed = (stack: IConstruct): void => {
  for (const construct of stack.node.findAll()) {
    const isCanary = construct.node.scopes.some((scope) => scope instanceof HealthWatch);
    if (construct instanceof CfnSchedule && !isCanary) construct.state = 'DISABLED';
    if (construct instanceof CfnEventSourceMapping) construct.enabled = false;
  }
};
