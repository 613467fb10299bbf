import type { pages as source } from '../en/pages.ts';
import type { Translation } from '../../catalogue.ts';

export const pages: Translation<typeof source> = {
  connected_title: 'Uw bank is gekoppeld',
  connected: 'Uw rekeningen zijn gevonden.',
  connected_next:
    'U kunt deze pagina sluiten. Ga terug naar uw boekhoudsoftware en kies voor elke rekening een dagboek.',
  cancelled_title: 'U hebt geannuleerd',
  cancelled: 'Er is geen toegang gegeven en er is niets veranderd.',
  cancelled_next:
    'U kunt deze pagina sluiten. Wilt u toch verdergaan, ga dan terug naar uw boekhoudsoftware en koppel de bank opnieuw.',
  reauthorized_title: 'U bent terug van Ponto',
  reauthorized:
    'Als u bij uw bank hebt bevestigd, is de toegang tot deze rekening vernieuwd en worden de dagen ertussen aangevuld.',
  reauthorized_next: 'U kunt deze pagina sluiten. Uw boekhoudsoftware toont straks de nieuwe einddatum.',
  unverified_title: 'Deze stap is al gebeurd, of duurde te lang',
  unverified:
    'Dit adres werkt één keer, tien minuten lang. Hebt u net uw bank gekoppeld en deze pagina opnieuw geladen, dan is het al gebeurd.',
  unverified_next:
    'Ga terug naar uw boekhoudsoftware en bekijk daar uw bank. Is ze niet gekoppeld, koppel ze dan opnieuw.',
  unexpected_title: 'Er ging bij ons iets mis',
  unexpected: 'Wij konden het antwoord van de bank niet lezen.',
  unexpected_next:
    'Laad deze pagina opnieuw. Helpt dat niet, ga dan terug naar uw boekhoudsoftware en koppel de bank opnieuw.',
  failed_title: 'Uw bank is niet gekoppeld',
  connect_again: 'Ga terug naar uw boekhoudsoftware en koppel de bank opnieuw.',
  connect_later: 'Wacht enkele minuten, ga dan terug naar uw boekhoudsoftware en koppel de bank opnieuw.',
  consent_failed: 'Ponto heeft de toegang niet bevestigd.',
  no_accounts: 'Er is geen bankrekening gedeeld.',
  no_accounts_next:
    'Ga terug naar uw boekhoudsoftware en koppel de bank opnieuw. Kies bij Ponto minstens één rekening.',
  other_organization: 'De toegang is bij Ponto gegeven door een andere organisatie dan die eerder gekoppeld was.',
  other_organization_next:
    'Ga terug naar uw boekhoudsoftware en koppel de bank opnieuw. Meld u bij Ponto aan voor dezelfde organisatie, of maak een nieuwe koppeling.',
  connection_disconnected: 'Deze koppeling is intussen verbroken.',
  connection_disconnected_next: 'Ga terug naar uw boekhoudsoftware en maak een nieuwe koppeling.',
  ponto_unavailable: 'Ponto is niet bereikbaar.',
  ponto_throttled: 'Ponto heeft ons gevraagd trager te gaan.',
  ponto_answer_not_understood: 'Ponto stuurde een antwoord dat wij niet konden lezen.',
  organization_blocked: 'Ponto heeft uw organisatie geblokkeerd.',
  organization_blocked_next: 'Neem contact op met Ponto om dat op te heffen, en koppel de bank daarna opnieuw.',
  internal_error: 'Er ging bij ons iets mis.',
  renew_title: 'Toegang tot uw bank vernieuwen',
  renew_title_named: 'Toegang tot {bank} vernieuwen',
  renew: 'De knop brengt u naar Ponto, waar uw bank u vraagt om aan te melden en te bevestigen.',
  renew_next: 'Rekeningen, dagboeken en historiek blijven zoals ze zijn, en de dagen ertussen worden aangevuld.',
  renew_button: 'Verder naar Ponto',
  renew_footer:
    'Ponto Bank Sync brengt bankverrichtingen in uw boekhoudsoftware. Wij vragen nooit om wachtwoorden of codes; alleen uw bank doet dat, op haar eigen pagina.',
  link_unknown_title: 'Deze link werkt niet meer',
  link_unknown: 'Een nieuwer bericht heeft hem vervangen, of hij is te oud.',
  link_unknown_next: 'Gebruik de link in het laatste bericht, of vernieuw in uw boekhoudsoftware.',
  link_renewed_title: 'Dit is al gebeurd',
  link_renewed: 'De toegang is vernieuwd sinds dit bericht verstuurd werd. U hoeft niets meer te doen.',
  link_elsewhere_title: 'Hier kan dit niet vernieuwd worden',
  link_elsewhere: 'Open de bankkoppeling in uw boekhoudsoftware: die toont wat u kunt doen.',
  link_later_title: 'Ponto is even niet bereikbaar',
  link_later: 'Er is niets veranderd. Open de link over enkele minuten opnieuw; hij blijft werken.',
};
