import type { KMSClient } from '@aws-sdk/client-kms';
import { ChosenSealer } from '../adapters/kms/chosenSealer.ts';
import { DataKeys } from '../adapters/kms/dataKeys.ts';
import { EnvelopeSealer } from '../adapters/kms/envelopeSealer.ts';
import { KmsSealer } from '../adapters/kms/kmsSealer.ts';
import type { SealPurpose, TokenSealing } from '../contracts/sealOwners.ts';
import type { Sealer } from '../ports/tokens.ts';
import { systemClock } from '../runtime/systemClock.ts';

export interface SealingVariables {
  readonly TOKEN_KEY_ID: string;
  readonly TOKEN_SEALING?: TokenSealing | undefined;
}

/**
 * What seals each kind of secret. Tokens and kept answers never share a data key: each is a right of its own. Credentials
 * are sealed by KMS itself: they lie for years, so that a data key would have to be opened for each all the same.
 */
export type Sealers = Readonly<Record<SealPurpose | 'credentials', Sealer>>;

/** Until a setting says otherwise texts are sealed as the release before opens them. */
const untilSaid: TokenSealing = 'kms';

export const createSealers = (client: KMSClient, variables: SealingVariables): Sealers => {
  const { TOKEN_KEY_ID: keyId, TOKEN_SEALING: chosen = untilSaid } = variables;
  const kms = new KmsSealer(client, keyId);
  const sealerOf = (purpose: SealPurpose): Sealer => {
    const envelope = new EnvelopeSealer(new DataKeys(client, { keyId, purpose }, systemClock), purpose);
    return new ChosenSealer({ kms, envelope }, chosen);
  };
  return { tokens: sealerOf('tokens'), answers: sealerOf('answers'), credentials: kms };
};
