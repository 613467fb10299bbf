import { randomUUID } from 'node:crypto';

/** A mail as far as its fate is concerned. */
export interface SentMail {
  readonly messageId: string;
  readonly recipients: readonly string[];
  readonly configurationSet: string | undefined;
  /** What the sender tagged it with; SES reports a list of values for each name. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly at: string;
}

const simulated = /^(bounce|complaint)(\+[^@]*)?@simulator\.amazonses\.com$/i;

/**
 * What SES tells about mails to the addresses of its simulator: the one way to see a bounce without hurting anybody. Nothing
 * is told of a mail that was sent without a configuration set.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
export const feedbackOn = ({ messageId, recipients, configurationSet, tags, at }: SentMail): readonly object[] =>
  configurationSet === undefined
    ? []
    : recipients.flatMap((emailAddress) => {
        const kind = simulated.exec(emailAddress)?.[1]?.toLowerCase();
        if (kind === undefined) return [];
        const mail = {
          timestamp: at,
          messageId,
          destination: recipients,
          tags: { ...tags, 'ses:configuration-set': [configurationSet] },
        };
        const isBounce = kind === 'bounce';
        const detail = isBounce
          ? {
              eventType: 'Bounce',
              bounce: {
                feedbackId: randomUUID(),
                bounceType: 'Permanent',
                bounceSubType: 'General',
                bouncedRecipients: [{ emailAddress, action: 'failed', status: '5.1.1' }],
                timestamp: at,
              },
              mail,
            }
          : {
              eventType: 'Complaint',
              complaint: { feedbackId: randomUUID(), complainedRecipients: [{ emailAddress }], timestamp: at },
              mail,
            };
        return [
          {
            version: '0',
            id: randomUUID(),
            'detail-type': isBounce ? 'Email Bounced' : 'Email Complaint Received',
            source: 'aws.ses',
            time: at,
            resources: [],
            detail,
          },
        ];
      });
