import type { health as source } from '../en/health.ts';
import type { Translation } from '../../catalogue.ts';

export const health: Translation<typeof source> = {
  all_well: 'Alles in Ordnung.',
  not_linked: 'Mit keinem Journal verknüpft.',
  bank_unavailable: 'Die Bank ist nicht erreichbar. Die Daten werden von selbst nachgeholt; nichts geht verloren.',
  bank_maintenance:
    'Ponto arbeitet an seiner Verbindung zu dieser Bank. Danach werden die Daten von selbst nachgeholt.',
  bank_trouble:
    'Die Bank hat Probleme: Viele ihrer Konten konnten gleichzeitig nicht gelesen werden, nicht nur Ihre. Sie müssen nichts tun; die Daten werden von selbst nachgeholt, und nichts geht verloren.',
  ponto_unavailable: 'Ponto ist nicht erreichbar. Die Daten werden von selbst nachgeholt; nichts geht verloren.',
  ponto_throttled: 'Ponto hat uns gebeten, langsamer zu sein. In einigen Minuten geht es von selbst weiter.',
  ponto_answer_not_understood:
    'Ponto hat eine Antwort gesendet, die wir nicht lesen konnten. Wir versuchen es automatisch erneut.',
  reconnect_required:
    'Ponto nimmt unseren Zugriff nicht mehr an. Verbinden Sie die Bank neu; Konten, Verknüpfungen und Verlauf bleiben erhalten.',
  credentials_refused:
    'Ponto hat die Client ID oder Secret ID abgelehnt. Kopieren Sie beide erneut aus dem Ponto-Dashboard.',
  authorization_expired:
    'Die Freigabe dieses Kontos ist abgelaufen. Erneuern Sie sie bei der Bank; die Tage dazwischen werden dann nachgetragen.',
  authorization_expiring:
    'Die Freigabe dieses Kontos endet {days, plural, =0 {heute} =1 {morgen} other {in # Tagen}}. Erneuern Sie sie bei der Bank.',
  authorization_lost:
    'Dieses Konto wird nicht mehr mit uns geteilt. Rufen Sie die Konten erneut ab und lassen Sie es in der Zustimmung ausgewählt.',
  account_not_linked:
    'Dieses Konto ist mit keinem Journal verknüpft. Verknüpfen Sie es, damit seine Bücher gefüllt werden.',
  organization_blocked:
    'Ponto hat Ihre Organisation gesperrt, meist wegen einer unbezahlten Rechnung. Wenden Sie sich an Ponto, um die Sperre aufzuheben.',
  feed_paused:
    'Der Betreiber dieses Dienstes hat die Bankanbindung angehalten. Nichts geht verloren: Sie läuft weiter, wo sie aufgehört hat.',
  line_refused:
    'Die Bank hat einen Umsatz gesendet, der sich nicht buchen lässt. Alle anderen sind da; wenden Sie sich zu diesem an den Support.',
  lines_uncertain:
    'Dieses Konto kam unter einer neuen Kennung zurück, und {lines, plural, one {ein Umsatz ließ} other {# Umsätze ließen}} sich nicht von früheren desselben Tages und Betrags unterscheiden. {lines, plural, one {Er wurde als neu gebucht und steht} other {Sie wurden als neu gebucht und stehen}} vielleicht doppelt in den Büchern: Vergleichen Sie mit Ihrer Bank. Dieser Hinweis verschwindet, sobald ein Saldo der Bank übereinstimmt.',
  interrupted: 'Der Abruf wurde unterbrochen. Der nächste macht dort weiter, wo er aufgehört hat.',
  internal_error:
    'Bei uns ist etwas schiefgegangen. Wir versuchen es erneut, und ein Techniker wird benachrichtigt, wenn es anhält.',
  migration_required:
    'Ponto hat seine alten API-Tokens für veraltet erklärt. Legen Sie im Ponto-Dashboard eine Integration an, wählen Sie ihre Konten aus und geben Sie hier ihre Client ID und Secret ID ein; oder verbinden Sie sich neu und stimmen Sie bei Ponto zu. Konten, Verknüpfungen und Verlauf bleiben erhalten.',
  awaiting_consent: 'Die Zustimmung bei der Bank wurde nicht abgeschlossen. Verbinden Sie die Bank erneut.',
  connecting_interrupted: 'Das Verbinden wurde unterbrochen. Geben Sie Client ID und Secret ID erneut ein.',
  disconnected: 'Diese Bank wurde getrennt. Die Bücher bleiben erhalten; verbinden Sie sie erneut, um fortzufahren.',
  onboarding_incomplete:
    'Die Registrierung Ihrer Organisation bei Ponto ist nicht abgeschlossen. Schließen Sie sie im Ponto-Dashboard innerhalb von 72 Stunden nach ihrem Beginn ab; sonst löscht Ponto die Organisation und mit ihr diese Anbindung.',
  no_accounts: 'Ponto teilt über diese Anbindung kein Konto mit uns. {choose}',
  other_bank:
    'Bei {bank} wurde kein Konto freigegeben. Stattdessen freigegeben: {authorized}. Nutzen Sie diese, oder geben Sie auch die bei {bank} frei. {choose}',
  accounts_missing:
    '{accounts, plural, one {Eines der Konten, die diese Anbindung zuvor hatte, wird} other {# der Konten, die diese Anbindung zuvor hatte, werden}} nicht mit uns geteilt. {choose} Lassen Sie die bestehenden Konten aller Banken ausgewählt.',
  accounts_lost:
    '{accounts, plural, one {Ein Konto wird} other {# Konten werden}} nicht mehr mit uns geteilt; die Bücher bleiben erhalten. {choose} Lassen Sie die bestehenden Konten aller Banken ausgewählt.',
  nothing_added:
    'Es kam kein Konto hinzu. Bisher freigegeben: {authorized}. Wenn eines fehlt: {choose} Lassen Sie die bestehenden Konten aller Banken ausgewählt.',
  choose_in_dashboard:
    'Öffnen Sie im Ponto-Dashboard die Integration und wählen Sie die Konten aus; rufen Sie danach die Konten ab.',
  choose_in_consent: 'Rufen Sie die Konten ab und wählen Sie sie in der Zustimmung aus.',
  accounts_at: '{bank} ({accounts, plural, one {# Konto} other {# Konten}})',
  another_bank: 'eine andere Bank',
  chosen_bank: 'der gewählten Bank',
  institution_deprecated:
    'Ponto ersetzt diese Verbindung. Wenn dieselbe Bank mit einer neueren in der Liste steht, wählen Sie diese.',
  institution_beta: 'Diese Bank ist bei Ponto in der Betaphase. Wenn etwas nicht klappt, melden Sie es Ponto.',
  institution_experimental:
    'Diese Bank ist bei Ponto experimentell und kann zeitweise ausfallen. Wenn etwas nicht klappt, melden Sie es Ponto.',
};
