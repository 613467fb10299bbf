import { defined } from '../../shared/language/defined.ts';
import type { Settings } from './settings.ts';

/** What every name of a stage begins with, so that stages can share an AWS account. */
export const namePrefix = ({ stage }: Pick<Settings, 'stage'>): string => `ponto-bank-sync-${stage}`;

/** Where secrets stand: `<path>/ponto-application` is the platform's, `<path>/tenants/...` are the tenants'. */
export const secretPath = ({ stage }: Pick<Settings, 'stage'>): string => `ponto-bank-sync/${stage}`;

/** Below it stand the Client IDs and Secret IDs of tenants. */
export const tenantSecretsPath = (settings: Pick<Settings, 'stage'>): string => `${secretPath(settings)}/tenants`;

/** The secret with the platform's Ponto application. */
export const pontoApplicationName = (settings: Pick<Settings, 'stage'>): string =>
  `${secretPath(settings)}/ponto-application`;

/** The tables that are in use: a restored copy takes the place of one that is lost by its setting. */
export const tableNames = (settings: Pick<Settings, 'stage' | 'registryTable' | 'booksTable'>) => ({
  registry: settings.registryTable ?? `${namePrefix(settings)}-registry`,
  books: settings.booksTable ?? `${namePrefix(settings)}-books`,
});

/** Namespace in CloudWatch of what the functions count. */
export const metricsNamespace = ({ stage }: Pick<Settings, 'stage'>): string => `PontoBankSync/${stage}`;

/** What our mails are sent with, so that SES tells us of bounces and complaints. */
export const configurationSetName = (settings: Pick<Settings, 'stage'>): string => `${namePrefix(settings)}-mail`;

/** Where a stack of a stage stands; without an account, in that of the credentials. */
export const environmentOf = ({ region, account }: Pick<Settings, 'region' | 'account'>) =>
  defined({ region, account });

/**
 * The secret, in Virginia, with the key that CloudFront shows the API. Its name changes with the key: CloudFormation looks
 * into a secret only when what names it changes.
 */
export const edgeKeyName = (settings: Pick<Settings, 'stage'>, [digest = '']: readonly string[]): string =>
  `${secretPath(settings)}/edge-key-${digest.slice(0, 8)}`;
