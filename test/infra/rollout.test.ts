import { at, ofType, statementsByRole, synthesize } from './support.ts';

describe('a release of the functions behind the API', () => {
  const { resources } = synthesize('prod');
  const aliases = ofType(resources, 'AWS::Lambda::Alias');

  it('gets a tenth of the calls for five minutes in prod, and is taken back by the alarm', () => {
    const groups = ofType(resources, 'AWS::CodeDeploy::DeploymentGroup');
    const alarms = groups.map(({ Properties }) => at(Properties, 'AlarmConfiguration', 'Alarms', 0, 'Name', 'Ref'));

    expect(groups).toHaveLength(aliases.length);
    expect(new Set(groups.map(({ Properties }) => Properties['DeploymentConfigName']))).toEqual(
      new Set(['CodeDeployDefault.LambdaCanary10Percent5Minutes']),
    );
    expect(new Set(groups.map(({ Properties }) => at(Properties, 'AutoRollbackConfiguration', 'Enabled')))).toEqual(
      new Set([true]),
    );
    expect(alarms.map((id) => resources.get(String(id))?.Type)).toEqual(aliases.map(() => 'AWS::CloudWatch::Alarm'));
  });

  it('is moved by CodeDeploy: each alias waits for a group of its own', () => {
    const waited = aliases.map(({ UpdatePolicy }) =>
      at(UpdatePolicy, 'CodeDeployLambdaAliasUpdate', 'DeploymentGroupName', 'Ref'),
    );

    expect(aliases.map(({ Properties }) => Properties['Name'])).toEqual(aliases.map(() => 'live'));
    expect(new Set(waited)).toEqual(new Set(ofType(resources, 'AWS::CodeDeploy::DeploymentGroup').map(({ id }) => id)));
  });

  it('lets CodeDeploy move these aliases, look at alarms, and nothing else', () => {
    const [group] = ofType(resources, 'AWS::CodeDeploy::DeploymentGroup');
    const role = at(group?.Properties, 'ServiceRoleArn', 'Fn::GetAtt', 0);
    const rights = statementsByRole(resources).filter((statement) => statement.role === role);

    expect(rights.flatMap(({ Action }) => Action).toSorted()).toEqual([
      'cloudwatch:DescribeAlarms',
      'lambda:GetAlias',
      'lambda:GetProvisionedConcurrencyConfig',
      'lambda:UpdateAlias',
    ]);
    expect(JSON.stringify(rights)).not.toContain('"*"');
  });

  it('is live at once in dev, and wherever the setting says so', () => {
    const policies = ['dev', 'prod'].flatMap((stage) =>
      ofType(synthesize(stage, { rollout: 'at-once' }).resources, 'AWS::Lambda::Alias').map(
        (alias) => alias.UpdatePolicy,
      ),
    );

    expect(synthesize('dev').resources.size).toBe(synthesize('dev', { rollout: 'at-once' }).resources.size);
    expect(new Set(policies)).toEqual(new Set([undefined]));
    expect(policies).toHaveLength(2 * aliases.length);
  });

  it('is reached by the gateway as the alias alone, never as the function behind it', () => {
    const byGateway = ofType(resources, 'AWS::Lambda::Permission').filter(
      ({ Properties }) => Properties['Principal'] === 'apigateway.amazonaws.com',
    );
    const ids = aliases.map(({ id }) => id);

    expect(byGateway.length).toBeGreaterThan(0);
    expect(byGateway.filter(({ Properties }) => !ids.includes(String(at(Properties, 'FunctionName', 'Ref'))))).toEqual(
      [],
    );
  });
});
