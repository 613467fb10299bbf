import type { RenderMail } from '../../domain/mail/mailContent.ts';
import type { SuppressionList } from '../../ports/addresses.ts';
import type { AccountantIndex, PendingDigests } from '../../ports/accountants.ts';
import type { Tellings, ScheduledChecks } from '../../ports/expiry.ts';
import type { EventBus } from '../../ports/events.ts';
import type { InstitutionSnapshots } from '../../ports/institutions.ts';
import type { ConnectionHistory, ConnectionStore } from '../../ports/connections.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionRef } from '../../ports/common.ts';
import type { Mailer } from '../../ports/mail.ts';
import type { TroubleTellings } from '../../ports/troubles.ts';
import type { IncidentSources } from './findIncidents.ts';
import type { OfferRenewal } from '../renewal/offerRenewal.ts';

export interface AlertDeps extends IncidentSources {
  readonly checks: ScheduledChecks;
  readonly tellings: Tellings;
  readonly accounts: Pick<AccountStore, 'ofConnection'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly snapshots: Pick<InstitutionSnapshots, 'read'>;
  readonly accountants: Pick<AccountantIndex, 'connectionsOf' | 'remove'>;
  readonly digests: PendingDigests;
  readonly troubleTellings: TroubleTellings;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly suppressionList: Pick<SuppressionList, 'get'>;
  readonly mailer: Mailer;
  readonly renderMail: RenderMail;
  readonly offerRenewal: OfferRenewal;
  readonly bus: EventBus;
  /** For the log: what went wrong, with one connection or with a digest over several. No address, no account number. */
  readonly onFailure: (ref: ConnectionRef | undefined, failure: AlertFailure) => void;
}

export type AlertFailure =
  | { readonly kind: 'mail_refused'; readonly reason: string }
  /** The mail service did not answer: nobody knows whether the mail went out. */
  | { readonly kind: 'mail_unknown'; readonly error: unknown }
  | { readonly kind: 'failed'; readonly error: unknown };
