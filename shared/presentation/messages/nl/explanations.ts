import type { explanations as source } from '../en/explanations.ts';
import type { Translation } from '../../catalogue.ts';

export const explanations: Translation<typeof source> = {
  found: 'De betaling staat in de boeken.',
  found_next: 'Open de verrichting om te zien op welk uittreksel ze staat.',
  pending:
    'De bank heeft de betaling aangekondigd maar nog niet geboekt. Verrichtingen in behandeling horen niet bij de boeken.',
  pending_next: 'Wacht tot de bank ze boekt; daarna komt ze vanzelf in de boeken.',
  corrected:
    'De betaling stond in de boeken. De bank heeft ze sindsdien verbeterd: het bedrag of de datum is nu anders.',
  corrected_next: 'Open de verrichting; de versies tonen wat ze was en wat ze nu is.',
  removed: 'De betaling stond in de boeken. De bank heeft ze sindsdien ingetrokken, en Ponto heeft ze niet meer.',
  removed_next: 'Open de verrichting om te zien wat ze was; toont uw bank ze nog, controleer de periode dan opnieuw.',
  other_sign: 'Er is een betaling van dit bedrag in de andere richting.',
  other_sign_next: 'Kijk of het die is: geld dat de rekening verlaat, heeft een minteken.',
  account_not_linked: 'Deze rekening is niet aan een dagboek gekoppeld; haar verrichtingen worden dus niet opgehaald.',
  account_not_linked_next: 'Koppel de rekening aan een dagboek, vanaf een dag voor de betaling.',
  before_import_from: 'De boeken van deze rekening beginnen op {startsOn}. Vroegere verrichtingen blijven erbuiten.',
  before_import_from_next:
    'Zet het begin van de koppeling (importFrom) op een vroegere dag; de verrichtingen komen dan op eigen uittreksels.',
  authorization_gap: 'Voor deze dag is niets opgehaald. {reached} {blocked}',
  authorization_gap_next: 'Volg die aanwijzing; de dagen ertussen worden daarna automatisch aangevuld.',
  not_read_yet: 'De rekening is nog niet helemaal gelezen.',
  not_read_yet_next: 'Wacht tot de eerste ophaling klaar is, of synchroniseer nu.',
  being_read: 'De rekening wordt op dit moment gelezen.',
  being_read_next: 'Vraag het opnieuw als de ophaling klaar is.',
  run_failed: 'De laatste ophaling is mislukt. {failure} {read}',
  run_failed_next: 'Wacht op de volgende ophaling, of synchroniseer nu.',
  read_at: 'De rekening is het laatst gelezen op {at}.',
  line_refused:
    '{lines, plural, one {De bank stuurde één verrichting die niet kan worden geboekt. Misschien is het deze betaling.} other {De bank stuurde # verrichtingen die niet kunnen worden geboekt. Misschien is de betaling een daarvan.}}',
  line_refused_next: 'Neem hierover contact op met de helpdesk; alle andere verrichtingen zijn binnen.',
  not_at_bank:
    'De boeken zijn volledig, en bewezen met het saldo van de bank, tot en met {completeUpTo}. De bank heeft geen dergelijke betaling geboekt.',
  not_at_bank_next: 'Controleer het bedrag, het teken en de datum opnieuw, en of ze via een andere rekening ging.',
  not_at_ponto: 'Ponto had geen dergelijke betaling toen wij de rekening het laatst lazen, op {at}. {reached}',
  not_at_ponto_next:
    'Synchroniseer nu: dan wordt het de bank gevraagd. Toont uw bank de betaling en Ponto nog altijd niet, controleer de periode dan opnieuw en meld het aan Ponto.',
  reached_at: 'Ponto bereikte de bank het laatst op {at}.',
  version_new_at_ponto: 'Ponto toonde deze verrichting, en ze stond nog niet in de boeken.',
  version_pending_booked:
    'Ponto toonde deze verrichting, en ze stond nog niet in de boeken. Eerder was een verrichting in behandeling met hetzelfde bedrag en dezelfde partij te zien; verrichtingen in behandeling horen niet bij de boeken.',
  version_late_line:
    'De bank heeft deze verrichting laat geboekt, op een dag waarvan het uittreksel al definitief was. Dat uittreksel blijft zoals het is; de verrichting staat op het uittreksel dat open was.',
  version_corrected: 'De bank heeft deze verrichting gewijzigd. De vorige versie blijft bewaard.',
  version_removed:
    'Ponto heeft deze verrichting niet meer: wij vroegen ze op haar eigen adres op, en ze is er niet meer. De laatste inhoud blijft bewaard.',
  matched_content:
    'De rekening kwam bij Ponto terug onder een nieuwe id. Deze verrichting is dezelfde als voorheen in alles wat de bank erover zegt; ze is dus behouden en niet dubbel geboekt.',
  matched_parties:
    'De rekening kwam bij Ponto terug onder een nieuwe id. Datum, bedrag, partijen en tekst van deze verrichting zijn dezelfde als voorheen; ze is dus behouden en niet dubbel geboekt.',
  matched_day_and_amount:
    'De rekening kwam bij Ponto terug onder een nieuwe id. Ze had evenveel verrichtingen van deze datum en dit bedrag als voorheen; deze is dus behouden en niet dubbel geboekt.',
  twins:
    'Andere verrichtingen zijn in elk opzicht gelijk. Ponto toont elk daarvan onder een eigen id; het zijn dus aparte betalingen.',
};
