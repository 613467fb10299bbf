import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { at, ofType, synthesize } from './support.ts';

const digest = 'ab'.repeat(32);
const edgeSettings = {
  edgeOrigin: 'a1b2c3.execute-api.eu-central-1.amazonaws.com',
  edgeCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b',
  edgeKeyDigests: `${digest}, ${'cd'.repeat(32)}`,
};

describe('the way in before the gateway', () => {
  const {
    edge,
    edgeTemplate,
    resources: behind,
    application,
  } = synthesize('prod', { ...edgeSettings, edgeOnly: 'on' });
  if (!edge) throw new Error('there is no stack for it');
  const template = z
    .object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) })
    .parse(edgeTemplate);
  const only = (type: string) => Object.values(template.Resources).find(({ Type }) => Type === type);
  const config = at(only('AWS::CloudFront::Distribution'), 'Properties', 'DistributionConfig');
  const rules = z
    .array(
      z.looseObject({
        Name: z.string(),
        VisibilityConfig: z.object({ SampledRequestsEnabled: z.boolean() }).loose(),
      }),
    )
    .parse(at(only('AWS::WAFv2::WebACL'), 'Properties', 'Rules'));

  it('is made only where it is set, and where AWS wants it', () => {
    expect(synthesize('prod').edge).toBeUndefined();
    expect(edge.region).toBe('us-east-1');
    expect(application.dependencies).not.toContain(edge);
  });

  it('is made only in the account that the settings name, as the other stacks are', () => {
    const made = synthesize('prod', { ...edgeSettings, account: '123456789012' });

    expect([made.data, made.application, made.edge].map((stack) => stack?.account)).toEqual(
      Array.from({ length: 3 }, () => '123456789012'),
    );
  });

  it('leads everything to the API under its own name, keeps nothing, and shows the key', () => {
    const [origin] = z.array(z.unknown()).parse(at(config, 'Origins'));

    expect(at(config, 'Aliases')).toEqual(['feeds.example.com']);
    expect(at(config, 'WebACLId')).toBeDefined();
    expect(at(origin, 'DomainName')).toBe(edgeSettings.edgeOrigin);
    expect(at(origin, 'CustomOriginConfig')).toMatchObject({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    });
    expect(at(origin, 'OriginCustomHeaders')).toEqual([
      {
        HeaderName: 'x-origin-key',
        HeaderValue: '{{resolve:secretsmanager:ponto-bank-sync/prod/edge-key-abababab:SecretString:::}}',
      },
    ]);
    expect(at(config, 'DefaultCacheBehavior')).toMatchObject({
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      // The names of AWS's own policies: no caching; everything of the visitor but the host.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'https-only',
    });
  });

  it('never lets one address take more than half of what the gateway lets through', () => {
    const [stage] = ofType(behind, 'AWS::ApiGatewayV2::Stage');
    const settings = z
      .record(z.string(), z.object({ ThrottlingRateLimit: z.number() }))
      .parse(stage?.Properties['RouteSettings']);
    const rateOf = (route: string): number => settings[route]?.ThrottlingRateLimit ?? 0;
    const perSecond = Object.fromEntries(
      rules.flatMap((rule) => {
        const limit = at(rule, 'Statement', 'RateBasedStatement', 'Limit');
        return limit === undefined ? [] : [[rule.Name, Number(limit) / 300]];
      }),
    );

    expect(perSecond).toEqual({ 'too-many-of-software': 100, 'too-many-of-ponto': 100, 'too-many-of-people': 5 });
    expect(perSecond['too-many-of-software']).toBeLessThanOrEqual(rateOf('GET /v1/{proxy+}') / 2);
    expect(perSecond['too-many-of-ponto']).toBeLessThanOrEqual(rateOf('POST /webhooks/ponto') / 2);
    const ofPeople = Object.keys(settings).filter((route) => !/ \/(v1|webhooks)\//.test(route));
    expect(Math.min(...ofPeople.map(rateOf))).toBeGreaterThanOrEqual(10);
  });

  it('counts people apart from software and from Ponto', () => {
    const people = rules.find(({ Name }) => Name === 'too-many-of-people');

    expect(JSON.stringify(at(people, 'Statement', 'RateBasedStatement', 'ScopeDownStatement', 'NotStatement'))).toMatch(
      /"\/v1\/".*"\/webhooks\/"/,
    );
  });

  it("only counts what AWS's common rules would refuse, and samples no request: codes are in them", () => {
    const common = rules.find(({ Name }) => Name === 'AWSManagedRulesCommonRuleSet');

    expect(at(common, 'OverrideAction')).toEqual({ Count: {} });
    expect(rules.filter(({ VisibilityConfig }) => VisibilityConfig.SampledRequestsEnabled)).toEqual([]);
  });

  it('is known to every function behind the gateway, and to no other', () => {
    const told = ofType(behind, 'AWS::Lambda::Function').flatMap(({ Properties }) =>
      at(Properties, 'Environment', 'Variables', 'EDGE_ONLY') === 'on'
        ? [String(Properties['FunctionName']).replace('ponto-bank-sync-prod-', '')]
        : [],
    );
    const called = ofType(behind, 'AWS::ApiGatewayV2::Integration').length;

    expect(told.toSorted()).toEqual(['account-fetch', 'oauth-callback', 'ponto-webhook', 'tenant-api', 'tenant-pages']);
    expect(called).toBe(told.length);
  });

  it('leaves no finding of the AWS Solutions checks that is not acknowledged beside its resource', () => {
    expect(new AwsSolutionsChecks().validateScope(edge).violations).toEqual([]);
  });
});
