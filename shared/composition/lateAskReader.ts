import type { Environment } from '../contracts/environment.ts';
import { late } from '../language/late.ts';
import { randomIds as ids } from '../runtime/randomIds.ts';
import { systemClock as clock } from '../runtime/systemClock.ts';
import type { AskReader } from '../usecases/mail/askReader.ts';
import type { OnAlertFailure } from '../usecases/alerts/deliver.ts';
import type { Stores } from './stores.ts';

type Variables = Pick<Environment<'tenant-api'>, 'MAIL_FROM' | 'MAIL_CONFIGURATION_SET' | 'PUBLIC_URL'>;

/** Asks readers of mail. Few calls write a mail: the client of SES and the words of mails are loaded with the first one. */
export const lateAskReader = (
  env: Variables,
  { confirmations, onFailure }: Pick<Stores, 'confirmations'> & { readonly onFailure: OnAlertFailure },
): AskReader =>
  late(async () => {
    const [{ makeAskReader }, { SesMailer }, { mailClient }, { renderMail }] = await Promise.all([
      import('../usecases/mail/askReader.ts'),
      import('../adapters/ses/sesMailer.ts'),
      import('./clients/mail.ts'),
      import('../presentation/mail/renderMail.ts'),
    ]);
    const sender = { from: env.MAIL_FROM, configurationSet: env.MAIL_CONFIGURATION_SET };
    const mailer = new SesMailer(mailClient(), sender, clock);
    return makeAskReader({ confirmations, mailer, renderMail, ids, publicUrl: env.PUBLIC_URL, onFailure });
  });
