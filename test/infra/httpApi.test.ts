import * as z from 'zod';
import { at, ofType, synthesize } from './support.ts';

describe('the HTTP API', () => {
  const { resources } = synthesize('dev');
  const routes = ofType(resources, 'AWS::ApiGatewayV2::Route');
  const [stage] = ofType(resources, 'AWS::ApiGatewayV2::Stage');

  it('sends each route to its function', () => {
    const targets = routes.map(({ Properties }) => {
      const integration = String(at(Properties, 'Target', 'Fn::Join', 1, 1, 'Ref'));
      const lambda = String(at(resources.get(integration)?.Properties, 'IntegrationUri', 'Fn::GetAtt', 0));
      const name = at(resources.get(lambda)?.Properties, 'FunctionName');
      return [Properties['RouteKey'], String(name).replace('ponto-bank-sync-dev-', '')];
    });

    expect(Object.fromEntries(targets)).toEqual({
      'GET /oauth/callback': 'oauth-callback',
      'GET /oauth/reauthorized': 'oauth-callback',
      'POST /webhooks/ponto': 'ponto-webhook',
      'GET /v1/health': 'tenant-api',
      'GET /v1/openapi.json': 'tenant-api',
      'POST /v1/connections/{id}/fetch-accounts': 'account-fetch',
      'ANY /v1/{proxy+}': 'tenant-api',
    });
  });

  it('asks for a token on every route but the five public ones', () => {
    const open = routes.filter(
      ({ Properties }) =>
        Properties['AuthorizationType'] !== 'JWT' || at(Properties, 'AuthorizerId', 'Ref') === undefined,
    );

    expect(open.map(({ Properties }) => Properties['RouteKey']).sort()).toEqual([
      'GET /oauth/callback',
      'GET /oauth/reauthorized',
      'GET /v1/health',
      'GET /v1/openapi.json',
      'POST /webhooks/ponto',
    ]);
  });

  it('takes tokens of the user pool when no issuer is configured', () => {
    const [authorizer] = ofType(resources, 'AWS::ApiGatewayV2::Authorizer');

    expect(authorizer?.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
    });
    expect(JSON.stringify(at(authorizer?.Properties, 'JwtConfiguration', 'Issuer'))).toContain('ProviderURL');
  });

  it('takes tokens of the configured issuer, and then makes no user pool', () => {
    const jwt = { jwtIssuer: 'https://id.example.com/', jwtAudience: 'feeds', jwtTenantClaim: 'org' };
    const own = synthesize('dev', jwt).resources;

    const [authorizer] = ofType(own, 'AWS::ApiGatewayV2::Authorizer');
    const claims = ofType(own, 'AWS::Lambda::Function')
      .map(({ Properties }) => at(Properties, 'Environment', 'Variables', 'TENANT_CLAIM'))
      .filter((claim) => claim !== undefined);
    expect(authorizer?.Properties['JwtConfiguration']).toEqual({
      Issuer: 'https://id.example.com/',
      Audience: ['feeds'],
    });
    expect(claims).toEqual(['org', 'org']);
    expect(ofType(own, 'AWS::Cognito::UserPool')).toEqual([]);
  });

  it('lets nobody change the tenant that a person of the user pool belongs to', () => {
    const [pool] = ofType(resources, 'AWS::Cognito::UserPool');
    const [client] = ofType(resources, 'AWS::Cognito::UserPoolClient');

    expect(pool?.Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Schema: [{ Name: 'tenantId', Mutable: false }],
    });
    expect(client?.Properties['WriteAttributes']).toEqual(['email', 'locale']);
  });

  it('logs no path, query, address or claim of a request', () => {
    const format = z
      .record(z.string(), z.string())
      .parse(JSON.parse(String(at(stage?.Properties, 'AccessLogSettings', 'Format'))));

    const personal = Object.values(format).filter((variable) =>
      /path|query|sourceIp|claims|userAgent|identity|domain|header/i.test(variable),
    );
    expect(Object.values(format)).toContain('$context.requestId');
    expect(personal).toEqual([]);
  });

  it('has a limit of requests on every route', () => {
    expect(stage?.Properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
    });
  });

  it('hands requests over in payload format 2.0', () => {
    const formats = ofType(resources, 'AWS::ApiGatewayV2::Integration').map(
      ({ Properties }) => Properties['PayloadFormatVersion'],
    );

    expect(new Set(formats)).toEqual(new Set(['2.0']));
  });
});
