import { join } from 'node:path';
import type { LambdaFunction } from '../template/deployment.ts';

/** Where the local services are, by the name that the SDK gives each in `AWS_ENDPOINT_URL_<NAME>`. */
export interface ServiceUrls {
  readonly DYNAMODB: string;
  readonly SQS: string;
  readonly SESV2: string;
  readonly SECRETS_MANAGER: string;
  readonly KMS: string;
  readonly EVENTBRIDGE: string;
}

/** Nothing listens on the discard port: a service that does not run here refuses instead of reaching AWS. */
export const nowhere = 'http://127.0.0.1:9';

/**
 * The template's environment, what Lambda itself adds, and where the services are. Nothing of the person who started
 * the runner: no variable, no AWS profile.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const environmentOf = (
  lambda: LambdaFunction,
  place: { readonly region: string; readonly dataDir: string },
  urls: ServiceUrls,
): Record<string, string> => ({
  ...lambda.environment,
  AWS_REGION: place.region,
  AWS_DEFAULT_REGION: place.region,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: lambda.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMegabytes),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${lambda.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  // Who asks: the local services look up the rights of the function's role by it.
  AWS_ACCESS_KEY_ID: lambda.name,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: 'local',
  AWS_CONFIG_FILE: join(place.dataDir, 'no-aws-config'),
  AWS_SHARED_CREDENTIALS_FILE: join(place.dataDir, 'no-aws-credentials'),
  AWS_ENDPOINT_URL: nowhere,
  TZ: 'UTC',
  LANG: 'en_US.UTF-8',
  ...Object.fromEntries(Object.entries(urls).map(([name, url]) => [`AWS_ENDPOINT_URL_${name}`, url])),
});
