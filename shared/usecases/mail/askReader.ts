import { longAgo } from '../../domain/mail/confirmation.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { RenderMail } from '../../domain/mail/mailContent.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { AddressConfirmations, AddressToAsk, Mailer } from '../../ports/mail.ts';
import type { OnAlertFailure } from '../alerts/deliver.ts';

interface Deps {
  readonly confirmations: Pick<AddressConfirmations, 'ask' | 'takeBack'>;
  readonly mailer: Mailer;
  readonly renderMail: RenderMail;
  readonly ids: Pick<IdSource, 'secret'>;
  /** Where the world reaches us. */
  readonly publicUrl: string;
  readonly onFailure: OnAlertFailure;
}

/** `too_soon`: asked within the last week, by whomever of the tenant. `failed`: the mail service did not take the mail. */
export type Asked = 'asked' | 'too_soon' | 'failed';

/**
 * Asks a reader once whether mail of a tenant's feeds is wanted: one neutral mail, which holds no word of the tenant's. The
 * right to ask is claimed before the mail goes, so that a crash in between costs the question and never sends it twice.
 */
export const makeAskReader =
  ({ confirmations, mailer, renderMail, ids, publicUrl, onFailure }: Deps) =>
  async (question: AddressToAsk, at: Instant): Promise<Asked> => {
    const { tenantId, connectionId, address: to, language } = question;
    const token = await confirmations.ask(question, ids.secret(), at, longAgo(at));
    if (token === undefined) return 'too_soon';
    const url = `${publicUrl.replace(/\/$/, '')}/confirm-address?link=${token}`;
    const mail = renderMail({ kind: 'confirmation', language, url });
    try {
      const outcome = await mailer.send({ to, sentFor: { kind: 'tenant', tenantId }, ...mail });
      if (outcome.kind === 'sent') return 'asked';
      await confirmations.takeBack(token);
      onFailure({ tenantId, connectionId }, { kind: 'mail_refused', reason: outcome.reason });
    } catch (error) {
      // Nobody knows whether it went out: it counts as sent.
      onFailure({ tenantId, connectionId }, { kind: 'mail_unknown', error });
    }
    return 'failed';
  };

export type AskReader = ReturnType<typeof makeAskReader>;
