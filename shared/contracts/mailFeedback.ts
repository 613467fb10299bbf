import * as z from 'zod';
import { onFirstUse } from '../language/onFirstUse.ts';

/** What SES calls its events on EventBridge; the rule of the stack lets these through and no others. */
export const mailFeedbackTypes = { bounced: 'Email Bounced', complained: 'Email Complaint Received' } as const;

/** What our mails are tagged with, so that a report says whose affairs they were about. */
export const mailTags = { tenant: 'tenant', digest: 'digest' } as const;

const recipients = onFirstUse(() => z.array(z.object({ emailAddress: z.string().min(3) })));
const values = onFirstUse(() => z.array(z.string()));
/** A mail of former days has no tag of ours. A report names each tag with a list of values. */
const mail = onFirstUse(() =>
  z
    .object({
      tags: z.object({ [mailTags.tenant]: values().exactOptional(), [mailTags.digest]: values().exactOptional() }),
    })
    .exactOptional(),
);
const moment = onFirstUse(() => z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()));

/**
 * An event of SES about a mail that came back. Members that are not named here hold the mail itself and go no further.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const mailFeedback = onFirstUse(() =>
  z.discriminatedUnion('detail-type', [
    z.object({
      source: z.literal('aws.ses'),
      'detail-type': z.literal(mailFeedbackTypes.bounced),
      detail: z.object({
        bounce: z.object({ bounceType: z.string(), bouncedRecipients: recipients(), timestamp: moment() }),
        mail: mail(),
      }),
    }),
    z.object({
      source: z.literal('aws.ses'),
      'detail-type': z.literal(mailFeedbackTypes.complained),
      detail: z.object({
        complaint: z.object({ complainedRecipients: recipients(), timestamp: moment() }),
        mail: mail(),
      }),
    }),
  ]),
);

export type MailFeedback = z.output<ReturnType<typeof mailFeedback>>;
