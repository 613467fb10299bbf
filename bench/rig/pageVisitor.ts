import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { pageSession } from '../../shared/contracts/http/pageSessions.ts';
import { startFunction } from './functionWorker.ts';
import type { Rig } from './startRig.ts';

/** A page as it goes over the wire, and what it took. */
export interface SeenPage {
  readonly html: string;
  /** Compressed, without its style and script. */
  readonly bytes: number;
  readonly wallMs: number;
  readonly cpuMs: number;
}

export interface PageVisitor {
  readonly see: (path: string) => Promise<SeenPage>;
  readonly stop: () => Promise<void>;
}

const answer = z.looseObject({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  isBase64Encoded: z.boolean().default(false),
});

const getEvent = (path: string, cookie: string | undefined): object => {
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  const http = { method: 'GET', path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' };
  return {
    version: '2.0',
    routeKey: 'GET /pages/{proxy+}',
    rawPath,
    rawQueryString,
    headers: { 'accept-encoding': 'gzip', 'accept-language': 'nl' },
    ...(cookie !== undefined && { cookies: [cookie] }),
    requestContext: { http, requestId: 'bench', routeKey: 'GET /pages/{proxy+}', stage: '$default' },
    isBase64Encoded: false,
  };
};

/** Somebody of a tenant before a browser: `tenant-pages` in a fresh process, with exactly its environment. */
export const startPageVisitor = async (rig: Rig, tenantId: string, dynamoUrl?: string): Promise<PageVisitor> => {
  const worker = await startFunction(rig, 'tenant-pages', rig.environment('tenant-pages', dynamoUrl));
  const ask = async (path: string, cookie?: string) => {
    const { answer: given, wallMs, cpuMs } = await worker.invoke(getEvent(path, cookie));
    return { ...answer.parse(given), wallMs, cpuMs };
  };
  const headers = { authorization: `Bearer ${await rig.tokenFor(tenantId)}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ page: 'overview' });
  const offered = await fetch(`${rig.url}/v1/page-sessions`, { method: 'POST', headers, body });
  const { url } = pageSession().parse(await offered.json());
  const opened = await ask(new URL(url).pathname);
  const [cookie] = (opened.headers['set-cookie'] ?? '').split(';');
  return {
    stop: worker.stop,
    see: async (path) => {
      const { statusCode, body: text, isBase64Encoded, wallMs, cpuMs } = await ask(path, cookie);
      if (statusCode !== 200) throw new Error(`the page ${path} answered ${statusCode}`);
      const bytes = Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8');
      const html = (isBase64Encoded ? gunzipSync(bytes) : bytes).toString('utf8');
      return { html, bytes: isBase64Encoded ? bytes.length : gzipSync(bytes).length, wallMs, cpuMs };
    },
  };
};
