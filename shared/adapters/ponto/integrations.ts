import type { Integrations } from '../../ports/bankFeed.ts';
import { makePontoClient } from './client.ts';
import { faultOf } from './errors.ts';
import type { Send } from './retry.ts';
import type { AccessTokens } from './tokens.ts';

interface Deps {
  readonly baseUrl: string;
  readonly send: Send;
  readonly platformTokens: AccessTokens;
}

/** Integrations of organisations with our application (Ponto reference, section 4.9). */
export const makeIntegrations = ({ baseUrl, send, platformTokens }: Deps): Integrations => {
  const client = makePontoClient({ baseUrl, send, tokens: platformTokens, whenRefused: 'internal_error' });
  return {
    end: async (organizationId) => {
      const outcome = await client.delete(['organizations', organizationId, 'integration']);
      if (outcome.kind === 'answered') return;
      const { refusal } = outcome;
      // Only Ponto itself can say that there is nothing to end; the page of an intermediary cannot.
      if (refusal.status === 404 && refusal.codes.includes('resourceNotFound')) return;
      throw faultOf('ponto_answer_not_understood', refusal);
    },
  };
};
