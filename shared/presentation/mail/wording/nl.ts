import type { ExpiryWording } from './wording.ts';

export const nl: ExpiryWording = {
  someBank: 'uw bank',
  someBankAsTitle: 'Uw bank',
  greeting: (name) => (name === undefined ? 'Beste,' : `Beste ${name},`),
  subject: (bank, when) => `${bank}: de machtiging van uw bankkoppeling ${when}`,
  ended: 'is verlopen',
  today: 'verloopt vandaag',
  tomorrow: 'verloopt morgen',
  inDays: (days) => `verloopt over ${days} dagen`,
  on: (when, day) => `${when} (${day})`,
  introduction: (bank, accounts) =>
    `De machtiging waarmee uw boekhoudsoftware ${accounts === 1 ? 'deze rekening' : 'deze rekeningen'} bij ${bank} leest, ` +
    'is beperkt in de tijd en moet worden vernieuwd:',
  consequence:
    'Na afloop komen er geen nieuwe verrichtingen meer binnen. Er gaat niets verloren: zodra de machtiging vernieuwd is, ' +
    'worden de dagen ertussen aangevuld.',
  renew: 'Nu vernieuwen',
  aboutLinks:
    'De knop brengt u naar Ponto, waar uw bank u vraagt om aan te melden en te bevestigen. Hij is alleen voor u bestemd en ' +
    'werkt 30 dagen of tot het volgende bericht.',
  nextStep:
    'U kunt ook de bankkoppeling in uw boekhoudsoftware openen en daar kiezen om de machtiging te vernieuwen. ' +
    'Rekeningen, dagboeken en historiek blijven zoals ze zijn.',
  stoppedOtherwise:
    'Momenteel komt er ook om een andere reden niets binnen van deze bank. Uw boekhoudsoftware toont welke, en wat u kunt ' +
    'doen.',
  footer:
    'Ponto Bank Sync, de dienst die bankverrichtingen in uw boekhoudsoftware brengt, stuurt dit bericht omdat dit adres ' +
    'een contact van de bankkoppeling is. Wij vragen nooit per e-mail om wachtwoorden of codes.',
};
