import { htmlPage } from '../../shared/presentation/htmlPage.ts';
import { incidentKinds } from '../../shared/domain/alerts/incident.ts';
import { confirmationWords, consentPageWords, renewalWords } from '../../shared/presentation/pages.ts';
import { renderMail } from '../../shared/presentation/mail/renderMail.ts';

const els = { name: 'Els', language: 'en' } as const;
const url = 'https://sync.example/renew?link=x';
const current = { reference: 'BE68539007547034', currency: 'EUR', label: 'Zichtrekening', bankName: 'KBC' };
const savings = { reference: 'BE71096123456769', currency: 'EUR', label: 'Spaarrekening', bankName: 'KBC' };
const difference = { amount: '42.50', since: '2026-03-05', bankBalance: '1204.33', on: '2026-03-07' };
const ends = { daysLeft: 7, lastDay: '2026-03-17', ended: false };

const { button: going, ...consent } = consentPageWords('en', {
  tenant: { tenantId: 'bakery', tenantName: 'Bakkerij Els' },
  product: 'Ponto Bank Sync',
  bankName: 'KBC',
  atStake: { endings: ['7034', '6769'], more: 0, others: false },
});
const { button, ...words } = renewalWords('en', { bank: 'KBC', byConsent: false });
const { button: confirm, ...asking } = confirmationWords('en');

/** Each kind of mail with invented people and accounts, as HTML by its name. */
export const samples = (): Readonly<Record<string, string>> => ({
  expiry: renderMail({
    kind: 'reminder',
    recipient: els,
    accounts: [current, savings].map((account) => ({ ...account, ...ends, renewalUrl: url })),
    stoppedOtherwise: false,
  }).html,
  digest: renderMail({
    kind: 'digest',
    language: 'en',
    accounts: [
      { client: 'Bakkerij Els', bankName: 'KBC', reference: current.reference, ...ends },
      {
        client: 'Garage Jan',
        bankName: 'ING',
        reference: savings.reference,
        daysLeft: 0,
        lastDay: '2026-03-10',
        ended: true,
      },
    ],
  }).html,
  ...Object.fromEntries(
    incidentKinds.map((kind) => [
      kind,
      renderMail({
        kind: 'incident',
        recipient: els,
        incident: kind,
        accounts:
          kind === 'awaiting_confirmation' ? [] : [{ ...current, ...(kind === 'statement_broken' && { difference }) }],
        ...((kind === 'reconnect_required' || kind === 'accounts_lost') && { url }),
      }).html,
    ]),
  ),
  consent: htmlPage({
    language: 'en',
    ...consent,
    form: { action: '/oauth/consent', fields: [{ name: 'begun', value: 'x' }], button: going, mayLeadTo: ['https:'] },
  }).html,
  renewal: htmlPage({
    language: 'en',
    ...words,
    form: { action: '/renew', fields: [{ name: 'link', value: 'x' }], button, mayLeadTo: ['https:'] },
  }).html,
  endpoint_disabled: renderMail({
    kind: 'endpoint_disabled',
    recipient: els,
    because: 'failing',
    endpointId: '0198c2f4-7d21-7b5e-9c1f-6a2d30b7e411',
    description: 'Books of the bakery',
  }).html,
  confirmation: renderMail({ kind: 'confirmation', language: 'en', url }).html,
  confirming: htmlPage({
    language: 'en',
    ...asking,
    form: { action: '/confirm-address', fields: [{ name: 'link', value: 'x' }], button: confirm, mayLeadTo: [] },
  }).html,
});
