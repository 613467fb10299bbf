import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { alarmPeriod, ImpactAlarm, type Impact } from './impactAlarm.ts';

export interface ApiRoute {
  readonly method: keyof typeof HttpMethod;
  readonly path: `/${string}`;
  readonly target: IFunction;
  /**
   * Why anybody may call it.
   *
   * @default none: only with a token
   */
  readonly publicBecause?: string;
}

export interface PublicHttpApiProps extends Impact {
  readonly apiName: string;
  readonly jwt: { readonly issuer: string; readonly audience: string };
  readonly routes: readonly ApiRoute[];
}

/** Far above what an accounting product asks in a second; a runaway client meets it before the bill does. */
const throttle = { rateLimit: 200, burstLimit: 400 };

/**
 * One line per request. Neither path nor query: the OAuth code and state travel there. No address and no claims: they
 * are personal data. `requestId` leads to the function's own log.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    method: '$context.httpMethod',
    route: '$context.routeKey',
    status: '$context.status',
    responseBytes: '$context.responseLength',
    responseMs: '$context.responseLatency',
    integrationMs: '$context.integrationLatency',
    integrationStatus: '$context.integrationStatus',
    errorType: '$context.error.responseType',
  }),
);

/** The HTTP API with a JWT authorizer on every route that does not say why it is public. */
export class PublicHttpApi extends Construct {
  readonly endpoint: string;

  constructor(scope: Construct, id: string, props: PublicHttpApiProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', { apiName: props.apiName, createDefaultStage: false });
    this.endpoint = api.apiEndpoint;
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      detailedMetricsEnabled: true,
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
    const authorizer = new HttpJwtAuthorizer('Tokens', props.jwt.issuer, { jwtAudience: [props.jwt.audience] });
    const integrations = new Map<IFunction, HttpLambdaIntegration>();
    for (const { method, path, target, publicBecause } of props.routes) {
      const integration = integrations.get(target) ?? new HttpLambdaIntegration(target.node.path, target);
      integrations.set(target, integration);
      const added = api.addRoutes({
        path,
        methods: [HttpMethod[method]],
        integration,
        ...(publicBecause === undefined && { authorizer }),
      });
      if (publicBecause === undefined) continue;
      for (const route of added) {
        Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: publicBecause });
      }
    }
    new ImpactAlarm(this, 'ServerErrors', {
      metric: stage.metricServerError({ period: alarmPeriod, statistic: 'Sum' }),
      threshold: 5,
      errorImpact: props.errorImpact,
      runbook: props.runbook,
    });
  }
}
