import * as z from 'zod';
import { startFunction } from './functionWorker.ts';
import type { Rig } from './startRig.ts';

/** An answer of the API, and what it took in the process of the function. */
export interface Answered {
  readonly body: unknown;
  readonly bytes: number;
  readonly wallMs: number;
  readonly cpuMs: number;
}

export interface ApiCaller {
  /** @throws Error for every answer but 200 */
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answered>;
  readonly stop: () => Promise<void>;
}

const answer = z.looseObject({
  statusCode: z.number(),
  body: z.string(),
  isBase64Encoded: z.boolean().default(false),
});

/** Software of a tenant: `tenant-api` in a fresh process, with exactly its environment, which gets what the gateway would hand it. */
export const startApiCaller = async (rig: Rig, tenantId: string, dynamoUrl?: string): Promise<ApiCaller> => {
  const environment = rig.environment('tenant-api', dynamoUrl);
  const claims = { sub: 'bench', [environment['TENANT_CLAIM'] ?? '']: tenantId };
  const worker = await startFunction(rig, 'tenant-api', environment);
  return {
    stop: worker.stop,
    get: async (path, headers = {}) => {
      const [rawPath = '', rawQueryString = ''] = path.split('?');
      const http = { method: 'GET', path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' };
      const authorizer = { jwt: { claims, scopes: null } };
      const event = {
        version: '2.0',
        routeKey: `GET ${rawPath}`,
        rawPath,
        rawQueryString,
        headers,
        requestContext: { http, authorizer, requestId: 'bench', routeKey: `GET ${rawPath}`, stage: '$default' },
        isBase64Encoded: false,
      };
      const { answer: given, wallMs, cpuMs } = await worker.invoke(event);
      const { statusCode, body, isBase64Encoded } = answer.parse(given);
      if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${body}`);
      const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
      return { body: isBase64Encoded ? bytes : JSON.parse(body), bytes: bytes.byteLength, wallMs, cpuMs };
    },
  };
};
