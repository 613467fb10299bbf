import type { AwsEnvironment } from '../awsEnvironment.ts';
import type { Log } from '../log.ts';

/** What goes on is told beside what comes out. */
export const listSoftware = async ({ software }: AwsEnvironment, log: Log): Promise<boolean> => {
  const clients = await software.list();
  log(['client', 'tenant', 'since'].join('\t'));
  for (const { clientId, tenantId, since } of clients) log([clientId, tenantId, since].join('\t'));
  return true;
};

export const addSoftware = async (tenantId: string, { software, tell }: AwsEnvironment, log: Log): Promise<boolean> => {
  const outcome = await software.add(tenantId);
  if (outcome.kind === 'too_many') {
    tell(
      'The gateway takes the tokens of 49 app clients of software, and there are as many. With more, use an issuer of',
    );
    tell('your own (jwtIssuer), or remove what is no longer used: npm run ops -- software');
    return false;
  }
  log(JSON.stringify(outcome.access, null, 2));
  tell('The secret is shown this once: hand it over as a secret, and keep no copy.');
  tell('Its tokens are taken once the application is deployed with:');
  tell(`  -c softwareClients=${outcome.clientIds.join(',')}`);
  return true;
};

export const removeSoftware = async (
  clientId: string,
  { software, tell }: AwsEnvironment,
  _log: Log,
): Promise<boolean> => {
  const outcome = await software.remove(clientId);
  if (outcome === 'unknown') tell('There is no such app client of software: npm run ops -- software');
  else tell('It gets no more tokens. Those that it has are good for an hour at most; take it out of softwareClients.');
  return outcome === 'removed';
};
