import * as z from 'zod';
import { onFirstUse } from '../language/onFirstUse.ts';

/** What is left to do about an event, on the work queue. */
export const webhookWork = z.enum([
  'read',
  'read_failure',
  'read_if_failed',
  'resume',
  'fetch_accounts',
  'revoke',
  'block',
  'unblock',
]);

const identifier = onFirstUse(() =>
  z
    .object({ data: z.object({ id: z.string().min(1).max(100) }) })
    .transform(({ data }) => data.id)
    .optional()
    .catch(undefined),
);

/** Ponto writes six digits of a second (Ponto reference, section 3.2); our moments have three, so that they compare. */
const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .optional()
  .catch(undefined);

/**
 * An event of Ponto (Ponto reference, section 7.4). Whatever else it holds is passed over, and so is a part that is of
 * another shape than known: what is missing decides what can be done.
 */
export const webhookEnvelope = onFirstUse(() =>
  z
    .object({
      data: z.object({
        id: z.string().min(1).max(100),
        type: z.string().regex(/^[\w.-]{1,100}$/),
        attributes: z.object({ createdAt: moment }).optional().catch(undefined),
        relationships: z
          .object({ organization: identifier(), account: identifier(), synchronization: identifier() })
          .optional()
          .catch(undefined),
      }),
    })
    .transform(({ data: { id, type, attributes, relationships } }) => ({
      id,
      type,
      createdAt: attributes?.createdAt,
      organizationId: relationships?.organization,
      accountPontoId: relationships?.account,
      synchronizationId: relationships?.synchronization,
    })),
);

export type WebhookEvent = z.output<ReturnType<typeof webhookEnvelope>>;
