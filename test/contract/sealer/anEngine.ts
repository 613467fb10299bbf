import { KMSClient } from '@aws-sdk/client-kms';
import { startKms } from '../../../local/cloud/kms.ts';
import { aDataDir, clientOf } from '../../local/cloud/awsClient.ts';
import { deployedStage } from '../../setup/deployedStage.ts';

/** A KMS with one key: that of the deployed stage, or one of its own. */
export const anEngine = async () => {
  if (deployedStage) {
    return { client: new KMSClient({}), key: deployedStage.tokenKey, stop: async () => undefined };
  }
  const dataDir = aDataDir();
  const arn = 'arn:aws:kms:eu-central-1:000000000000:key/key-1';
  const { url, close } = await startKms({ dataDir: dataDir.path, keys: [{ id: 'key-1', arn, aliases: [] }] });
  const stop = async () => {
    await close();
    dataDir.remove();
  };
  return { client: new KMSClient(clientOf(url)), key: arn, stop };
};
