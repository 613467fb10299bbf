import * as z from 'zod';
import type { Integrations } from '../../ports/bankFeed.ts';
import { makePontoClient } from './client.ts';
import { faultOf, notUnderstood } from './errors.ts';
import { present } from './json.ts';
import type { Send } from './retry.ts';
import { usageResource } from './schema.ts';
import type { AccessTokens } from './tokens.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const usageDocument = onFirstUse(() => z.object({ data: usageResource() }));

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

    usage: async (organizationId, month) => {
      const outcome = await client.get(['organizations', organizationId, 'usage', month]);
      if (outcome.kind === 'refused') {
        const { refusal } = outcome;
        if (refusal.status === 404 && refusal.codes.includes('resourceNotFound')) return undefined;
        throw faultOf('ponto_answer_not_understood', refusal);
      }
      const parsed = usageDocument().safeParse(outcome.json);
      if (!parsed.success) throw notUnderstood();
      const { accountCount, paymentCount, bulkPaymentCount, totalAccounts } = parsed.data.data.attributes;
      return {
        ...present('accounts', accountCount),
        ...present('payments', paymentCount),
        ...present('bulkPayments', bulkPaymentCount),
        ...present('totalAccounts', totalAccounts),
      };
    },
  };
};
