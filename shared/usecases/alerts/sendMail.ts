import type { Mail, MailOutcome } from '../../ports/mail.ts';
import type { ConnectionRef } from '../../ports/common.ts';
import type { AlertDeps } from './alertDeps.ts';

/** Sends a mail and tells the log what went wrong with it: the reason and the connection, never whom it was for. */
export const sendMail = async (
  { mailer, onFailure }: Pick<AlertDeps, 'mailer' | 'onFailure'>,
  mail: Mail,
  ref: ConnectionRef | undefined,
): Promise<MailOutcome | { readonly kind: 'unknown' }> => {
  try {
    const outcome = await mailer.send(mail);
    if (outcome.kind === 'refused') onFailure(ref, { kind: 'mail_refused', reason: outcome.reason });
    return outcome;
  } catch (error) {
    onFailure(ref, { kind: 'mail_unknown', error });
    return { kind: 'unknown' };
  }
};
