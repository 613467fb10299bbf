import type { Stack } from 'aws-cdk-lib/core';
import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib/core';
import { EmailIdentity, Identity, MailFromBehaviorOnMxFailure } from 'aws-cdk-lib/aws-ses';

export interface MailDomainProps {
  readonly domain: string;
  /** What bounces come back to, and what receivers look up as the sender of the envelope (SPF). */
  readonly returnDomain: string;
}

/**
 * The SES identity of the domain that mails come from, with the DNS records as outputs of the stack: three that prove it
 * and sign its mails (DKIM), two by which the envelope is of the same domain (SPF), and a policy for those who find
 * neither (DMARC). Until the records of the return domain are there, SES uses its own, and mails go out all the same.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
 */
export const addMailDomain = (stack: Stack, { domain, returnDomain }: MailDomainProps): void => {
  const identity = new EmailIdentity(stack, 'MailDomain', {
    identity: Identity.domain(domain),
    mailFromDomain: returnDomain,
    mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
  });
  identity.applyRemovalPolicy(RemovalPolicy.RETAIN);
  for (const [index, { name, value }] of identity.dkimRecords.entries()) {
    new CfnOutput(stack, `MailDomainRecord${index + 1}`, {
      value: `${name} CNAME ${value}`,
      description: 'DNS record that proves the mail domain',
    });
  }
  const records = {
    MailReturnRecord: {
      value: `${returnDomain} MX 10 feedback-smtp.${stack.region}.amazonses.com`,
      description: 'DNS record by which bounces come back to SES',
    },
    MailSpfRecord: {
      value: `${returnDomain} TXT "v=spf1 include:amazonses.com ~all"`,
      description: 'DNS record that says that SES may send for the return domain',
    },
    MailDmarcRecord: {
      value: `_dmarc.${domain} TXT "v=DMARC1; p=none"`,
      description:
        'DNS record for a domain that has no DMARC policy yet: asks receivers to look, and to refuse nothing',
    },
  };
  for (const [id, record] of Object.entries(records)) new CfnOutput(stack, id, record);
};
