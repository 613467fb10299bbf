import { RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  CfnStage,
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
  type HttpRoute,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { suppressFindings, logWithoutOwnKey } from './suppressFindings.ts';
import { addApiAlarms } from './apiAlarms.ts';
import type { Impact } from './impactAlarm.ts';

/** Requests a second over time, and at once. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

export interface ApiRoute {
  readonly methods: readonly Exclude<keyof typeof HttpMethod, 'ANY' | 'OPTIONS'>[];
  readonly path: `/${string}`;
  readonly target: IFunction;
  /** Far above what honest callers do; a runaway client meets it before the bill does. */
  readonly throttle: Throttle;
  /**
   * Why anybody may call it.
   *
   * @default none: only with a token
   */
  readonly publicBecause?: string;
}

export interface PublicHttpApiProps extends Impact {
  readonly apiName: string;
  /** Where CloudWatch keeps what is counted in the access log. */
  readonly metricsNamespace: string;
  readonly jwt: { readonly issuer: string; readonly audiences: readonly string[] };
  readonly routes: readonly ApiRoute[];
  /**
   * Origins whose pages may call from a browser.
   *
   * @default none
   */
  readonly corsOrigins?: readonly string[] | undefined;
  /**
   * The name under which the API answers, with its certificate. The address that AWS gives is then shut.
   *
   * @default the address that AWS gives
   */
  readonly domain?: { readonly name: string; readonly certificateArn: string } | undefined;
}

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

/**
 * What a page may send and read. The gateway answers preflights itself, before any authorizer, because no route takes
 * `OPTIONS`. No cookies: a token is sent by the page on purpose, never by the browser on its own.
 */
const corsFor = (origins: readonly string[]) => ({
  allowOrigins: [...origins],
  allowMethods: [
    CorsHttpMethod.GET,
    CorsHttpMethod.POST,
    CorsHttpMethod.PUT,
    CorsHttpMethod.PATCH,
    CorsHttpMethod.DELETE,
  ],
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
  exposeHeaders: ['retry-after', 'ratelimit', 'ratelimit-policy', 'etag', 'x-request-id'],
});

/** The HTTP API with a JWT authorizer on every route that does not say why it is public. */
export class PublicHttpApi extends Construct {
  /** The address that AWS gives; undefined where it is shut. */
  readonly endpoint: string | undefined;
  readonly apiId: string;
  /** What the DNS record of the domain points to; undefined without a domain. */
  readonly domainTarget: string | undefined;

  constructor(scope: Construct, id: string, props: PublicHttpApiProps) {
    super(scope, id);
    const { corsOrigins, domain } = props;
    const api = new HttpApi(this, 'Api', {
      apiName: props.apiName,
      createDefaultStage: false,
      ...(domain && { disableExecuteApiEndpoint: true }),
      ...(corsOrigins && { corsPreflight: corsFor(corsOrigins) }),
    });
    this.endpoint = domain ? undefined : api.apiEndpoint;
    this.apiId = api.apiId;
    const routes = this.#addRoutes(api, props);
    const { stage, accessLog } = this.#stage(api, props.routes, routes);
    this.domainTarget = domain && this.#answerUnder(domain, api, stage);
    addApiAlarms(this, { ...props, stage, accessLog });
  }

  #addRoutes(api: HttpApi, { jwt, routes }: PublicHttpApiProps): readonly HttpRoute[] {
    const authorizer = new HttpJwtAuthorizer('Tokens', jwt.issuer, { jwtAudience: [...jwt.audiences] });
    const integrations = new Map<IFunction, HttpLambdaIntegration>();
    return routes.flatMap(({ methods, path, target, publicBecause }) => {
      const integration = integrations.get(target) ?? new HttpLambdaIntegration(target.node.path, target);
      integrations.set(target, integration);
      const added = api.addRoutes({
        path,
        methods: methods.map((method) => HttpMethod[method]),
        integration,
        ...(publicBecause === undefined && { authorizer }),
      });
      if (publicBecause !== undefined) {
        for (const route of added) {
          Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: publicBecause });
        }
      }
      return added;
    });
  }

  #stage(api: HttpApi, routes: readonly ApiRoute[], added: readonly HttpRoute[]) {
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    suppressFindings(accessLog, logWithoutOwnKey);
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      // What no route takes is answered by the gateway itself, and is limited all the same.
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
    const made = stage.node.defaultChild;
    if (!(made instanceof CfnStage)) throw new Error('the stage of the API is not made by CloudFormation');
    made.routeSettings = Object.fromEntries(
      routes.flatMap(({ methods, path, throttle }) =>
        methods.map((method) => [
          `${method} ${path}`,
          { ThrottlingRateLimit: throttle.rate, ThrottlingBurstLimit: throttle.burst },
        ]),
      ),
    );
    // The gateway refuses settings of a route that it does not have yet.
    stage.node.addDependency(...added);
    return { stage, accessLog };
  }

  #answerUnder({ name, certificateArn }: NonNullable<PublicHttpApiProps['domain']>, api: HttpApi, stage: HttpStage) {
    const domainName = new DomainName(this, 'Domain', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api, domainName, stage });
    return domainName.regionalDomainName;
  }
}
