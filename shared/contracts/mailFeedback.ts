import * as z from 'zod';

/** What SES calls its events on EventBridge; the rule of the stack lets these through and no others. */
export const mailFeedbackTypes = { bounced: 'Email Bounced', complained: 'Email Complaint Received' } as const;

const recipients = z.array(z.object({ emailAddress: z.string().min(3) }));
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

/**
 * An event of SES about a mail that came back. Members that are not named here hold the mail itself and go no further.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const mailFeedback = z.discriminatedUnion('detail-type', [
  z.object({
    source: z.literal('aws.ses'),
    'detail-type': z.literal(mailFeedbackTypes.bounced),
    detail: z.object({
      bounce: z.object({ bounceType: z.string(), bouncedRecipients: recipients, timestamp: moment }),
    }),
  }),
  z.object({
    source: z.literal('aws.ses'),
    'detail-type': z.literal(mailFeedbackTypes.complained),
    detail: z.object({ complaint: z.object({ complainedRecipients: recipients, timestamp: moment }) }),
  }),
]);

export type MailFeedback = z.output<typeof mailFeedback>;
