import { judgePolicies, wrongIn, type PolicyFindings } from '../../conformance/policies/judgePolicies.ts';
import { plantedFaults } from '../../conformance/policies/planted.ts';
import { policiesIn, type PolicyDocument } from '../../conformance/policies/policyDocuments.ts';
import { policySection } from '../../conformance/policies/secondSection.ts';
import { withSection } from '../../conformance/tools/section.ts';

const wildcard = {
  Effect: 'Allow',
  Action: 'dynamodb:*',
  Resource: 'arn:aws:dynamodb:eu-central-1:000000000000:table/a',
};

const aPolicy = (changes: Partial<PolicyDocument> = {}): PolicyDocument => ({
  resource: 'WorkerPolicy',
  type: 'AWS::IAM::Policy',
  property: 'PolicyDocument',
  document: { Statement: [wildcard] },
  explained: {},
  ...changes,
});

/** Readers that say this of the first policy, and find what was planted. */
const saying =
  (ofFirst: PolicyFindings[number], planted = plantedFaults.map(({ rule }) => [{ rule, words: 'planted' }])) =>
  async (): Promise<PolicyFindings> => [ofFirst, ...planted];

const star = { rule: 'RESOURCE_STAR', words: 'Unnecessary use of Resource *' };

describe('policies that strangers have read', () => {
  it('fail the run by a finding that its resource does not explain', async () => {
    const verdict = await judgePolicies([aPolicy()], saying([star]));

    expect(wrongIn(verdict)).toEqual([
      'policies RESOURCE_STAR WorkerPolicy PolicyDocument: Unnecessary use of Resource *',
    ]);
    expect(policySection(verdict)).toContain('**not explained**');
  });

  it('do not fail it by one that is explained, which stands in the report with its reason', async () => {
    const explained = { RESOURCE_STAR: 'A key names itself so.' };

    const verdict = await judgePolicies([aPolicy({ explained })], saying([star]));

    expect(wrongIn(verdict)).toEqual([]);
    expect(policySection(verdict)).toContain('| A key names itself so. |');
  });

  it('fail it by a planted fault that nobody found', async () => {
    const blind = plantedFaults.map(({ rule }, index) => (index === 1 ? [] : [{ rule, words: 'planted' }]));

    expect(wrongIn(await judgePolicies([aPolicy()], saying([], blind)))).toEqual([
      'policies: a planted fault was not found, a wildcard action on one table',
    ]);
  });

  it('fail it where there are none', async () => {
    const verdict = await judgePolicies([], async () => saying([])().then((said) => said.slice(1)));

    expect(wrongIn(verdict)).toEqual(['policies: the stacks have none, or none was recognised']);
  });

  it('are handed over with the role that a trust policy is of, and once where two stages have the same', async () => {
    const trust = aPolicy({
      resource: 'Role',
      property: 'AssumeRolePolicyDocument',
      document: { Statement: [wildcard] },
    });
    const handed: unknown[] = [];

    await judgePolicies([trust, trust], async (asked) => {
      handed.push(...asked);
      return asked.map(() => []);
    });

    expect(handed).toHaveLength(1 + plantedFaults.length);
    expect(handed[0]).toMatchObject({
      isTrust: true,
      document: { Statement: [{ Resource: 'arn:aws:iam::123456789012:role/Role' }] },
    });
  });

  it('are found wherever they stand in a resource, and the statements of a firewall are none', () => {
    const inline = [{ PolicyName: 'a', PolicyDocument: { Statement: wildcard } }];
    const rules = [{ Name: 'limit', Statement: { RateBasedStatement: { Limit: 100 } } }];

    expect(policiesIn(inline, 'Policies')).toEqual([{ property: 'PolicyDocument', document: { Statement: wildcard } }]);
    expect(policiesIn(rules, 'Rules')).toEqual([]);
  });

  it('have their section in the report once, however often it is written', () => {
    const section = policySection({ read: {}, findings: [], planted: [] });

    const once = withSection('# Conformance\n\n## Suites\n', section);

    expect(once).toContain('## Suites');
    expect(withSection(once, section)).toBe(once);
  });
});
