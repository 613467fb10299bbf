import { defined } from '../../../shared/language/defined.ts';
import { query } from './emulatorCall.ts';

/** What became of a resource, in the emulator's own words where it failed. */
export interface ResourceOutcome {
  readonly type: string;
  readonly logicalId: string;
  readonly status: string;
  readonly reason: string;
}

const member = /<member>([\s\S]*?)<\/member>/g;

const field = (xml: string, name: string): string =>
  (new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1] ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** What a call lists of a stack, page after page. */
const listed = async (url: string, Action: string, StackName: string): Promise<readonly string[]> => {
  const members: string[] = [];
  for (let token: string | undefined; token !== '';) {
    const xml = await query(url, 'cloudformation', { Action, StackName, ...defined({ NextToken: token }) });
    members.push(...[...xml.matchAll(member)].map(([, found = '']) => found));
    token = field(xml, 'NextToken');
  }
  return members;
};

/** What stands of a stack, whichever deployment made it. */
export const standing = async (url: string, stackName: string): Promise<readonly ResourceOutcome[]> =>
  (await listed(url, 'ListStackResources', stackName)).map((found) => ({
    type: field(found, 'ResourceType'),
    logicalId: field(found, 'LogicalResourceId'),
    status: field(found, 'ResourceStatus').replace(/^UPDATE_COMPLETE$/, 'CREATE_COMPLETE'),
    reason: '',
  }));

/**
 * How each resource of a stack ended: `CREATE_COMPLETE`, or the failure. What a rollback did afterwards is left out; the
 * stack itself is told when it failed as a whole.
 */
export const outcomesOf = async (url: string, stackName: string): Promise<readonly ResourceOutcome[]> => {
  const outcomes = new Map<string, ResourceOutcome>();
  for (const event of await listed(url, 'DescribeStackEvents', stackName)) {
    const outcome = {
      type: field(event, 'ResourceType'),
      logicalId: field(event, 'LogicalResourceId'),
      // What an upgrade fails on is told as what a first deployment fails on.
      status: field(event, 'ResourceStatus').replace(/^UPDATE_FAILED$/, 'CREATE_FAILED'),
      reason: field(event, 'ResourceStatusReason'),
    };
    const isEnd = outcome.status === 'CREATE_COMPLETE' || outcome.status === 'CREATE_FAILED';
    const key = `${outcome.type} ${outcome.logicalId}`;
    // A failure is the last word, whatever came before it.
    if (isEnd && outcomes.get(key)?.status !== 'CREATE_FAILED') outcomes.set(key, outcome);
  }
  return [...outcomes.values()];
};
