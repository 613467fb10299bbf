import type { pages as source } from '../en/pages.ts';
import type { Translation } from '../../catalogue.ts';

export const pages: Translation<typeof source> = {
  connected_title: 'Ihre Bank ist verbunden',
  connected: 'Ihre Konten wurden gefunden.',
  connected_next:
    'Sie können diese Seite schließen. Gehen Sie zurück in Ihre Buchhaltungssoftware und wählen Sie für jedes Konto ein Journal.',
  cancelled_title: 'Sie haben abgebrochen',
  cancelled: 'Es wurde kein Zugriff gegeben und nichts geändert.',
  cancelled_next:
    'Sie können diese Seite schließen. Wenn Sie doch fortfahren möchten, gehen Sie zurück in Ihre Buchhaltungssoftware und verbinden Sie die Bank erneut.',
  reauthorized_title: 'Sie sind zurück von Ponto',
  reauthorized:
    'Wenn Sie bei Ihrer Bank bestätigt haben, ist der Zugriff auf dieses Konto erneuert, und die Tage dazwischen werden nachgetragen.',
  reauthorized_next: 'Sie können diese Seite schließen. Ihre Buchhaltungssoftware zeigt in Kürze das neue Enddatum.',
  unverified_title: 'Dieser Schritt ist schon erledigt, oder er hat zu lange gedauert',
  unverified:
    'Diese Adresse gilt einmal, zehn Minuten lang. Wenn Sie Ihre Bank gerade verbunden und diese Seite neu geladen haben, ist es schon erledigt.',
  unverified_next:
    'Gehen Sie zurück in Ihre Buchhaltungssoftware und sehen Sie dort nach Ihrer Bank. Ist sie nicht verbunden, verbinden Sie sie erneut.',
  unexpected_title: 'Bei uns ist etwas schiefgegangen',
  unexpected: 'Wir konnten die Antwort der Bank nicht lesen.',
  unexpected_next:
    'Laden Sie diese Seite neu. Hilft das nicht, gehen Sie zurück in Ihre Buchhaltungssoftware und verbinden Sie die Bank erneut.',
  failed_title: 'Ihre Bank ist nicht verbunden',
  connect_again: 'Gehen Sie zurück in Ihre Buchhaltungssoftware und verbinden Sie die Bank erneut.',
  connect_later:
    'Warten Sie einige Minuten, gehen Sie dann zurück in Ihre Buchhaltungssoftware und verbinden Sie die Bank erneut.',
  consent_failed: 'Ponto hat den Zugriff nicht bestätigt.',
  no_accounts: 'Es wurde kein Bankkonto geteilt.',
  no_accounts_next:
    'Gehen Sie zurück in Ihre Buchhaltungssoftware und verbinden Sie die Bank erneut. Wählen Sie bei Ponto mindestens ein Konto aus.',
  other_organization: 'Der Zugriff wurde bei Ponto von einer anderen Organisation gegeben als der zuvor verbundenen.',
  other_organization_next:
    'Gehen Sie zurück in Ihre Buchhaltungssoftware und verbinden Sie die Bank erneut. Melden Sie sich bei Ponto für dieselbe Organisation an, oder legen Sie eine neue Anbindung an.',
  connection_disconnected: 'Diese Anbindung wurde inzwischen getrennt.',
  connection_disconnected_next: 'Gehen Sie zurück in Ihre Buchhaltungssoftware und legen Sie eine neue Anbindung an.',
  ponto_unavailable: 'Ponto ist nicht erreichbar.',
  ponto_throttled: 'Ponto hat uns gebeten, langsamer zu sein.',
  ponto_answer_not_understood: 'Ponto hat eine Antwort gesendet, die wir nicht lesen konnten.',
  organization_blocked: 'Ponto hat Ihre Organisation gesperrt.',
  organization_blocked_next:
    'Wenden Sie sich an Ponto, um die Sperre aufzuheben, und verbinden Sie die Bank dann erneut.',
  internal_error: 'Bei uns ist etwas schiefgegangen.',
  renew_title: 'Zugriff auf Ihre Bank erneuern',
  renew_title_named: 'Zugriff auf {bank} erneuern',
  renew: 'Die Schaltfläche führt Sie zu Ponto, wo Ihre Bank Sie bittet, sich anzumelden und zu bestätigen.',
  renew_next: 'Konten, Journale und Verlauf bleiben, wie sie sind, und die Tage dazwischen werden nachgetragen.',
  renew_button: 'Weiter zu Ponto',
  renew_footer:
    'Ponto Bank Sync bringt Bankumsätze in Ihre Buchhaltungssoftware. Wir fragen nie nach Passwörtern oder Codes; das tut nur Ihre Bank, auf ihrer eigenen Seite.',
  link_unknown_title: 'Dieser Link gilt nicht mehr',
  link_unknown: 'Eine neuere Nachricht hat ihn ersetzt, oder er ist zu alt.',
  link_unknown_next: 'Nutzen Sie den Link in der letzten Nachricht, oder erneuern Sie in Ihrer Buchhaltungssoftware.',
  link_renewed_title: 'Das ist schon erledigt',
  link_renewed: 'Der Zugriff wurde erneuert, seit diese Nachricht verschickt wurde. Es ist nichts mehr zu tun.',
  link_elsewhere_title: 'Hier lässt sich das nicht erneuern',
  link_elsewhere: 'Öffnen Sie die Bankanbindung in Ihrer Buchhaltungssoftware: Sie zeigt, was zu tun ist.',
  link_later_title: 'Ponto ist gerade nicht erreichbar',
  link_later: 'Es wurde nichts geändert. Öffnen Sie den Link in einigen Minuten erneut; er gilt weiter.',
};
