import { createServer } from 'node:https';
import type { Server } from 'node:net';
import { once } from 'node:events';
import * as z from 'zod';
import { makeCertificates } from '../../test/unit/adapters/ponto/certificates.ts';

/** When the first attempt of what was told of an account arrived, in milliseconds of `performance.now()`. */
export type OnArrival = (accountId: string, at: number) => void;

export interface Receivers {
  /** Address of a receiver that answers at once. */
  readonly urlOf: (name: string) => string;
  /** From now on it takes what comes, and never says a word: the worst that a receiver can do. */
  readonly silence: (name: string) => void;
  /** Certificate of the authority that theirs is from. */
  readonly authority: string;
  readonly close: () => Promise<void>;
}

const told = z.object({ data: z.object({ accountId: z.string() }) });

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a receiver has no port');
  return address.port;
};

const listening = async <S extends Server>(server: S): Promise<S> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

/** Software of tenants on this machine, behind HTTPS. */
export const startReceivers = async (onArrival: OnArrival): Promise<Receivers> => {
  const { ca: authority, server: certificate } = await makeCertificates('127.0.0.1');
  const silent = new Set<string>();
  const server = await listening(
    createServer(certificate, (request, response) => {
      const at = performance.now();
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (silent.has((request.url ?? '').slice(1))) return;
        response.writeHead(204).end();
        onArrival(told.parse(JSON.parse(Buffer.concat(chunks).toString())).data.accountId, at);
      });
    }),
  );
  return {
    urlOf: (name) => `https://127.0.0.1:${portOf(server)}/${name}`,
    silence: (name) => void silent.add(name),
    authority,
    close: async () => {
      server.closeAllConnections();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
};
