import type { Sealer } from '../../shared/ports/tokens.ts';

/** Seals so that a test can see whether a secret lies open, and for whom it was sealed. */
export const plainSealer: Sealer = {
  seal: async (text, { tenantId, connectionId }) =>
    Buffer.from(JSON.stringify([tenantId, connectionId, text])).toString('base64'),
  unseal: async (sealed, { tenantId, connectionId }) => {
    const [tenant, connection, text]: string[] = JSON.parse(Buffer.from(sealed, 'base64').toString());
    if (tenant !== tenantId || connection !== connectionId) throw new Error('sealed for another owner');
    return text ?? '';
  },
};
