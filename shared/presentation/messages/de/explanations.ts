import type { explanations as source } from '../en/explanations.ts';
import type { Translation } from '../../catalogue.ts';

export const explanations: Translation<typeof source> = {
  found: 'Die Zahlung steht in den Büchern.',
  found_next: 'Öffnen Sie den Umsatz, um zu sehen, auf welchem Auszug er steht.',
  pending:
    'Die Bank hat die Zahlung angekündigt, aber noch nicht gebucht. Vorgemerkte Umsätze gehören nicht zu den Büchern.',
  pending_next: 'Warten Sie, bis die Bank sie bucht; dann kommt sie von selbst in die Bücher.',
  corrected:
    'Die Zahlung stand in den Büchern. Die Bank hat sie seitdem berichtigt: Betrag oder Datum ist jetzt anders.',
  corrected_next: 'Öffnen Sie den Umsatz; seine Fassungen zeigen, was er war und was er jetzt ist.',
  removed: 'Die Zahlung stand in den Büchern. Die Bank hat sie seitdem zurückgezogen, und Ponto hat sie nicht mehr.',
  removed_next:
    'Öffnen Sie den Umsatz, um zu sehen, was er war; zeigt Ihre Bank ihn noch, prüfen Sie den Zeitraum erneut.',
  other_sign: 'Es gibt eine Zahlung über diesen Betrag in die andere Richtung.',
  other_sign_next: 'Sehen Sie nach, ob es diese ist: Geld, das das Konto verlässt, hat ein Minuszeichen.',
  account_not_linked: 'Dieses Konto ist mit keinem Journal verknüpft; seine Umsätze werden daher nicht abgerufen.',
  account_not_linked_next: 'Verknüpfen Sie das Konto mit einem Journal, ab einem Tag vor der Zahlung.',
  before_import_from: 'Die Bücher dieses Kontos beginnen am {startsOn}. Frühere Umsätze bleiben außen vor.',
  before_import_from_next:
    'Legen Sie den Beginn der Verknüpfung (importFrom) auf einen früheren Tag; die Umsätze kommen dann auf eigenen Auszügen an.',
  authorization_gap: 'Für diesen Tag wurde nichts abgerufen. {reached} {blocked}',
  authorization_gap_next: 'Folgen Sie diesem Hinweis; die Tage dazwischen werden dann automatisch nachgetragen.',
  not_read_yet: 'Das Konto wurde noch nicht ganz gelesen.',
  not_read_yet_next: 'Warten Sie, bis der erste Abruf beendet ist, oder synchronisieren Sie jetzt.',
  being_read: 'Das Konto wird gerade gelesen.',
  being_read_next: 'Fragen Sie erneut, wenn der Abruf beendet ist.',
  run_failed: 'Der letzte Abruf ist fehlgeschlagen. {failure} {read}',
  run_failed_next: 'Warten Sie auf den nächsten Abruf, oder synchronisieren Sie jetzt.',
  read_at: 'Das Konto wurde zuletzt am {at} gelesen.',
  line_refused:
    '{lines, plural, one {Die Bank hat einen Umsatz gesendet, der sich nicht buchen lässt. Vielleicht ist es diese Zahlung.} other {Die Bank hat # Umsätze gesendet, die sich nicht buchen lassen. Vielleicht ist die Zahlung einer davon.}}',
  line_refused_next: 'Wenden Sie sich dazu an den Support; alle anderen Umsätze sind da.',
  not_at_bank:
    'Die Bücher sind vollständig, und durch den Saldo der Bank bewiesen, bis zum {completeUpTo}. Die Bank hat keine solche Zahlung gebucht.',
  not_at_bank_next: 'Prüfen Sie Betrag, Vorzeichen und Datum erneut, und ob die Zahlung über ein anderes Konto lief.',
  not_at_ponto: 'Ponto hatte keine solche Zahlung, als wir das Konto zuletzt lasen, am {at}. {reached}',
  not_at_ponto_next:
    'Synchronisieren Sie jetzt: Dann wird die Bank gefragt. Zeigt Ihre Bank die Zahlung und Ponto weiterhin nicht, prüfen Sie den Zeitraum erneut und melden Sie es Ponto.',
  reached_at: 'Ponto hat die Bank zuletzt am {at} erreicht.',
  version_new_at_ponto: 'Ponto hat diesen Umsatz aufgeführt, und er stand noch nicht in den Büchern.',
  version_pending_booked:
    'Ponto hat diesen Umsatz aufgeführt, und er stand noch nicht in den Büchern. Zuvor wurde ein vorgemerkter Umsatz mit demselben Betrag und derselben Partei angezeigt; vorgemerkte Umsätze gehören nicht zu den Büchern.',
  version_late_line:
    'Die Bank hat diesen Umsatz spät gebucht, an einem Tag, dessen Auszug schon endgültig war. Dieser Auszug bleibt, wie er ist; der Umsatz steht auf dem Auszug, der offen war.',
  version_corrected: 'Die Bank hat diesen Umsatz geändert. Die vorherige Fassung bleibt erhalten.',
  version_removed:
    'Ponto hat diesen Umsatz nicht mehr: Wir haben ihn unter seiner eigenen Adresse angefragt, und er ist nicht mehr da. Sein letzter Inhalt bleibt erhalten.',
  matched_content:
    'Das Konto kam bei Ponto unter einer neuen Kennung zurück. Dieser Umsatz ist in allem, was die Bank sagt, derselbe wie zuvor; er wurde daher behalten und nicht doppelt gebucht.',
  matched_parties:
    'Das Konto kam bei Ponto unter einer neuen Kennung zurück. Datum, Betrag, Parteien und Text dieses Umsatzes sind dieselben wie zuvor; er wurde daher behalten und nicht doppelt gebucht.',
  matched_day_and_amount:
    'Das Konto kam bei Ponto unter einer neuen Kennung zurück. Es hatte ebenso viele Umsätze dieses Datums und Betrags wie zuvor; dieser wurde daher behalten und nicht doppelt gebucht.',
  twins:
    'Andere Umsätze sind in jeder Einzelheit gleich. Ponto führt jeden davon unter einer eigenen Kennung; es sind daher eigene Zahlungen.',
};
