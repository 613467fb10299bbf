import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** Requests of one address in five minutes, for paths that begin so; the first that fits counts. */
interface PathLimit {
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly perFiveMinutes: number;
}

/**
 * Half of what the gateway lets through at the most, so that one address never takes what others need. Software of many
 * tenants, and Ponto, come from one address each; people of an office, too, but they read pages.
 */
export const pathLimits: readonly PathLimit[] = [
  { name: 'software', prefixes: ['/v1/'], perFiveMinutes: 30_000 },
  { name: 'ponto', prefixes: ['/webhooks/'], perFiveMinutes: 30_000 },
];
/** Everything else: pages, ways to Ponto and back, links in mails. */
export const perFiveMinutesOfPeople = 1_500;

/** Lists that AWS keeps. Refused is only what no honest request is; the rest is counted, so that somebody can look. */
const managedLists = [
  { name: 'AWSManagedRulesAmazonIpReputationList', action: { none: {} } },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', action: { none: {} } },
  // Takes names of companies, texts of payments and addresses to go back to for attacks now and then.
  { name: 'AWSManagedRulesCommonRuleSet', action: { count: {} } },
] as const;

const seen = (name: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName: name,
  cloudWatchMetricsEnabled: true,
  // A sample shows addresses whole: codes and states of consents are in them.
  sampledRequestsEnabled: false,
});

const beginsWith = (searchString: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    searchString,
    fieldToMatch: { uriPath: {} },
    positionalConstraint: 'STARTS_WITH',
    // `/V1/` and `//v1/` are other addresses to the gateway, and are counted with those of people.
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
});

const anyOf = (statements: readonly CfnWebACL.StatementProperty[]): CfnWebACL.StatementProperty => {
  const [only] = statements;
  return statements.length === 1 && only ? only : { orStatement: { statements: [...statements] } };
};

const limited = (limit: number, scopeDownStatement: CfnWebACL.StatementProperty): CfnWebACL.StatementProperty => ({
  rateBasedStatement: { limit, evaluationWindowSec: 300, aggregateKeyType: 'IP', scopeDownStatement },
});

/** What CloudFront asks before it lets a request on: how much came from one address, and what AWS knows of it. */
export class EdgeFirewall extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name }: { readonly name: string }) {
    super(scope, id);
    const special = pathLimits.flatMap(({ prefixes }) => prefixes.map(beginsWith));
    const limits = [
      ...pathLimits.map((one) => ({
        ...one,
        statement: limited(one.perFiveMinutes, anyOf(one.prefixes.map(beginsWith))),
      })),
      { name: 'people', statement: limited(perFiveMinutesOfPeople, { notStatement: { statement: anyOf(special) } }) },
    ];
    const rules = [
      ...limits.map((limit, priority) => ({
        name: `too-many-of-${limit.name}`,
        priority,
        statement: limit.statement,
        action: { block: { customResponse: { responseCode: 429 } } },
        visibilityConfig: seen(`too-many-of-${limit.name}`),
      })),
      ...managedLists.map(({ name: list, action }, index) => ({
        name: list,
        priority: limits.length + index,
        statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: list } },
        overrideAction: action,
        visibilityConfig: seen(list),
      })),
    ];
    const acl = new CfnWebACL(this, 'Acl', {
      name,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen(name),
      rules,
    });
    this.arn = acl.attrArn;
  }
}
