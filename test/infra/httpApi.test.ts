import * as z from 'zod';
import { at, ofType, synthesize } from './support.ts';

describe('the HTTP API', () => {
  const { resources } = synthesize('dev');
  const routes = ofType(resources, 'AWS::ApiGatewayV2::Route');
  const [stage] = ofType(resources, 'AWS::ApiGatewayV2::Stage');

  it('sends each route to what is live of its function', () => {
    const targets = routes.map(({ Properties }) => {
      const integration = String(at(Properties, 'Target', 'Fn::Join', 1, 1, 'Ref'));
      const alias = resources.get(String(at(resources.get(integration)?.Properties, 'IntegrationUri', 'Ref')));
      const lambda = String(at(alias?.Properties, 'FunctionName', 'Ref'));
      const name = alias?.Properties['Name'] === 'live' && at(resources.get(lambda)?.Properties, 'FunctionName');
      return [Properties['RouteKey'], String(name).replace('ponto-bank-sync-dev-', '')];
    });

    expect(Object.fromEntries(targets)).toEqual({
      'GET /oauth/callback': 'oauth-callback',
      'GET /oauth/consent': 'oauth-callback',
      'POST /oauth/consent': 'oauth-callback',
      'GET /oauth/reauthorize': 'oauth-callback',
      'GET /oauth/reauthorized': 'oauth-callback',
      'GET /confirm-address': 'oauth-callback',
      'POST /confirm-address': 'oauth-callback',
      'GET /renew': 'oauth-callback',
      'POST /renew': 'oauth-callback',
      'GET /docs': 'tenant-pages',
      'GET /docs/{proxy+}': 'tenant-pages',
      'GET /pages': 'tenant-pages',
      'GET /pages/{proxy+}': 'tenant-pages',
      'POST /pages/{proxy+}': 'tenant-pages',
      'POST /webhooks/ponto': 'ponto-webhook',
      'GET /v1/health': 'tenant-api',
      'GET /v1/openapi.json': 'tenant-api',
      'POST /v1/connections/{id}/fetch-accounts': 'account-fetch',
      'GET /v1/{proxy+}': 'tenant-api',
      'POST /v1/{proxy+}': 'tenant-api',
      'PUT /v1/{proxy+}': 'tenant-api',
      'PATCH /v1/{proxy+}': 'tenant-api',
      'DELETE /v1/{proxy+}': 'tenant-api',
    });
  });

  it('asks for a token on every route but the seventeen public ones', () => {
    const open = routes.filter(
      ({ Properties }) =>
        Properties['AuthorizationType'] !== 'JWT' || at(Properties, 'AuthorizerId', 'Ref') === undefined,
    );

    expect(open.map(({ Properties }) => Properties['RouteKey']).sort()).toEqual([
      'GET /confirm-address',
      'GET /docs',
      'GET /docs/{proxy+}',
      'GET /oauth/callback',
      'GET /oauth/consent',
      'GET /oauth/reauthorize',
      'GET /oauth/reauthorized',
      'GET /pages',
      'GET /pages/{proxy+}',
      'GET /renew',
      'GET /v1/health',
      'GET /v1/openapi.json',
      'POST /confirm-address',
      'POST /oauth/consent',
      'POST /pages/{proxy+}',
      'POST /renew',
      'POST /webhooks/ponto',
    ]);
  });

  it('takes tokens of the user pool when no issuer is configured', () => {
    const [authorizer] = ofType(resources, 'AWS::ApiGatewayV2::Authorizer');

    expect(authorizer?.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
    });
    expect(JSON.stringify(at(authorizer?.Properties, 'JwtConfiguration', 'Issuer'))).toMatch(
      /https:\/\/cognito-idp\..*TenantsPoolF17D97DC/,
    );
  });

  it('takes tokens of people and of the software that is listed, and names the claim of each', () => {
    const { resources: made } = synthesize('dev', { softwareClients: '4f0abc, 5a1def' });
    const [authorizer] = ofType(made, 'AWS::ApiGatewayV2::Authorizer');
    const audience = at(authorizer?.Properties, 'JwtConfiguration', 'Audience');
    const claimsOf = (variable: string) =>
      ofType(made, 'AWS::Lambda::Function').flatMap(
        ({ Properties }) => at(Properties, 'Environment', 'Variables', variable) ?? [],
      );

    expect(JSON.stringify(at(audience, 0))).toContain('TenantsPoolClient');
    expect([at(audience, 1), at(audience, 2), at(audience, 3)]).toEqual(['4f0abc', '5a1def', undefined]);
    expect(claimsOf('TENANT_CLAIM')).toEqual(['custom:tenantId', 'custom:tenantId']);
    expect(claimsOf('SOFTWARE_TENANT_CLAIM')).toEqual(['tenantId', 'tenantId']);
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

  it('has a limit of requests on every route, and on what no route takes', () => {
    const limits = z
      .record(z.string(), z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }))
      .parse(stage?.Properties['RouteSettings']);

    expect(Object.keys(limits).sort()).toEqual(routes.map(({ Properties }) => Properties['RouteKey']).sort());
    expect(limits).toMatchObject({
      'GET /oauth/callback': { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
      'POST /webhooks/ponto': { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
      'POST /v1/connections/{id}/fetch-accounts': { ThrottlingRateLimit: 30, ThrottlingBurstLimit: 60 },
      'PUT /v1/{proxy+}': { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
    });
    expect(stage?.Properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
  });

  it('has its routes before the stage that limits them', () => {
    const late = routes.filter(({ id }) => !(stage?.DependsOn ?? []).includes(id));

    expect(late.map(({ id }) => id)).toEqual([]);
  });

  it('lets no page of a browser call it, and has no name of its own, unless told to', () => {
    const [api] = ofType(resources, 'AWS::ApiGatewayV2::Api');

    expect(api?.Properties).not.toHaveProperty('CorsConfiguration');
    expect(api?.Properties).not.toHaveProperty('DisableExecuteApiEndpoint');
    expect(ofType(resources, 'AWS::ApiGatewayV2::DomainName')).toEqual([]);
  });

  it('hands requests over in payload format 2.0', () => {
    const formats = ofType(resources, 'AWS::ApiGatewayV2::Integration').map(
      ({ Properties }) => Properties['PayloadFormatVersion'],
    );

    expect(new Set(formats)).toEqual(new Set(['2.0']));
  });
});

describe('the HTTP API of an installation that says more', () => {
  const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b';
  const { resources, text } = synthesize('dev', {
    jwtIssuer: 'https://id.example.com/',
    jwtAudience: 'feeds',
    jwtTenantClaim: 'org',
    corsOrigins: 'https://books.example.com, https://accounting.example.com:8443',
    certificateArn,
  });
  const [api] = ofType(resources, 'AWS::ApiGatewayV2::Api');

  it('takes tokens of the configured issuer, and none of the user pool that stays beside it', () => {
    const [authorizer] = ofType(resources, 'AWS::ApiGatewayV2::Authorizer');
    const claims = ofType(resources, 'AWS::Lambda::Function')
      .map(({ Properties }) => at(Properties, 'Environment', 'Variables', 'TENANT_CLAIM'))
      .filter((claim) => claim !== undefined);

    expect(authorizer?.Properties['JwtConfiguration']).toEqual({
      Issuer: 'https://id.example.com/',
      Audience: ['feeds'],
    });
    expect(claims).toEqual(['org', 'org']);
    expect(text).not.toContain('SOFTWARE_TENANT_CLAIM');
    expect(ofType(resources, 'AWS::Cognito::UserPool')).toHaveLength(1);
    expect(JSON.stringify(ofType(resources, 'AWS::ApiGatewayV2::Authorizer'))).not.toContain('Pool');
  });

  it('lets pages of the listed origins call it, with a token that they send themselves', () => {
    const cors = api?.Properties['CorsConfiguration'];

    expect(cors).toEqual({
      AllowOrigins: ['https://books.example.com', 'https://accounting.example.com:8443'],
      AllowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
      ExposeHeaders: ['retry-after', 'ratelimit', 'ratelimit-policy', 'etag', 'x-request-id'],
    });
  });

  it('answers preflights without a token: no route of it takes them', () => {
    const taking = ofType(resources, 'AWS::ApiGatewayV2::Route').filter(({ Properties }) =>
      /^(ANY|OPTIONS) |^\$default$/.test(String(Properties['RouteKey'])),
    );

    expect(taking).toEqual([]);
  });

  it('answers under the host of publicUrl only', () => {
    const [domain] = ofType(resources, 'AWS::ApiGatewayV2::DomainName');
    const [mapping] = ofType(resources, 'AWS::ApiGatewayV2::ApiMapping');

    expect(domain?.Properties).toMatchObject({
      DomainName: 'feeds.example.com',
      DomainNameConfigurations: [{ CertificateArn: certificateArn, SecurityPolicy: 'TLS_1_2' }],
    });
    expect(mapping?.Properties).toMatchObject({ ApiId: { Ref: api?.id }, DomainName: { Ref: domain?.id } });
    expect(api?.Properties['DisableExecuteApiEndpoint']).toBe(true);
  });
});
