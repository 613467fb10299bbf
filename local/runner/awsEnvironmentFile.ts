import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nowhere, type ServiceUrls } from './lambda/environment.ts';

/**
 * Leaves the variables by which a tool with an AWS SDK finds the services of this run, such as `npm run ops`. The ports
 * are others at every start.
 */
export const writeAwsEnvironment = (dataDir: string, region: string, urls: ServiceUrls): void => {
  const variables = {
    BANK_SYNC_STAGE: 'local',
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: nowhere,
    ...Object.fromEntries(Object.entries(urls).map(([name, url]) => [`AWS_ENDPOINT_URL_${name}`, url])),
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(dataDir, 'aws.env'), lines.join(''), { mode: 0o600 });
};
