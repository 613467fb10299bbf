import type { Asked } from './asked.ts';

const account = 'eu-central-1:123456789012';
const table = `arn:aws:dynamodb:${account}:table/books`;
const queue = `arn:aws:sqs:${account}:work`;

const granting = (members: Readonly<Record<string, unknown>>, isTrust = false): Asked => ({
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...members }] },
  isTrust,
});

/** Faults of policies that must be found: a judge that passes over one would say nothing of ours either. */
export const plantedFaults: readonly { readonly fault: string; readonly rule: string; readonly asked: Asked }[] = [
  {
    fault: 'rights that add up to those of another role',
    rule: 'PRIVILEGE_ESCALATION',
    asked: granting({ Action: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'], Resource: '*' }),
  },
  {
    fault: 'a wildcard action on one table',
    rule: 'RESOURCE_MISMATCH',
    asked: granting({ Action: 'dynamodb:*', Resource: table }),
  },
  {
    fault: 'one action on every queue',
    rule: 'RESOURCE_STAR',
    asked: granting({ Action: 'sqs:SendMessage', Resource: '*' }),
  },
  {
    fault: 'an action that does not exist',
    rule: 'UNKNOWN_ACTION',
    asked: granting({ Action: 'dynamodb:GetItm', Resource: table }),
  },
  {
    fault: 'an action on a resource of another service',
    rule: 'RESOURCE_MISMATCH',
    asked: granting({ Action: 'sqs:SendMessage', Resource: table }),
  },
  {
    fault: 'a condition that the action does not know',
    rule: 'UNKNOWN_CONDITION_FOR_ACTION',
    asked: granting({ Action: 'sqs:SendMessage', Resource: queue, Condition: { StringEquals: { 'sqs:Tenant': 'a' } } }),
  },
  {
    fault: 'a right to change who has rights',
    rule: 'PERMISSIONS_MANAGEMENT_ACTIONS',
    asked: granting({ Action: 'iam:PassRole', Resource: `arn:aws:iam::123456789012:role/any` }),
  },
  {
    fault: 'a queue that is open to everybody',
    rule: 'INTERNET_ACCESSIBLE',
    asked: granting({ Action: 'sqs:SendMessage', Resource: queue, Principal: '*' }),
  },
  {
    fault: 'a role that everybody may take',
    rule: 'INTERNET_ACCESSIBLE',
    asked: granting(
      { Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::123456789012:role/any', Principal: { AWS: '*' } },
      true,
    ),
  },
];
