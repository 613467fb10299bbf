import type { Settings } from './settings.ts';

/** What every name of a stage begins with, so that stages can share an AWS account. */
export const namePrefix = ({ stage }: Pick<Settings, 'stage'>): string => `ponto-bank-sync-${stage}`;

/** Where secrets stand: `<path>/ponto-application` is the platform's, `<path>/tenants/...` are the tenants'. */
export const secretPath = ({ stage }: Pick<Settings, 'stage'>): string => `ponto-bank-sync/${stage}`;

/** Namespace in CloudWatch of what the functions count. */
export const metricsNamespace = ({ stage }: Pick<Settings, 'stage'>): string => `PontoBankSync/${stage}`;

/** What our mails are sent with, so that SES tells us of bounces and complaints. */
export const configurationSetName = (settings: Pick<Settings, 'stage'>): string => `${namePrefix(settings)}-mail`;
