import type { IncidentKind } from '../../../domain/alerts/incident.ts';
import type { Language } from '../../../domain/mail/language.ts';

/** What a mail says about a trouble. */
interface TroubleWords {
  readonly subject: string;
  readonly happened: string;
  readonly next: string;
}

interface TroubleWording extends Readonly<Record<IncidentKind, TroubleWords>> {
  /** Between the bank and the rest of a subject. */
  readonly colon: string;
  readonly button: string;
  readonly nothingLost: string;
}

export const troubleWordings: Readonly<Record<Language, TroubleWording>> = {
  en: {
    colon: ':',
    button: 'Give access again',
    nothingLost: 'Nothing is lost: the days in between are filled in as soon as it works again.',
    reconnect_required: {
      subject: 'the bank feed has lost its access',
      happened:
        'Ponto no longer accepts our access. Nothing comes in for these accounts until somebody gives it again:',
      next: 'Reconnect the bank in your accounting software. Accounts, journals and history stay as they are.',
    },
    credentials_refused: {
      subject: 'Ponto refuses the Client ID or Secret ID',
      happened: 'Ponto refuses the Client ID or Secret ID of this connection. Nothing comes in for these accounts:',
      next: 'Copy both again from the Ponto dashboard and enter them in your accounting software.',
    },
    organization_blocked: {
      subject: 'Ponto has blocked your organisation',
      happened:
        'Ponto has blocked your organisation, usually for an unpaid invoice. Nothing comes in for these accounts:',
      next: 'Contact Ponto to lift it. The feed then goes on by itself.',
    },
    onboarding_incomplete: {
      subject: 'your registration at Ponto is not complete',
      happened:
        'Your organisation has begun to register at Ponto and has not completed it. Ponto deletes the organisation 72 ' +
        'hours after it began, and this bank connection with it.',
      next:
        'Complete the registration in the Ponto dashboard. If you have done so already, there is nothing that you ' +
        'must do. What has come in stays in your books.',
    },
    accounts_lost: {
      subject: 'an account is no longer shared with your accounting software',
      happened: 'These accounts were shared before and are not any more. Their books stay, and nothing new comes in:',
      next:
        'Fetch accounts again in your accounting software. In the consent keep authorising the existing accounts, of all ' +
        'institutions: what is left out there is taken away. If you meant to end it, unlink the account there.',
    },
    statement_broken: {
      subject: 'a statement differs from the bank’s balance',
      happened: 'For two days or more the books of these accounts differ from the balance that the bank tells:',
      next:
        'Compare the statement in your accounting software with the one of your bank before you close the period. It shows ' +
        'since which day they differ, and by how much.',
    },
    feed_stale: {
      subject: 'nothing has come in for some time',
      happened: 'For three times as long as agreed nothing could be fetched for these accounts:',
      next:
        'The bank or Ponto has not answered; we go on trying, and there is nothing that you must do. If it lasts, look in ' +
        'the Ponto dashboard whether your bank reports a trouble, or ask Ponto.',
    },
  },
  fr: {
    colon: ' :',
    button: 'Redonner l’accès',
    nothingLost: 'Rien n’est perdu : les jours manquants sont complétés dès que cela fonctionne à nouveau.',
    reconnect_required: {
      subject: 'le flux bancaire a perdu son accès',
      happened: 'Ponto n’accepte plus notre accès. Plus rien n’arrive pour ces comptes tant qu’il n’est pas redonné :',
      next: 'Reconnectez la banque dans votre logiciel comptable. Comptes, journaux et historique restent tels quels.',
    },
    credentials_refused: {
      subject: 'Ponto refuse le Client ID ou le Secret ID',
      happened: 'Ponto refuse le Client ID ou le Secret ID de cette connexion. Plus rien n’arrive pour ces comptes :',
      next: 'Recopiez les deux depuis le tableau de bord de Ponto dans votre logiciel comptable.',
    },
    organization_blocked: {
      subject: 'Ponto a bloqué votre organisation',
      happened:
        'Ponto a bloqué votre organisation, en général pour une facture impayée. Plus rien n’arrive pour ces comptes :',
      next: 'Contactez Ponto pour lever le blocage. Le flux reprend ensuite de lui-même.',
    },
    onboarding_incomplete: {
      subject: 'votre inscription chez Ponto n’est pas terminée',
      happened:
        'Votre organisation a commencé son inscription chez Ponto sans la terminer. Ponto supprime l’organisation 72 ' +
        'heures après le début, et cette connexion bancaire avec elle.',
      next:
        'Terminez l’inscription dans le tableau de bord de Ponto. Si c’est déjà fait, vous n’avez rien à faire. Ce ' +
        'qui est déjà arrivé reste dans vos livres.',
    },
    accounts_lost: {
      subject: 'un compte n’est plus partagé avec votre logiciel comptable',
      happened: 'Ces comptes étaient partagés et ne le sont plus. Leurs écritures restent, et plus rien n’arrive :',
      next:
        'Récupérez à nouveau les comptes dans votre logiciel comptable. Dans le consentement, continuez d’autoriser les ' +
        'comptes existants, de toutes les institutions : ce qui n’y est pas coché est retiré. Si c’était voulu, dissociez-y ' +
        'le compte.',
    },
    statement_broken: {
      subject: 'un extrait diffère du solde de la banque',
      happened: 'Depuis deux jours ou plus, les écritures de ces comptes diffèrent du solde annoncé par la banque :',
      next:
        'Comparez l’extrait de votre logiciel comptable avec celui de votre banque avant de clôturer la période. Il indique ' +
        'depuis quel jour ils diffèrent, et de combien.',
    },
    feed_stale: {
      subject: 'rien n’est arrivé depuis un certain temps',
      happened: 'Depuis trois fois le délai convenu, rien n’a pu être récupéré pour ces comptes :',
      next:
        'La banque ou Ponto n’a pas répondu ; nous continuons d’essayer, et vous n’avez rien à faire. Si cela dure, regardez ' +
        'dans le tableau de bord de Ponto si votre banque signale un problème, ou demandez à Ponto.',
    },
  },
  nl: {
    colon: ':',
    button: 'Opnieuw toegang geven',
    nothingLost: 'Er gaat niets verloren: de dagen ertussen worden aangevuld zodra het weer werkt.',
    reconnect_required: {
      subject: 'de bankkoppeling heeft haar toegang verloren',
      happened:
        'Ponto aanvaardt onze toegang niet meer. Voor deze rekeningen komt niets binnen tot iemand die opnieuw geeft:',
      next: 'Koppel de bank opnieuw in uw boekhoudsoftware. Rekeningen, dagboeken en historiek blijven zoals ze zijn.',
    },
    credentials_refused: {
      subject: 'Ponto weigert de Client ID of Secret ID',
      happened: 'Ponto weigert de Client ID of Secret ID van deze koppeling. Voor deze rekeningen komt niets binnen:',
      next: 'Kopieer beide opnieuw uit het Ponto-dashboard naar uw boekhoudsoftware.',
    },
    organization_blocked: {
      subject: 'Ponto heeft uw organisatie geblokkeerd',
      happened:
        'Ponto heeft uw organisatie geblokkeerd, meestal om een onbetaalde factuur. Voor deze rekeningen komt niets binnen:',
      next: 'Neem contact op met Ponto om dit op te heffen. Daarna gaat de koppeling vanzelf verder.',
    },
    onboarding_incomplete: {
      subject: 'uw registratie bij Ponto is niet voltooid',
      happened:
        'Uw organisatie is met de registratie bij Ponto begonnen en heeft die niet voltooid. Ponto verwijdert de ' +
        'organisatie 72 uur na het begin, en daarmee deze bankkoppeling.',
      next:
        'Voltooi de registratie in het Ponto-dashboard. Is dat al gebeurd, dan hoeft u niets te doen. Wat al ' +
        'binnenkwam, blijft in uw boeken.',
    },
    accounts_lost: {
      subject: 'een rekening wordt niet meer gedeeld met uw boekhoudsoftware',
      happened: 'Deze rekeningen werden gedeeld en nu niet meer. Hun boeken blijven, en er komt niets nieuws binnen:',
      next:
        'Haal de rekeningen opnieuw op in uw boekhoudsoftware. Blijf in de toestemming de bestaande rekeningen machtigen, ' +
        'van alle instellingen: wat daar niet aangevinkt is, valt weg. Was het de bedoeling, ontkoppel de rekening dan daar.',
    },
    statement_broken: {
      subject: 'een uittreksel wijkt af van het saldo van de bank',
      happened: 'Sinds twee dagen of langer wijken de boeken van deze rekeningen af van het saldo dat de bank meldt:',
      next:
        'Vergelijk het uittreksel in uw boekhoudsoftware met dat van uw bank voor u de periode afsluit. Het toont sinds ' +
        'welke dag ze verschillen, en hoeveel.',
    },
    feed_stale: {
      subject: 'er is al een tijd niets binnengekomen',
      happened: 'Al drie keer zo lang als afgesproken kon voor deze rekeningen niets worden opgehaald:',
      next:
        'De bank of Ponto antwoordt niet; wij blijven proberen, en u hoeft niets te doen. Blijft het duren, kijk dan in het ' +
        'Ponto-dashboard of uw bank een storing meldt, of vraag het Ponto.',
    },
  },
  de: {
    colon: ':',
    button: 'Zugriff erneut geben',
    nothingLost: 'Nichts geht verloren: Die Tage dazwischen werden nachgetragen, sobald es wieder funktioniert.',
    reconnect_required: {
      subject: 'Die Bankanbindung hat ihren Zugriff verloren',
      happened:
        'Ponto nimmt unseren Zugriff nicht mehr an. Für diese Konten kommt nichts an, bis er erneut gegeben wird:',
      next: 'Verbinden Sie die Bank in Ihrer Buchhaltungssoftware neu. Konten, Journale und Verlauf bleiben, wie sie sind.',
    },
    credentials_refused: {
      subject: 'Ponto lehnt Client ID oder Secret ID ab',
      happened: 'Ponto lehnt Client ID oder Secret ID dieser Anbindung ab. Für diese Konten kommt nichts an:',
      next: 'Kopieren Sie beide erneut aus dem Ponto-Dashboard in Ihre Buchhaltungssoftware.',
    },
    organization_blocked: {
      subject: 'Ponto hat Ihre Organisation gesperrt',
      happened:
        'Ponto hat Ihre Organisation gesperrt, meist wegen einer unbezahlten Rechnung. Für diese Konten kommt nichts an:',
      next: 'Wenden Sie sich an Ponto, um das aufzuheben. Danach geht es von selbst weiter.',
    },
    onboarding_incomplete: {
      subject: 'Ihre Registrierung bei Ponto ist nicht abgeschlossen',
      happened:
        'Ihre Organisation hat die Registrierung bei Ponto begonnen und nicht abgeschlossen. Ponto löscht die ' +
        'Organisation 72 Stunden nach dem Beginn, und mit ihr diese Bankanbindung.',
      next:
        'Schließen Sie die Registrierung im Ponto-Dashboard ab. Ist das schon geschehen, müssen Sie nichts tun. Was ' +
        'schon angekommen ist, bleibt in Ihren Büchern.',
    },
    accounts_lost: {
      subject: 'Ein Konto wird nicht mehr mit Ihrer Buchhaltungssoftware geteilt',
      happened: 'Diese Konten wurden geteilt und werden es nicht mehr. Ihre Bücher bleiben, und nichts Neues kommt an:',
      next:
        'Rufen Sie die Konten in Ihrer Buchhaltungssoftware erneut ab. Geben Sie dabei die bestehenden Konten weiter frei, ' +
        'bei allen Instituten: Was dort fehlt, fällt weg. War es so gewollt, lösen Sie die Verknüpfung dort.',
    },
    statement_broken: {
      subject: 'Ein Kontoauszug weicht vom Saldo der Bank ab',
      happened: 'Seit zwei Tagen oder länger weichen die Bücher dieser Konten vom Saldo ab, den die Bank nennt:',
      next:
        'Vergleichen Sie den Auszug in Ihrer Buchhaltungssoftware mit dem Ihrer Bank, bevor Sie den Zeitraum abschließen. Er ' +
        'zeigt, seit welchem Tag sie abweichen und um wie viel.',
    },
    feed_stale: {
      subject: 'Seit einiger Zeit ist nichts angekommen',
      happened: 'Seit dem Dreifachen der vereinbarten Zeit konnte für diese Konten nichts abgerufen werden:',
      next:
        'Die Bank oder Ponto antwortet nicht; wir versuchen es weiter, und Sie müssen nichts tun. Dauert es an, sehen Sie im ' +
        'Ponto-Dashboard nach, ob Ihre Bank eine Störung meldet, oder fragen Sie Ponto.',
    },
  },
  es: {
    colon: ':',
    button: 'Dar acceso de nuevo',
    nothingLost: 'No se pierde nada: los días intermedios se completan en cuanto vuelve a funcionar.',
    reconnect_required: {
      subject: 'la conexión bancaria ha perdido su acceso',
      happened: 'Ponto ya no acepta nuestro acceso. No llega nada de estas cuentas hasta que alguien lo dé de nuevo:',
      next: 'Reconecte el banco en su programa de contabilidad. Cuentas, diarios e historial se conservan.',
    },
    credentials_refused: {
      subject: 'Ponto rechaza el Client ID o el Secret ID',
      happened: 'Ponto rechaza el Client ID o el Secret ID de esta conexión. No llega nada de estas cuentas:',
      next: 'Copie los dos de nuevo desde el panel de Ponto en su programa de contabilidad.',
    },
    organization_blocked: {
      subject: 'Ponto ha bloqueado su organización',
      happened:
        'Ponto ha bloqueado su organización, normalmente por una factura impagada. No llega nada de estas cuentas:',
      next: 'Contacte con Ponto para levantar el bloqueo. Después la conexión sigue por sí sola.',
    },
    onboarding_incomplete: {
      subject: 'su registro en Ponto no está completo',
      happened:
        'Su organización ha empezado su registro en Ponto y no lo ha terminado. Ponto elimina la organización 72 ' +
        'horas después del inicio, y con ella esta conexión bancaria.',
      next:
        'Complete el registro en el panel de Ponto. Si ya lo ha hecho, no tiene que hacer nada. Lo que ya ha llegado ' +
        'se queda en sus libros.',
    },
    accounts_lost: {
      subject: 'una cuenta ya no se comparte con su programa de contabilidad',
      happened: 'Estas cuentas se compartían y ya no. Sus libros se conservan, y no llega nada nuevo:',
      next:
        'Obtenga de nuevo las cuentas en su programa de contabilidad. En el consentimiento siga autorizando las cuentas ' +
        'existentes, de todas las entidades: lo que allí falta se retira. Si era lo que quería, desvincule allí la cuenta.',
    },
    statement_broken: {
      subject: 'un extracto difiere del saldo del banco',
      happened: 'Desde hace dos días o más los libros de estas cuentas difieren del saldo que indica el banco:',
      next:
        'Compare el extracto de su programa de contabilidad con el de su banco antes de cerrar el período. Indica desde qué ' +
        'día difieren y en cuánto.',
    },
    feed_stale: {
      subject: 'hace tiempo que no llega nada',
      happened: 'Desde hace el triple de lo acordado no se ha podido obtener nada de estas cuentas:',
      next:
        'El banco o Ponto no responde; seguimos intentándolo y no tiene que hacer nada. Si dura, mire en el panel de Ponto si ' +
        'su banco comunica una avería, o pregunte a Ponto.',
    },
  },
};
