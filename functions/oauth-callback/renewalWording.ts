import type { Language } from '../../shared/domain/mail/language.ts';

interface Told {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** What the page behind a link in a mail says, in one language. */
interface RenewalWording {
  readonly open: (bank: string | undefined) => Told;
  readonly button: string;
  readonly footer: string;
  readonly unknown: Told;
  readonly renewed: Told;
  readonly elsewhere: Told;
  readonly later: Told;
  readonly unexpected: Told;
}

/** The page is read on a phone, after a mail, by somebody who was told to mistrust links: few words, and who we are. */
export const renewalWordings: Readonly<Record<Language, RenewalWording>> = {
  en: {
    open: (bank) => ({
      title: bank === undefined ? 'Renew the access to your bank' : `Renew the access to ${bank}`,
      paragraphs: [
        'The button takes you to Ponto. There your bank asks you to sign in and to confirm.',
        'Accounts, journals and history stay as they are, and the days in between are filled in.',
      ],
    }),
    button: 'Go on to Ponto',
    footer:
      'Ponto Bank Sync brings bank transactions into your accounting software. We never ask for passwords or codes; only ' +
      'your bank does, on its own page.',
    unknown: {
      title: 'This link no longer works',
      paragraphs: [
        'A newer message has replaced it, or it is too old.',
        'Use the link in the latest message, or renew in your accounting software.',
      ],
    },
    renewed: {
      title: 'This is done already',
      paragraphs: ['The access has been renewed since this message was sent. There is nothing left to do.'],
    },
    elsewhere: {
      title: 'This cannot be renewed from here',
      paragraphs: ['Open the bank connection in your accounting software: it shows what to do.'],
    },
    later: {
      title: 'Ponto cannot be reached just now',
      paragraphs: ['Nothing was changed. Open the link again in a few minutes; it keeps working.'],
    },
    unexpected: {
      title: 'Something went wrong on our side',
      paragraphs: ['Nothing was changed. Open the link again in a few minutes; it keeps working.'],
    },
  },
  fr: {
    open: (bank) => ({
      title: bank === undefined ? 'Renouveler l’accès à votre banque' : `Renouveler l’accès à ${bank}`,
      paragraphs: [
        'Le bouton vous mène chez Ponto. Votre banque vous y demande de vous identifier et de confirmer.',
        'Les comptes, les journaux et l’historique restent tels quels, et les jours manquants sont complétés.',
      ],
    }),
    button: 'Continuer chez Ponto',
    footer:
      'Ponto Bank Sync apporte les opérations bancaires dans votre logiciel comptable. Nous ne demandons jamais de mot de ' +
      'passe ni de code ; seule votre banque le fait, sur sa propre page.',
    unknown: {
      title: 'Ce lien ne fonctionne plus',
      paragraphs: [
        'Un message plus récent l’a remplacé, ou il est trop ancien.',
        'Utilisez le lien du dernier message, ou renouvelez dans votre logiciel comptable.',
      ],
    },
    renewed: {
      title: 'C’est déjà fait',
      paragraphs: ['L’accès a été renouvelé depuis l’envoi de ce message. Il n’y a plus rien à faire.'],
    },
    elsewhere: {
      title: 'Le renouvellement n’est pas possible ici',
      paragraphs: ['Ouvrez la connexion bancaire dans votre logiciel comptable : il indique ce qu’il faut faire.'],
    },
    later: {
      title: 'Ponto n’est pas joignable pour l’instant',
      paragraphs: ['Rien n’a changé. Rouvrez le lien dans quelques minutes ; il reste valable.'],
    },
    unexpected: {
      title: 'Une erreur s’est produite chez nous',
      paragraphs: ['Rien n’a changé. Rouvrez le lien dans quelques minutes ; il reste valable.'],
    },
  },
  nl: {
    open: (bank) => ({
      title: bank === undefined ? 'Toegang tot uw bank vernieuwen' : `Toegang tot ${bank} vernieuwen`,
      paragraphs: [
        'De knop brengt u naar Ponto. Daar vraagt uw bank u om aan te melden en te bevestigen.',
        'Rekeningen, dagboeken en historiek blijven zoals ze zijn, en de dagen ertussen worden aangevuld.',
      ],
    }),
    button: 'Verder naar Ponto',
    footer:
      'Ponto Bank Sync brengt bankverrichtingen in uw boekhoudsoftware. Wij vragen nooit om wachtwoorden of codes; alleen ' +
      'uw bank doet dat, op haar eigen pagina.',
    unknown: {
      title: 'Deze link werkt niet meer',
      paragraphs: [
        'Een nieuwer bericht heeft hem vervangen, of hij is te oud.',
        'Gebruik de link in het laatste bericht, of vernieuw in uw boekhoudsoftware.',
      ],
    },
    renewed: {
      title: 'Dit is al gebeurd',
      paragraphs: ['De toegang is vernieuwd sinds dit bericht verstuurd werd. U hoeft niets meer te doen.'],
    },
    elsewhere: {
      title: 'Hier kan dit niet vernieuwd worden',
      paragraphs: ['Open de bankkoppeling in uw boekhoudsoftware: die toont wat u kunt doen.'],
    },
    later: {
      title: 'Ponto is even niet bereikbaar',
      paragraphs: ['Er is niets veranderd. Open de link over enkele minuten opnieuw; hij blijft werken.'],
    },
    unexpected: {
      title: 'Er ging bij ons iets mis',
      paragraphs: ['Er is niets veranderd. Open de link over enkele minuten opnieuw; hij blijft werken.'],
    },
  },
  de: {
    open: (bank) => ({
      title: bank === undefined ? 'Zugriff auf Ihre Bank erneuern' : `Zugriff auf ${bank} erneuern`,
      paragraphs: [
        'Die Schaltfläche führt Sie zu Ponto. Dort bittet Ihre Bank Sie, sich anzumelden und zu bestätigen.',
        'Konten, Journale und Verlauf bleiben, wie sie sind, und die Tage dazwischen werden nachgetragen.',
      ],
    }),
    button: 'Weiter zu Ponto',
    footer:
      'Ponto Bank Sync bringt Bankumsätze in Ihre Buchhaltungssoftware. Wir fragen nie nach Passwörtern oder Codes; das ' +
      'tut nur Ihre Bank, auf ihrer eigenen Seite.',
    unknown: {
      title: 'Dieser Link gilt nicht mehr',
      paragraphs: [
        'Eine neuere Nachricht hat ihn ersetzt, oder er ist zu alt.',
        'Nutzen Sie den Link in der letzten Nachricht, oder erneuern Sie in Ihrer Buchhaltungssoftware.',
      ],
    },
    renewed: {
      title: 'Das ist schon erledigt',
      paragraphs: ['Der Zugriff wurde erneuert, seit diese Nachricht verschickt wurde. Es ist nichts mehr zu tun.'],
    },
    elsewhere: {
      title: 'Hier lässt sich das nicht erneuern',
      paragraphs: ['Öffnen Sie die Bankanbindung in Ihrer Buchhaltungssoftware: Sie zeigt, was zu tun ist.'],
    },
    later: {
      title: 'Ponto ist gerade nicht erreichbar',
      paragraphs: ['Es wurde nichts geändert. Öffnen Sie den Link in einigen Minuten erneut; er gilt weiter.'],
    },
    unexpected: {
      title: 'Bei uns ist etwas schiefgegangen',
      paragraphs: ['Es wurde nichts geändert. Öffnen Sie den Link in einigen Minuten erneut; er gilt weiter.'],
    },
  },
  es: {
    open: (bank) => ({
      title: bank === undefined ? 'Renovar el acceso a su banco' : `Renovar el acceso a ${bank}`,
      paragraphs: [
        'El botón le lleva a Ponto. Allí su banco le pide que se identifique y confirme.',
        'Las cuentas, los diarios y el historial se conservan, y se completan los días intermedios.',
      ],
    }),
    button: 'Continuar en Ponto',
    footer:
      'Ponto Bank Sync lleva los movimientos bancarios a su programa de contabilidad. Nunca pedimos contraseñas ni códigos; ' +
      'solo lo hace su banco, en su propia página.',
    unknown: {
      title: 'Este enlace ya no funciona',
      paragraphs: [
        'Un mensaje más reciente lo ha sustituido, o es demasiado antiguo.',
        'Use el enlace del último mensaje, o renueve en su programa de contabilidad.',
      ],
    },
    renewed: {
      title: 'Ya está hecho',
      paragraphs: ['El acceso se ha renovado desde que se envió este mensaje. No queda nada por hacer.'],
    },
    elsewhere: {
      title: 'Desde aquí no se puede renovar',
      paragraphs: ['Abra la conexión bancaria en su programa de contabilidad: le indica qué hacer.'],
    },
    later: {
      title: 'Ahora mismo no se puede contactar con Ponto',
      paragraphs: ['No ha cambiado nada. Abra el enlace de nuevo en unos minutos; sigue siendo válido.'],
    },
    unexpected: {
      title: 'Ha fallado algo por nuestra parte',
      paragraphs: ['No ha cambiado nada. Abra el enlace de nuevo en unos minutos; sigue siendo válido.'],
    },
  },
};
