import { DynamoTenantCredentials } from '../../shared/adapters/dynamodb/tenantCredentials.ts';
import type { Table } from '../../shared/adapters/dynamodb/table.ts';
import { KmsSealer } from '../../shared/adapters/kms/kmsSealer.ts';
import { SecretsManagerHome } from '../../shared/adapters/secrets/secretsManagerHome.ts';
import { kmsClient } from '../../shared/composition/clients/kms.ts';
import { secretsClient } from '../../shared/composition/clients/secrets.ts';
import type { CredentialsHomeName } from '../../shared/contracts/sealOwners.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makeMoveCredentials, type MoveCredentials } from '../../shared/usecases/operations/moveCredentials.ts';
import { namePrefix, tenantSecretsPath } from '../config/names.ts';
import type { StageName } from '../config/stages.ts';

/** Both homes of tenants' credentials, as the operator's own rights reach them. */
export const openCredentials = (stage: StageName, table: Table) => {
  const [kms, secrets] = [kmsClient(), secretsClient()];
  const homes = {
    table: new DynamoTenantCredentials(table, new KmsSealer(kms, `alias/${namePrefix({ stage })}-tokens`), clock),
    'secrets-manager': new SecretsManagerHome(secrets, tenantSecretsPath({ stage })),
  };
  return {
    moverTo: (to: CredentialsHomeName): MoveCredentials =>
      makeMoveCredentials({ from: homes[to === 'table' ? 'secrets-manager' : 'table'], to: homes[to] }),
    close: (): void => {
      kms.destroy();
      secrets.destroy();
    },
  };
};
