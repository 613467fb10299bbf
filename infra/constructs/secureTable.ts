import { RemovalPolicy } from 'aws-cdk-lib/core';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { defined } from '../../shared/language/defined.ts';
import { suppressFindings } from './suppressFindings.ts';

export interface SecureTableProps {
  /**
   * A fixed name: a change that would replace the table then fails the deployment, instead of starting with an empty
   * table beside the old one.
   */
  readonly tableName: string;
  /**
   * Attribute with the moment after which DynamoDB may drop an item.
   *
   * @default none: no item ever goes by itself
   */
  readonly timeToLiveAttribute?: string;
}

/**
 * A table with the keys `pk` and `sk` that outlives its stack and can be put back to any second of the last 35 days.
 *
 * Encrypted with the key that AWS owns: it costs nothing, and no function needs a KMS right merely to read a table. What
 * must not be readable from the table alone (tokens, kept answers) is sealed before it is written. A key of our own can
 * be set later without replacing the table.
 */
export class SecureTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { tableName, timeToLiveAttribute }: SecureTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      tableName,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...defined({ timeToLiveAttribute }),
    });
    suppressFindings(this.table, {
      checkov: {
        CKV_AWS_119: 'The key that AWS owns, on purpose: what must not be readable is sealed before it is written.',
      },
    });
  }
}
