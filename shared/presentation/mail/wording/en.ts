import type { ExpiryWording } from './wording.ts';

export const en: ExpiryWording = {
  someBank: 'your bank',
  someBankAsTitle: 'Your bank',
  greeting: (name) => (name === undefined ? 'Hello,' : `Hello ${name},`),
  subject: (bank, when) => `${bank}: the authorisation of your bank feed ${when}`,
  ended: 'has ended',
  today: 'ends today',
  tomorrow: 'ends tomorrow',
  inDays: (days) => `ends in ${days} days`,
  on: (when, day) => `${when} (${day})`,
  introduction: (bank, accounts) =>
    `The authorisation by which your accounting software reads ${accounts === 1 ? 'this account' : 'these accounts'} at ` +
    `${bank} is limited in time and has to be renewed:`,
  consequence:
    'After its end no new transactions come in. Nothing is lost: as soon as the authorisation is renewed, the days in ' +
    'between are filled in.',
  renew: 'Renew now',
  aboutLinks:
    'The button takes you to Ponto, where your bank asks you to sign in and to confirm. It is meant for you alone, and works ' +
    'for 30 days or until the next message.',
  nextStep:
    'You can also open the bank connection in your accounting software and choose to renew the authorisation there. ' +
    'Accounts, journals and history stay as they are.',
  stoppedOtherwise:
    'At present nothing comes in from this bank for another reason too. Your accounting software shows which, and what ' +
    'to do.',
  footer:
    'Ponto Bank Sync, the service that brings bank transactions into your accounting software, sends this message because ' +
    'this address is a contact of the bank connection. We never ask for passwords or codes by e-mail.',
};
