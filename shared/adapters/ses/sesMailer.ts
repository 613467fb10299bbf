import { SendEmailCommand, SESv2ServiceException, type SESv2Client } from '@aws-sdk/client-sesv2';
import { mailTagOf } from '../mailTag.ts';
import { defined } from '../../language/defined.ts';
import type { Clock } from '../../ports/ambient.ts';
import { mailTags } from '../../contracts/mailFeedback.ts';
import type { Mail, Mailer, MailOutcome, MailSubject } from '../../ports/mail.ts';

export interface SesSender {
  /** The address that the function may send as. */
  readonly from: string;
  /** By it SES reports bounces and complaints. */
  readonly configurationSet?: string;
}

const tagFor = (subject: MailSubject) =>
  subject.kind === 'tenant'
    ? { Name: mailTags.tenant, Value: mailTagOf(subject.tenantId) }
    : { Name: mailTags.digest, Value: subject.digestId };

const senderName = 'Ponto Bank Sync';
const charset = 'UTF-8';

/** SES takes some mails a second and says no to the ones above; a pause of seconds is enough. */
const throttled: ReadonlySet<string> = new Set(['TooManyRequestsException', 'ThrottlingException', 'Throttling']);
const tries = 5;
const firstPauseMs = 500;

/**
 * Sends by SES. The client must not try again by itself: SES knows no idempotency, and a call that timed out may have
 * sent the mail. Only a throttled call is repeated, because SES says that it did nothing.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export class SesMailer implements Mailer {
  readonly #client: SESv2Client;
  readonly #sender: SesSender;
  readonly #clock: Pick<Clock, 'sleep'>;

  constructor(client: SESv2Client, sender: SesSender, clock: Pick<Clock, 'sleep'>) {
    this.#client = client;
    this.#sender = sender;
    this.#clock = clock;
  }

  async send(mail: Mail): Promise<MailOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#try(mail);
      if (outcome.kind === 'sent' || !throttled.has(outcome.reason) || attempt === tries) return outcome;
      await this.#clock.sleep(firstPauseMs * 2 ** (attempt - 1));
    }
  }

  async #try(mail: Mail): Promise<MailOutcome> {
    try {
      await this.#client.send(this.#commandFor(mail));
      return { kind: 'sent' };
    } catch (error) {
      if (error instanceof SESv2ServiceException && error.$fault === 'client') {
        return { kind: 'refused', reason: error.name };
      }
      throw error;
    }
  }

  #commandFor({ to, sentFor, subject, text, html }: Mail): SendEmailCommand {
    const { from, configurationSet } = this.#sender;
    return new SendEmailCommand({
      FromEmailAddress: `"${senderName}" <${from}>`,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: subject, Charset: charset },
          Body: { Text: { Data: text, Charset: charset }, Html: { Data: html, Charset: charset } },
          // Nobody wrote this by hand: absence notes need not answer it (RFC 3834, section 5).
          Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
        },
      },
      // What SES reports of the mail comes with them.
      EmailTags: [tagFor(sentFor)],
      ...defined({ ConfigurationSetName: configurationSet }),
    });
  }
}
