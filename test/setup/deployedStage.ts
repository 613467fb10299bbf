/** Names of what a stage has, as `infra/` gives them. */
export interface DeployedStage {
  readonly connectionsTable: string;
  readonly transactionsTable: string;
  readonly tokenKey: string;
  readonly secretPath: string;
  readonly bus: string;
  /** The queue of the stage that nobody takes messages from, so that a suite can. */
  readonly queue: string;
  readonly mailFrom: string;
}

const stageNamed = (stage: string): DeployedStage => {
  const prefix = `ponto-bank-sync-${stage}`;
  return {
    connectionsTable: `${prefix}-registry`,
    transactionsTable: `${prefix}-books`,
    tokenKey: `alias/${prefix}-tokens`,
    secretPath: `ponto-bank-sync/${stage}`,
    bus: prefix,
    queue: `${prefix}-schedule-dead-letters`,
    mailFrom: process.env['CONFORMANCE_MAIL_FROM'] ?? 'bank-sync@example.com',
  };
};

const stage = process.env['CONFORMANCE_STAGE'];

/**
 * The stage that the contract suites run on when `CONFORMANCE_STAGE` names one, reached by the SDK's own variables
 * (`AWS_ENDPOINT_URL`, `AWS_REGION`, credentials): a foreign emulator or a real account. Without it each suite starts an
 * engine of its own.
 */
export const deployedStage: DeployedStage | undefined = stage === undefined ? undefined : stageNamed(stage);

/** Put into the title of every contract suite; the conformance tier picks its suites by it. */
export const engineName = deployedStage === undefined ? 'an engine of its own' : 'the deployed stage';

/** Sets one run apart from the others: a deployed stage keeps what earlier runs left. */
export const runMark = deployedStage === undefined ? '' : `${process.pid}-${Date.now()}-`;
