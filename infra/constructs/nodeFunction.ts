import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Role, ServicePrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { defined } from '../../shared/language/defined.ts';
import type { EnvironmentVariables, FunctionName } from '../../shared/contracts/environment.ts';
import { suppressFindings, logWithoutOwnKey } from './suppressFindings.ts';
import { alarmPeriod, ImpactAlarm, type Impact } from './impactAlarm.ts';

/** A right that a function gets, and why where it is wider than one named resource. */
export interface FunctionGrant {
  readonly statement: PolicyStatement;
  /** Findings of cdk-nag that this right brings, with the reason why it is as narrow as it can be. */
  readonly acknowledged?: { readonly id: string; readonly reason: string };
}

export interface NodeFunctionProps<F extends FunctionName> extends Impact {
  readonly name: F;
  /** Put before the name, so that stages can share an account. */
  readonly namePrefix: string;
  /** Folder that holds `<name>/index.mjs`, as `npm run build` leaves it. */
  readonly codeRoot: string;
  /** Exactly what the function's contract names: a forgotten variable does not compile. */
  readonly environment: EnvironmentVariables<F>;
  readonly timeout: Duration;
  /** CPU comes in proportion; 1769 MB is one whole core. */
  readonly memoryMb: number;
  /** The rights of the function; beside these it may only write its own log and traces. */
  readonly grants: readonly FunctionGrant[];
  /**
   * Executions kept for this function alone.
   *
   * @default none: the account's common pool
   */
  readonly reservedConcurrency?: number;
  /**
   * Where an event goes that the function failed on three times. For functions that are invoked asynchronously.
   *
   * @default none: the caller is there and sees the failure
   */
  readonly deadLetters?: IQueue;
  /**
   * An event that fails, or that cannot be taken within a minute, is let go: the next one does the same.
   *
   * @default false
   */
  readonly forgets?: boolean;
  /**
   * Traces in X-Ray.
   *
   * @default true
   */
  readonly tracing?: boolean;
  /**
   * Whether the alarm on its errors stands in another stack.
   *
   * @default false
   */
  readonly alarmElsewhere?: boolean;
}

/** A function of ours: its own role, its own log group, arm64, the bundle of its folder, and an alarm on its errors. */
export class NodeFunction<F extends FunctionName> extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: NodeFunctionProps<F>) {
    super(scope, id);
    const {
      name,
      environment,
      timeout,
      memoryMb,
      grants,
      reservedConcurrency,
      deadLetters,
      forgets,
      tracing = true,
    } = props;
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    suppressFindings(logGroup, logWithoutOwnKey);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${name} may do`,
    });
    logGroup.grantWrite(role);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: `${props.namePrefix}-${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(codeFolder(props.codeRoot, name)),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      timeout,
      memorySize: memoryMb,
      environment: defined(environment),
      tracing: tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      ...defined({ reservedConcurrentExecutions: reservedConcurrency }),
      ...(forgets === true && { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
      ...(deadLetters && { deadLetterQueue: deadLetters, retryAttempts: 2, maxEventAge: Duration.hours(1) }),
    });
    suppressFindings(this.lambda, {
      checkov: {
        CKV_AWS_117: 'It calls AWS and Ponto, both over TLS; there is nothing in a private network for it to reach.',
        CKV_AWS_173: 'Its variables hold names and addresses. Secrets stand in Secrets Manager.',
        ...(reservedConcurrency === undefined && {
          CKV_AWS_115: 'Limited where its work comes from: by the throttle of the API, the event source, the schedule.',
        }),
        ...(deadLetters === undefined && {
          CKV_AWS_116: forgets
            ? 'An event that fails is followed by the next within a minute; its absence is an alarm.'
            : 'Nobody invokes it asynchronously: a caller sees the failure, a queue has its own dead letters.',
        }),
      },
      cfnLint: { W3005: 'The CDK makes a function wait for its whole role, the policy included.' },
    });
    if (tracing) {
      Validations.of(role).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'X-Ray has no resources: its write actions can be granted on everything or not at all.',
      });
    }
    for (const { statement, acknowledged } of grants) {
      role.addToPrincipalPolicy(statement);
      if (acknowledged) Validations.of(role).acknowledge(acknowledged);
    }
    if (props.alarmElsewhere) return;
    new ImpactAlarm(this, 'Errors', {
      severity: 'ticket',
      metric: this.lambda.metricErrors({ period: alarmPeriod }),
      threshold: 1,
      // Stays for half an hour: an error counts at the moment of its call, a quarter of an hour before a timeout, and what it
      // leads to must find the alarm still there.
      evaluationPeriods: 6,
      badPeriods: 1,
      errorImpact: props.errorImpact,
      runbook: props.runbook,
    });
  }
}

const codeFolder = (codeRoot: string, name: FunctionName): string => {
  const folder = join(codeRoot, name);
  if (!existsSync(join(folder, 'index.mjs'))) throw new Error(`no bundle of ${name}: run \`npm run build\` first`);
  return folder;
};
