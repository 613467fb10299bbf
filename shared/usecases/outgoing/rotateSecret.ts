import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { signingSecret } from '../../domain/outgoing/signingSecret.ts';
import { rotated, rotatesFrom } from '../../domain/outgoing/webhookEndpoint.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { EndpointRef, EndpointSecrets, WebhookEndpoints } from '../../ports/webhookEndpoints.ts';
import type { WithSecret } from './createEndpoint.ts';

export interface RotateSecretDeps {
  readonly endpoints: Pick<WebhookEndpoints, 'get' | 'rotate'>;
  readonly secrets: Pick<EndpointSecrets, 'seal'>;
  readonly ids: Pick<IdSource, 'secret'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Two old secrets sign beside the new one; a third would cut the oldest short. */
export interface SecretsOverlap {
  readonly until: Instant;
}

/** Two who rotate at once each get a secret that signs: the second one takes a look more. */
const maxTries = 3;

export const makeRotateSecret =
  ({ endpoints, secrets, ids, clock }: RotateSecretDeps) =>
  async (ref: EndpointRef): Promise<WithSecret | SecretsOverlap | 'not_found'> => {
    const secret = signingSecret(ids.secret());
    const sealed = await secrets.seal(ref, secret);
    for (let attempt = 0; attempt < maxTries; attempt += 1) {
      const seen = await endpoints.get(ref);
      if (!seen) return 'not_found';
      const now = clock.now();
      const until = rotatesFrom(seen, now);
      if (until !== undefined) return { until };
      const endpoint = await endpoints.rotate(seen, rotated(seen, sealed, now));
      if (endpoint) return { endpoint, secret };
    }
    throw new Error('an endpoint is rotated by several at once');
  };

export type RotateSecret = ReturnType<typeof makeRotateSecret>;
