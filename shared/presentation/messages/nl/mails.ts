import type { mails as source } from '../en/mails.ts';
import type { Translation } from '../../catalogue.ts';

export const mails: Translation<typeof source> = {
  some_bank: 'uw bank',
  some_bank_first: 'Uw bank',
  greeting: 'Beste,',
  greeting_named: 'Beste {name},',
  ends: '{days, plural, =0 {verloopt vandaag} =1 {verloopt morgen} other {verloopt over # dagen}}',
  ended: 'is verlopen',
  when_on: '{when} ({day})',
  reminder_subject: '{bank}: de machtiging van uw bankkoppeling {when}',
  reminder_introduction:
    'De machtiging waarmee uw boekhoudsoftware {accounts, plural, one {deze rekening} other {deze rekeningen}} bij {bank} leest, is beperkt in de tijd en moet worden vernieuwd:',
  reminder_consequence:
    'Na afloop komen er geen nieuwe verrichtingen meer binnen. Er gaat niets verloren: zodra de machtiging vernieuwd is, worden de dagen ertussen aangevuld.',
  renew: 'Nu vernieuwen',
  about_button:
    'De knop brengt u naar Ponto, waar uw bank u vraagt om aan te melden en te bevestigen. Hij is alleen voor u bestemd en werkt 30 dagen, of tot het volgende bericht.',
  renew_elsewhere:
    'U kunt ook de bankkoppeling in uw boekhoudsoftware openen en de machtiging daar vernieuwen. Rekeningen, dagboeken en historiek blijven zoals ze zijn.',
  stopped_otherwise:
    'Momenteel komt er ook om een andere reden niets binnen van deze bank. Uw boekhoudsoftware toont welke, en wat u kunt doen.',
  contact_footer:
    'Dit bericht komt van Ponto Bank Sync, de dienst die bankverrichtingen in uw boekhoudsoftware brengt. U ontvangt het omdat dit adres een contact van de bankkoppeling is. Wij vragen nooit per e-mail om wachtwoorden of codes.',
  digest_subject:
    '{accounts, plural, one {Een bankmachtiging van een klant moet worden vernieuwd} other {# bankmachtigingen van uw klanten moeten worden vernieuwd}}',
  digest_introduction:
    'De machtigingen waarmee de boekhoudsoftware deze rekeningen van {clients, plural, one {één klant} other {# klanten}} leest, zijn beperkt in de tijd en moeten worden vernieuwd:',
  some_client: 'Een klant',
  not_listed: '{accounts, plural, one {Nog # andere staat} other {Nog # andere staan}} hier niet bij.',
  digest_next:
    'Alleen de klant kan vernieuwen, omdat de bank om een bevestiging vraagt. De contactpersoon kreeg een bericht met een knop daarvoor. Na afloop komen er geen nieuwe verrichtingen meer binnen; er gaat niets verloren, en de dagen ertussen worden aangevuld.',
  digest_footer:
    'Dit bericht komt van Ponto Bank Sync, de dienst die bankverrichtingen in boekhoudsoftware brengt. U ontvangt het omdat uw klanten dit adres als dat van hun accountant hebben opgegeven. Er is één bericht voor alle klanten samen. Wij vragen nooit per e-mail om wachtwoorden of codes.',
  incident_subject: '{bank}: {subject}',
  restore_access: 'Toegang herstellen',
  nothing_lost: 'Er gaat niets verloren: de dagen ertussen worden aangevuld zodra het weer werkt.',
  reconnect_required_subject: 'de bankkoppeling heeft haar toegang verloren',
  reconnect_required_happened:
    'Ponto aanvaardt onze toegang niet meer. Zolang niemand die herstelt, komt er voor deze rekeningen niets binnen:',
  reconnect_required_next:
    'Koppel de bank opnieuw in uw boekhoudsoftware. Rekeningen, dagboeken en historiek blijven zoals ze zijn.',
  credentials_refused_subject: 'Ponto weigert de Client ID of Secret ID',
  credentials_refused_happened:
    'Ponto weigert de Client ID of Secret ID van deze koppeling. Voor deze rekeningen komt niets binnen:',
  credentials_refused_next: 'Kopieer beide opnieuw uit het Ponto-dashboard en vul ze in in uw boekhoudsoftware.',
  organization_blocked_subject: 'Ponto heeft uw organisatie geblokkeerd',
  organization_blocked_happened:
    'Ponto heeft uw organisatie geblokkeerd, meestal om een onbetaalde factuur. Voor deze rekeningen komt niets binnen:',
  organization_blocked_next: 'Neem contact op met Ponto om dit op te heffen. Daarna gaat de koppeling vanzelf verder.',
  onboarding_incomplete_subject: 'uw registratie bij Ponto is niet voltooid',
  onboarding_incomplete_happened:
    'Uw organisatie is met de registratie bij Ponto begonnen maar heeft die niet voltooid. 72 uur na het begin verwijdert Ponto de organisatie, en daarmee deze bankkoppeling.',
  onboarding_incomplete_next:
    'Voltooi de registratie in het Ponto-dashboard. Is dat al gebeurd, dan hoeft u niets te doen. Wat al binnenkwam, blijft in uw boeken.',
  accounts_lost_subject: 'een rekening wordt niet meer gedeeld met uw boekhoudsoftware',
  accounts_lost_happened:
    'Deze rekeningen worden niet meer met ons gedeeld. Hun boeken blijven bewaard, en er komt niets nieuws binnen:',
  accounts_lost_next:
    'Haal de rekeningen opnieuw op in uw boekhoudsoftware. Laat in de toestemming de bestaande rekeningen van alle banken aangevinkt: wat daar niet aangevinkt is, valt weg. Wilde u een rekening niet langer delen, ontkoppel ze dan in uw boekhoudsoftware.',
  statement_broken_subject: 'een uittreksel wijkt af van het saldo van de bank',
  statement_broken_happened:
    'Sinds twee dagen of langer wijken de boeken van deze rekeningen af van het saldo dat de bank meldt:',
  statement_broken_next:
    'Vergelijk, voor u de periode afsluit, het uittreksel in uw boekhoudsoftware met dat van uw bank. Het toont sinds welke dag ze verschillen, en hoeveel.',
  feed_stale_subject: 'er is al een tijd niets binnengekomen',
  feed_stale_happened: 'Al drie keer zo lang als afgesproken kon voor deze rekeningen niets worden opgehaald:',
  feed_stale_next:
    'De bank of Ponto heeft niet geantwoord. Wij blijven proberen, en u hoeft niets te doen. Blijft het duren, kijk dan in het Ponto-dashboard of uw bank een storing meldt, of vraag het aan Ponto.',
};
