import type { health as source } from '../en/health.ts';
import type { Translation } from '../../catalogue.ts';

export const health: Translation<typeof source> = {
  all_well: 'Alles in orde.',
  not_linked: 'Niet gekoppeld aan een dagboek.',
  bank_unavailable: 'De bank is niet bereikbaar. De gegevens worden vanzelf bijgewerkt; er gaat niets verloren.',
  bank_maintenance: 'Ponto werkt aan zijn verbinding met deze bank. Daarna worden de gegevens vanzelf bijgewerkt.',
  bank_trouble:
    'De bank heeft problemen: veel van haar rekeningen konden op hetzelfde moment niet worden gelezen, niet alleen die van u. U hoeft niets te doen; de gegevens worden vanzelf bijgewerkt en er gaat niets verloren.',
  ponto_unavailable: 'Ponto is niet bereikbaar. De gegevens worden vanzelf bijgewerkt; er gaat niets verloren.',
  ponto_throttled: 'Ponto heeft ons gevraagd trager te gaan. Over enkele minuten gaat het vanzelf verder.',
  ponto_answer_not_understood:
    'Ponto stuurde een antwoord dat wij niet konden lezen. Wij proberen het automatisch opnieuw.',
  reconnect_required:
    'Ponto aanvaardt onze toegang niet meer. Koppel de bank opnieuw; rekeningen, koppelingen en historiek blijven bewaard.',
  credentials_refused:
    'Ponto heeft de Client ID of Secret ID geweigerd. Kopieer beide opnieuw uit het Ponto-dashboard.',
  authorization_expired:
    'De machtiging van deze rekening is verlopen. Vernieuw ze bij de bank; de dagen ertussen worden dan aangevuld.',
  authorization_expiring:
    'De machtiging van deze rekening verloopt {days, plural, =0 {vandaag} =1 {morgen} other {over # dagen}}. Vernieuw ze bij de bank.',
  authorization_lost:
    'Deze rekening wordt niet meer met ons gedeeld. Haal de rekeningen opnieuw op en laat ze aangevinkt in de toestemming.',
  account_not_linked: 'Deze rekening is niet aan een dagboek gekoppeld. Koppel ze om haar boeken te vullen.',
  organization_blocked:
    'Ponto heeft uw organisatie geblokkeerd, meestal om een onbetaalde factuur. Neem contact op met Ponto om dat op te heffen.',
  feed_paused:
    'De beheerder van deze dienst heeft de bankkoppeling gepauzeerd. Er gaat niets verloren: ze gaat later verder waar ze gestopt is.',
  line_refused:
    'De bank stuurde een verrichting die niet kan worden geboekt. Alle andere zijn binnen; neem hierover contact op met de helpdesk.',
  lines_uncertain:
    'Deze rekening kwam terug onder een nieuwe id, en {lines, plural, one {één verrichting kon} other {# verrichtingen konden}} niet worden onderscheiden van eerdere van dezelfde dag en hetzelfde bedrag. {lines, plural, one {Ze is als nieuw geboekt en staat} other {Ze zijn als nieuw geboekt en staan}} misschien twee keer in de boeken: vergelijk met uw bank. Deze melding verdwijnt zodra een saldo van de bank overeenstemt.',
  interrupted: 'Het ophalen werd onderbroken. De volgende keer gaat het verder waar het gestopt is.',
  internal_error:
    'Er ging bij ons iets mis. Wij proberen het opnieuw, en een technicus wordt verwittigd als het blijft duren.',
  migration_required:
    'Ponto raadt zijn oude API-tokens af. Maak in het Ponto-dashboard een integratie, kies de rekeningen en vul hier de Client ID en Secret ID in; of koppel opnieuw en geef uw toestemming bij Ponto. Rekeningen, koppelingen en historiek blijven bewaard.',
  awaiting_consent: 'De toestemming bij de bank is niet voltooid. Koppel de bank opnieuw.',
  connecting_interrupted: 'Het koppelen werd onderbroken. Vul de Client ID en Secret ID opnieuw in.',
  disconnected: 'Deze bank is ontkoppeld. De boeken blijven bewaard; koppel de bank opnieuw om verder te gaan.',
  onboarding_incomplete:
    'De registratie van uw organisatie bij Ponto is niet voltooid. Voltooi ze in het Ponto-dashboard binnen 72 uur na het begin; anders verwijdert Ponto de organisatie, en daarmee deze koppeling.',
  no_accounts: 'Ponto deelt op deze koppeling geen rekening met ons. {choose}',
  other_bank:
    'Er is geen rekening bij {bank} gemachtigd. Wel gemachtigd: {authorized}. Gebruik die, of machtig ook de rekeningen bij {bank}. {choose}',
  accounts_missing:
    '{accounts, plural, one {Eén van de rekeningen die deze koppeling vroeger had, wordt} other {# van de rekeningen die deze koppeling vroeger had, worden}} niet met ons gedeeld. {choose} Laat de bestaande rekeningen van alle banken aangevinkt.',
  accounts_lost:
    '{accounts, plural, one {Eén rekening wordt} other {# rekeningen worden}} niet meer met ons gedeeld; de boeken blijven bewaard. {choose} Laat de bestaande rekeningen van alle banken aangevinkt.',
  nothing_added:
    'Er is geen rekening bijgekomen. Tot nu toe gemachtigd: {authorized}. Ontbreekt er een: {choose} Laat de bestaande rekeningen van alle banken aangevinkt.',
  choose_in_dashboard: 'Open in het Ponto-dashboard de integratie en kies de rekeningen; haal daarna de rekeningen op.',
  choose_in_consent: 'Haal de rekeningen op en vink ze aan in de toestemming.',
  accounts_at: '{bank} ({accounts, plural, one {# rekening} other {# rekeningen}})',
  another_bank: 'een andere bank',
  chosen_bank: 'de gekozen bank',
  institution_deprecated:
    'Ponto vervangt deze verbinding. Staat dezelfde bank met een nieuwere in de lijst, kies dan die.',
  institution_beta: 'Deze bank is bij Ponto in bèta. Gaat er iets mis, meld het dan aan Ponto.',
  institution_experimental:
    'Deze bank is bij Ponto experimenteel en kan af en toe falen. Gaat er iets mis, meld het dan aan Ponto.',
};
