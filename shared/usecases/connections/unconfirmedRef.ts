import type { ConnectionRef } from '../../ports/refsAndPages.ts';

/** Where the tokens of an access lie that nobody has confirmed: beside the connection, so that no run finds them. */
export const unconfirmedRef = ({ tenantId, connectionId }: ConnectionRef): ConnectionRef => ({
  tenantId,
  connectionId: `${connectionId}~unconfirmed`,
});

/** Whoever confirms later consents anew. */
export const unconfirmedMs = 30 * 86_400_000;
