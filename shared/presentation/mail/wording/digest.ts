import type { Language } from '../../../domain/mail/language.ts';

/** What the accountant's digest says, in one language. */
interface DigestWording {
  readonly subject: (accounts: number) => string;
  readonly introduction: (clients: number) => string;
  readonly someClient: string;
  /** Accounts that the mail does not list. */
  readonly more: (accounts: number) => string;
  readonly nextStep: string;
  readonly footer: string;
}

export const digestWordings: Readonly<Record<Language, DigestWording>> = {
  en: {
    subject: (accounts) =>
      accounts === 1 ? 'A bank authorisation of a client ends' : `${accounts} bank authorisations of your clients end`,
    introduction: (clients) =>
      `The authorisations by which the accounting software reads these accounts of ${clients === 1 ? 'one client' : `${clients} clients`} ` +
      'are limited in time and have to be renewed:',
    someClient: 'A client',
    more: (accounts) => `${accounts} more are not listed here.`,
    nextStep:
      'Only the client can renew, because the bank asks them to confirm. Their contact has got a message with a button for ' +
      'it. After the end no new transactions come in; nothing is lost, and the days in between are filled in.',
    footer:
      'Ponto Bank Sync, the service that brings bank transactions into accounting software, sends this message because your ' +
      'clients have named this address as their accountant. There is one message for all of them. We never ask for passwords ' +
      'or codes by e-mail.',
  },
  fr: {
    subject: (accounts) =>
      accounts === 1
        ? 'Une autorisation bancaire d’un client expire'
        : `${accounts} autorisations bancaires de vos clients expirent`,
    introduction: (clients) =>
      `Les autorisations par lesquelles le logiciel comptable lit ces comptes ${clients === 1 ? 'd’un client' : `de ${clients} clients`} ` +
      'sont limitées dans le temps et doivent être renouvelées :',
    someClient: 'Un client',
    more: (accounts) => `${accounts} autres ne figurent pas ici.`,
    nextStep:
      'Seul le client peut renouveler, car la banque lui demande de confirmer. Son contact a reçu un message avec un bouton ' +
      'pour le faire. Après l’expiration, plus aucune opération n’arrive ; rien n’est perdu, et les jours manquants sont ' +
      'complétés.',
    footer:
      'Ponto Bank Sync, le service qui apporte les opérations bancaires dans les logiciels comptables, envoie ce message ' +
      'parce que vos clients ont indiqué cette adresse comme celle de leur comptable. Il y a un seul message pour tous. Nous ' +
      'ne demandons jamais de mot de passe ni de code par e-mail.',
  },
  nl: {
    subject: (accounts) =>
      accounts === 1
        ? 'Een bankmachtiging van een klant verloopt'
        : `${accounts} bankmachtigingen van uw klanten verlopen`,
    introduction: (clients) =>
      `De machtigingen waarmee de boekhoudsoftware deze rekeningen van ${clients === 1 ? 'één klant' : `${clients} klanten`} leest, ` +
      'zijn beperkt in de tijd en moeten worden vernieuwd:',
    someClient: 'Een klant',
    more: (accounts) => `${accounts} andere staan hier niet bij.`,
    nextStep:
      'Alleen de klant kan vernieuwen, omdat de bank om een bevestiging vraagt. De contactpersoon kreeg een bericht met een ' +
      'knop daarvoor. Na afloop komen er geen nieuwe verrichtingen meer binnen; er gaat niets verloren, en de dagen ertussen ' +
      'worden aangevuld.',
    footer:
      'Ponto Bank Sync, de dienst die bankverrichtingen in boekhoudsoftware brengt, stuurt dit bericht omdat uw klanten dit ' +
      'adres als dat van hun accountant hebben opgegeven. Er is één bericht voor alle klanten samen. Wij vragen nooit per ' +
      'e-mail om wachtwoorden of codes.',
  },
  de: {
    subject: (accounts) =>
      accounts === 1 ? 'Eine Bankfreigabe eines Mandanten endet' : `${accounts} Bankfreigaben Ihrer Mandanten enden`,
    introduction: (clients) =>
      `Die Freigaben, mit denen die Buchhaltungssoftware diese Konten von ${clients === 1 ? 'einem Mandanten' : `${clients} Mandanten`} ` +
      'liest, sind befristet und müssen erneuert werden:',
    someClient: 'Ein Mandant',
    more: (accounts) => `${accounts} weitere sind hier nicht aufgeführt.`,
    nextStep:
      'Nur der Mandant kann erneuern, weil die Bank um eine Bestätigung bittet. Seine Kontaktperson hat eine Nachricht mit ' +
      'einer Schaltfläche dafür erhalten. Nach dem Ablauf kommen keine neuen Umsätze an; nichts geht verloren, und die Tage ' +
      'dazwischen werden nachgetragen.',
    footer:
      'Ponto Bank Sync, der Dienst, der Bankumsätze in Buchhaltungssoftware bringt, sendet diese Nachricht, weil Ihre ' +
      'Mandanten diese Adresse als die ihres Steuerberaters angegeben haben. Es gibt eine Nachricht für alle. Wir fragen nie ' +
      'per E-Mail nach Passwörtern oder Codes.',
  },
  es: {
    subject: (accounts) =>
      accounts === 1
        ? 'Caduca una autorización bancaria de un cliente'
        : `Caducan ${accounts} autorizaciones bancarias de sus clientes`,
    introduction: (clients) =>
      `Las autorizaciones con las que el programa de contabilidad lee estas cuentas de ${clients === 1 ? 'un cliente' : `${clients} clientes`} ` +
      'tienen una duración limitada y deben renovarse:',
    someClient: 'Un cliente',
    more: (accounts) => `Otras ${accounts} no figuran aquí.`,
    nextStep:
      'Solo el cliente puede renovar, porque el banco le pide que confirme. Su contacto ha recibido un mensaje con un botón ' +
      'para ello. Cuando caduca dejan de llegar movimientos; no se pierde nada, y se completan los días intermedios.',
    footer:
      'Ponto Bank Sync, el servicio que lleva los movimientos bancarios a los programas de contabilidad, envía este mensaje ' +
      'porque sus clientes han indicado esta dirección como la de su asesor. Hay un solo mensaje para todos. Nunca pedimos ' +
      'contraseñas ni códigos por correo electrónico.',
  },
};
