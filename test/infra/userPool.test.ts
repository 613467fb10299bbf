import { peopleClientPrefix, userPoolName } from '../../infra/ops/token/userPool.ts';
import { at, ofType, synthesize } from './support.ts';

describe('the user pool', () => {
  const { resources, dataResources } = synthesize('prod');
  const [pool] = ofType(resources, 'AWS::Cognito::UserPool');
  const [client] = ofType(resources, 'AWS::Cognito::UserPoolClient');
  const [lambda] = ofType(resources, 'AWS::Lambda::Function').filter(
    ({ Properties }) => Properties['FunctionName'] === 'ponto-bank-sync-prod-token-claims',
  );

  it("has the names by which the operator's terminal finds it and the client of people", () => {
    expect(pool?.Properties['UserPoolName']).toBe(userPoolName('prod'));
    expect(client?.Properties).not.toHaveProperty('ClientName');
    expect(client?.id.startsWith(peopleClientPrefix)).toBe(true);
  });

  it('asks the function beside it before it writes a token, in the one version that comes for software too', () => {
    const trigger = at(pool?.Properties, 'LambdaConfig', 'PreTokenGenerationConfig');
    const [permission] = ofType(resources, 'AWS::Lambda::Permission').filter(
      ({ Properties }) => Properties['Principal'] === 'cognito-idp.amazonaws.com',
    );

    expect(pool?.Properties['UserPoolTier']).toBe('ESSENTIALS');
    expect(trigger).toEqual({ LambdaArn: { 'Fn::GetAtt': [lambda?.id, 'Arn'] }, LambdaVersion: 'V3_0' });
    expect(permission?.Properties).toMatchObject({
      FunctionName: { 'Fn::GetAtt': [lambda?.id, 'Arn'] },
      SourceArn: { 'Fn::GetAtt': [pool?.id, 'Arn'] },
    });
    expect(dataResources.has(lambda?.id ?? '')).toBe(true);
  });

  it('has a token endpoint under a host that no other account can have taken', () => {
    const [domain] = ofType(resources, 'AWS::Cognito::UserPoolDomain');

    expect(domain?.Properties).toMatchObject({
      Domain: { 'Fn::Join': ['', ['ponto-bank-sync-prod-', { Ref: 'AWS::AccountId' }]] },
      ManagedLoginVersion: 2,
    });
  });

  it('has no sign-in pages for people until it is said where they lead back to', () => {
    const { resources: withPages } = synthesize('prod', { loginCallbackUrls: 'https://books.example.com/back' });
    const [open] = ofType(withPages, 'AWS::Cognito::UserPoolClient');

    expect(client?.Properties).toMatchObject({ AllowedOAuthFlowsUserPoolClient: false });
    expect(ofType(resources, 'AWS::Cognito::ManagedLoginBranding')).toEqual([]);
    expect(open?.Properties).toMatchObject({
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      CallbackURLs: ['https://books.example.com/back'],
      ExplicitAuthFlows: client?.Properties['ExplicitAuthFlows'],
    });
    // A page can keep no secret, and Cognito cannot take one away later.
    expect(open?.Properties).not.toHaveProperty('GenerateSecret');
    expect(ofType(withPages, 'AWS::Cognito::ManagedLoginBranding')).toMatchObject([
      { Properties: { ClientId: { Ref: open?.id }, UseCognitoProvidedValues: true } },
    ]);
  });
});
