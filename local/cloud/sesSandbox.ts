import { ServiceFault } from './serviceFault.ts';

/** Addresses and domains that SES has proven; of everything else it takes no mail in, and to nothing else lets one out. */
export type ProvenIdentities = readonly string[];

const addressIn = (recipient: string): string => /<([^>]*)>$/.exec(recipient)?.[1] ?? recipient;
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

const simulator = 'simulator.amazonses.com';

/** Whoever may send from a domain may write to it. */
export const withSender = (proven: ProvenIdentities, sender: string): ProvenIdentities => [
  ...proven,
  domainOf(addressIn(sender)),
];

/** The identity that stands for a recipient: its own, else that of its domain. */
const identityOf = (proven: ProvenIdentities, recipient: string): string | undefined => {
  const address = addressIn(recipient);
  return [address, domainOf(address)].find((name) => proven.includes(name));
};

/**
 * What an account in the sandbox of SES may not do: mail to anybody whom SES does not know. The addresses of its simulator
 * are free.
 *
 * @throws ServiceFault that names who failed
 * @see https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html
 */
export const refuseStrangers = (proven: ProvenIdentities, recipients: readonly string[], region: string): void => {
  const strangers = recipients
    .filter((recipient) => domainOf(addressIn(recipient)) !== simulator)
    .filter((recipient) => identityOf(proven, recipient) === undefined);
  if (strangers.length === 0) return;
  throw new ServiceFault(
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region ' +
      `${region.toUpperCase()}: ${strangers.map(addressIn).join(', ')}`,
  );
};

/** In the sandbox SES asks for a right on the identity of each recipient, too. */
export const recipientIdentities = (proven: ProvenIdentities, recipients: readonly string[]): readonly string[] => [
  ...new Set(recipients.flatMap((recipient) => identityOf(proven, recipient) ?? [])),
];
