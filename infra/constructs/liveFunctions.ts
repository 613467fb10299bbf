import { ArnFormat, Aws, Duration, Stack, Validations } from 'aws-cdk-lib/core';
import { MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyStatement, Role, ServicePrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import type { Alias, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { placeOf } from './grants.ts';
import { ImpactAlarm } from './impactAlarm.ts';

/** What the API calls: the version that is live, whatever is being deployed beside it. */
const aliasName = 'live';

export interface RolloutProps {
  /** Of the stage; the functions are called `<prefix>-<name>`. */
  readonly namePrefix: string;
  /** The id of the gateway whose answers of 500 and above take a release back. */
  readonly apiId: string;
}

/**
 * Functions behind the API, each under the alias `live`. A deployment publishes a version and moves the alias: at once, or a
 * tenth of the calls first.
 */
export class LiveFunctions<Name extends string> extends Construct {
  readonly aliases: ReadonlyMap<Name, Alias>;
  readonly #functions: ReadonlyMap<Name, LambdaFunction>;

  constructor(scope: Construct, id: string, functions: readonly (readonly [Name, LambdaFunction])[]) {
    super(scope, id);
    this.#functions = new Map(functions);
    this.aliases = new Map(functions.map(([name, lambda]) => [name, lambda.addAlias(aliasName)]));
  }

  /**
   * Gives a new version a tenth of the calls for five minutes, and takes it back when the alarm goes off. CloudFormation
   * waits for it, and then takes the whole deployment back.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-codedeploy.html
   */
  rollOutSlowly({ namePrefix, apiId }: RolloutProps): void {
    const alarm = new ImpactAlarm(this, 'Rollout', {
      severity: 'ticket',
      metric: this.#failures(namePrefix, apiId),
      threshold: 3,
      errorImpact: 'Calls fail. A release that is being rolled out is taken back; without one, tenants get errors.',
      runbook: 'api-errors.md#a-release-is-taken-back',
    });
    const application = new LambdaApplication(this, 'Application', { applicationName: namePrefix });
    const role = this.#role();
    for (const [name, alias] of this.aliases) {
      const group = new LambdaDeploymentGroup(this, `${name}-rollout`, {
        application,
        alias,
        deploymentGroupName: name,
        role,
        deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
        alarms: [alarm.alarm],
        autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
      });
      group.node.addDependency(role);
    }
  }

  /** By the minute: a tenth of the calls has five of them. */
  #failures(namePrefix: string, apiId: string): IMetric {
    const period = Duration.minutes(1);
    const sum = { statistic: 'Sum', period } as const;
    const errors = [...this.#functions.keys()].map((name) => {
      const functionName = `${namePrefix}-${name}`;
      return new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        dimensionsMap: { FunctionName: functionName, Resource: `${functionName}:${aliasName}` },
        ...sum,
      });
    });
    const answers = new Metric({
      namespace: 'AWS/ApiGateway',
      metricName: '5xx',
      dimensionsMap: { ApiId: apiId },
      ...sum,
    });
    const all = [...errors, answers].map((metric, index) => [`m${index}`, metric] as const);
    return new MathExpression({
      expression: all.map(([id]) => `FILL(${id}, 0)`).join(' + '),
      usingMetrics: Object.fromEntries(all),
      period,
      label: 'failed calls of the API',
    });
  }

  /** What AWS's own policy for it allows, on our functions and alarms alone. */
  #role(): IRole {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      description: 'Moves the alias of the functions behind the API',
    });
    const arns = [...this.#functions.values()].map(({ functionArn }) => functionArn);
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
        resources: arns.flatMap((arn) => [arn, `${arn}:${aliasName}`]),
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['cloudwatch:DescribeAlarms'],
        resources: [
          Stack.of(this).formatArn({
            service: 'cloudwatch',
            resource: 'alarm',
            resourceName: '*',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ],
      }),
    );
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:cloudwatch:${placeOf(Stack.of(this))}:alarm:*]`,
      reason:
        'CodeDeploy asks for the state of alarms by a call about all of this account and region; it tells states only.',
    });
    // The CDK would add AWS's policy, which is for every function of the account.
    return role.withoutPolicyUpdates();
  }
}
