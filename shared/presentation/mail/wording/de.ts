import type { ExpiryWording } from './wording.ts';

export const de: ExpiryWording = {
  someBank: 'Ihrer Bank',
  someBankAsTitle: 'Ihre Bank',
  greeting: (name) => (name === undefined ? 'Guten Tag,' : `Guten Tag ${name},`),
  subject: (bank, when) => `${bank}: Die Freigabe Ihrer Bankanbindung ${when}`,
  ended: 'ist abgelaufen',
  today: 'endet heute',
  tomorrow: 'endet morgen',
  inDays: (days) => `endet in ${days} Tagen`,
  on: (when, day) => `${when} (${day})`,
  introduction: (bank, accounts) =>
    `Die Freigabe, mit der Ihre Buchhaltungssoftware ${accounts === 1 ? 'dieses Konto' : 'diese Konten'} bei ${bank} ` +
    'liest, ist befristet und muss erneuert werden:',
  consequence:
    'Nach ihrem Ablauf kommen keine neuen Umsätze mehr an. Nichts geht verloren: Sobald die Freigabe erneuert ist, werden ' +
    'die Tage dazwischen nachgetragen.',
  renew: 'Jetzt erneuern',
  aboutLinks:
    'Die Schaltfläche führt Sie zu Ponto, wo Ihre Bank Sie bittet, sich anzumelden und zu bestätigen. Sie ist nur für Sie ' +
    'bestimmt und gilt 30 Tage oder bis zur nächsten Nachricht.',
  nextStep:
    'Sie können auch die Bankanbindung in Ihrer Buchhaltungssoftware öffnen und dort wählen, die Freigabe zu erneuern. ' +
    'Konten, Journale und Verlauf bleiben, wie sie sind.',
  stoppedOtherwise:
    'Zurzeit kommt von dieser Bank auch aus einem anderen Grund nichts an. Ihre Buchhaltungssoftware zeigt, aus welchem, ' +
    'und was zu tun ist.',
  footer:
    'Ponto Bank Sync, der Dienst, der Bankumsätze in Ihre Buchhaltungssoftware bringt, sendet diese Nachricht, weil diese ' +
    'Adresse ein Kontakt der Bankanbindung ist. Wir fragen nie per E-Mail nach Passwörtern oder Codes.',
};
