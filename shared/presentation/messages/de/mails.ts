import type { mails as source } from '../en/mails.ts';
import type { Translation } from '../../catalogue.ts';

export const mails: Translation<typeof source> = {
  some_bank: 'Ihrer Bank',
  some_bank_first: 'Ihre Bank',
  greeting: 'Guten Tag,',
  greeting_named: 'Guten Tag {name},',
  ends: '{days, plural, =0 {endet heute} =1 {endet morgen} other {endet in # Tagen}}',
  ended: 'ist abgelaufen',
  when_on: '{when} ({day})',
  reminder_subject: '{bank}: Die Freigabe Ihrer Bankanbindung {when}',
  reminder_introduction:
    'Die Freigabe, mit der Ihre Buchhaltungssoftware {accounts, plural, one {dieses Konto} other {diese Konten}} bei {bank} liest, ist befristet und muss erneuert werden:',
  reminder_consequence:
    'Nach ihrem Ablauf kommen keine neuen Umsätze mehr an. Nichts geht verloren: Sobald die Freigabe erneuert ist, werden die Tage dazwischen nachgetragen.',
  renew: 'Jetzt erneuern',
  about_button:
    'Die Schaltfläche führt Sie zu Ponto, wo Ihre Bank Sie bittet, sich anzumelden und zu bestätigen. Sie ist nur für Sie bestimmt und gilt 30 Tage oder bis zur nächsten Nachricht.',
  renew_elsewhere:
    'Sie können auch die Bankanbindung in Ihrer Buchhaltungssoftware öffnen und die Freigabe dort erneuern. Konten, Journale und Verlauf bleiben, wie sie sind.',
  stopped_otherwise:
    'Zurzeit kommt von dieser Bank auch aus einem anderen Grund nichts an. Ihre Buchhaltungssoftware zeigt, aus welchem, und was zu tun ist.',
  contact_footer:
    'Diese Nachricht kommt von Ponto Bank Sync, dem Dienst, der Bankumsätze in Ihre Buchhaltungssoftware bringt. Sie erhalten sie, weil diese Adresse ein Kontakt der Bankanbindung ist. Wir fragen nie per E-Mail nach Passwörtern oder Codes.',
  digest_subject:
    '{accounts, plural, one {Eine Bankfreigabe eines Mandanten muss erneuert werden} other {# Bankfreigaben Ihrer Mandanten müssen erneuert werden}}',
  digest_introduction:
    'Die Freigaben, mit denen die Buchhaltungssoftware diese Konten von {clients, plural, one {einem Mandanten} other {# Mandanten}} liest, sind befristet und müssen erneuert werden:',
  some_client: 'Ein Mandant',
  not_listed: '{accounts, plural, one {# weiteres ist} other {# weitere sind}} hier nicht aufgeführt.',
  digest_next:
    'Nur der Mandant kann erneuern, weil die Bank ihn um eine Bestätigung bittet. Seine Kontaktperson hat eine Nachricht mit einer Schaltfläche dafür erhalten. Nach dem Ablauf kommen keine neuen Umsätze mehr an; nichts geht verloren, und die Tage dazwischen werden nachgetragen.',
  digest_footer:
    'Diese Nachricht kommt von Ponto Bank Sync, dem Dienst, der Bankumsätze in Buchhaltungssoftware bringt. Sie erhalten sie, weil Ihre Mandanten diese Adresse als die ihres Steuerberaters angegeben haben. Es gibt eine Nachricht für alle. Wir fragen nie per E-Mail nach Passwörtern oder Codes.',
  incident_subject: '{bank}: {subject}',
  restore_access: 'Zugriff wiederherstellen',
  nothing_lost: 'Nichts geht verloren: Die Tage dazwischen werden nachgetragen, sobald es wieder funktioniert.',
  reconnect_required_subject: 'Die Bankanbindung hat ihren Zugriff verloren',
  reconnect_required_happened:
    'Ponto nimmt unseren Zugriff nicht mehr an. Solange ihn niemand wiederherstellt, kommt für diese Konten nichts an:',
  reconnect_required_next:
    'Verbinden Sie die Bank in Ihrer Buchhaltungssoftware neu. Konten, Journale und Verlauf bleiben, wie sie sind.',
  credentials_refused_subject: 'Ponto lehnt Client ID oder Secret ID ab',
  credentials_refused_happened:
    'Ponto lehnt Client ID oder Secret ID dieser Anbindung ab. Für diese Konten kommt nichts an:',
  credentials_refused_next:
    'Kopieren Sie beide erneut aus dem Ponto-Dashboard und geben Sie sie in Ihrer Buchhaltungssoftware ein.',
  organization_blocked_subject: 'Ponto hat Ihre Organisation gesperrt',
  organization_blocked_happened:
    'Ponto hat Ihre Organisation gesperrt, meist wegen einer unbezahlten Rechnung. Für diese Konten kommt nichts an:',
  organization_blocked_next: 'Wenden Sie sich an Ponto, um die Sperre aufzuheben. Danach geht es von selbst weiter.',
  onboarding_incomplete_subject: 'Ihre Registrierung bei Ponto ist nicht abgeschlossen',
  onboarding_incomplete_happened:
    'Ihre Organisation hat die Registrierung bei Ponto begonnen, aber nicht abgeschlossen. 72 Stunden nach dem Beginn löscht Ponto die Organisation, und mit ihr diese Bankanbindung.',
  onboarding_incomplete_next:
    'Schließen Sie die Registrierung im Ponto-Dashboard ab. Ist das schon geschehen, müssen Sie nichts tun. Was schon angekommen ist, bleibt in Ihren Büchern.',
  accounts_lost_subject: 'Ein Konto wird nicht mehr mit Ihrer Buchhaltungssoftware geteilt',
  accounts_lost_happened:
    'Diese Konten werden nicht mehr mit uns geteilt. Ihre Bücher bleiben erhalten, und nichts Neues kommt an:',
  accounts_lost_next:
    'Rufen Sie die Konten in Ihrer Buchhaltungssoftware erneut ab. Lassen Sie in der Zustimmung die bestehenden Konten aller Banken ausgewählt: Was dort fehlt, fällt weg. Wollten Sie ein Konto nicht länger teilen, lösen Sie seine Verknüpfung in Ihrer Buchhaltungssoftware.',
  statement_broken_subject: 'Ein Kontoauszug weicht vom Saldo der Bank ab',
  statement_broken_happened:
    'Seit zwei Tagen oder länger weichen die Bücher dieser Konten vom Saldo ab, den die Bank meldet:',
  statement_broken_next:
    'Vergleichen Sie, bevor Sie den Zeitraum abschließen, den Auszug in Ihrer Buchhaltungssoftware mit dem Ihrer Bank. Er zeigt, seit welchem Tag sie abweichen und um wie viel.',
  feed_stale_subject: 'Seit einiger Zeit ist nichts angekommen',
  feed_stale_happened: 'Seit dem Dreifachen der vereinbarten Zeit konnte für diese Konten nichts abgerufen werden:',
  feed_stale_next:
    'Die Bank oder Ponto hat nicht geantwortet. Wir versuchen es weiter, und Sie müssen nichts tun. Dauert es an, sehen Sie im Ponto-Dashboard nach, ob Ihre Bank eine Störung meldet, oder fragen Sie Ponto.',
};
