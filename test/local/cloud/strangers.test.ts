import { request as httpRequest } from 'node:http';
import { startDynamo } from '../../../local/cloud/dynamodb.ts';
import { startEventBridge } from '../../../local/cloud/eventBridge.ts';
import { startKms } from '../../../local/cloud/kms.ts';
import type { Endpoint } from '../../../local/cloud/loopback.ts';
import { startSes } from '../../../local/cloud/ses.ts';
import { startSqs } from '../../../local/cloud/sqs.ts';
import { aDataDir } from './awsClient.ts';

/** `fetch` writes its own `Host`; a page whose name was pointed here would send its own. */
const statusOf = (url: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end('{}');
  });

const region = 'eu-central-1';

describe('the local services of AWS', () => {
  const dataDir = aDataDir();
  const services: Record<string, Endpoint> = {};
  beforeAll(async () => {
    services['DynamoDB'] = await startDynamo({ dataDir: dataDir.path, region, tables: [] });
    services['EventBridge'] = await startEventBridge({ dataDir: dataDir.path, buses: ['bus'] });
    services['KMS'] = await startKms({ dataDir: dataDir.path, keys: [] });
    services['SES'] = await startSes({ dataDir: dataDir.path });
    services['SQS'] = await startSqs({ dataDir: dataDir.path, region, accountId: '000000000000' });
  });
  afterAll(async () => {
    for (const endpoint of Object.values(services)) await endpoint.close();
    dataDir.remove();
  });

  it.each(['DynamoDB', 'EventBridge', 'KMS', 'SES', 'SQS'])(
    'of %s hear no page, by whatever name it came',
    async (name) => {
      const { url = '' } = services[name] ?? {};
      const target = { 'x-amz-target': 'X.Y', authorization: 'AWS4-HMAC-SHA256 Credential=owner/x' };

      expect(await statusOf(url, { ...target, host: 'rebound.example' })).toBe(403);
      expect(await statusOf(url, { ...target, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(
        403,
      );
      expect(await statusOf(url, target)).not.toBe(403);
    },
  );
});
