import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { TokenKeyState } from '../../ports/health.ts';

/** Asks KMS how the key is. A key that waits for its deletion opens nothing from the first moment on. */
export const makeTokenKeyState =
  (client: KMSClient, keyId: string): TokenKeyState =>
  async () => {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: keyId }));
    return KeyMetadata?.KeyState ?? 'Unavailable';
  };
