import type { mails as source } from '../en/mails.ts';
import type { Translation } from '../../catalogue.ts';

export const mails: Translation<typeof source> = {
  some_bank: 'votre banque',
  some_bank_first: 'Votre banque',
  greeting: 'Bonjour,',
  greeting_named: 'Bonjour {name},',
  ends: '{days, plural, =0 {expire aujourd’hui} =1 {expire demain} other {expire dans # jours}}',
  ended: 'a expiré',
  when_on: '{when} ({day})',
  reminder_subject: '{bank} : l’autorisation de votre flux bancaire {when}',
  reminder_introduction:
    'L’autorisation par laquelle votre logiciel comptable lit {accounts, plural, one {ce compte} other {ces comptes}} chez {bank} est limitée dans le temps et doit être renouvelée :',
  reminder_consequence:
    'Après son expiration, plus aucune nouvelle opération n’arrive. Rien n’est perdu : dès que l’autorisation est renouvelée, les jours manquants sont complétés.',
  renew: 'Renouveler maintenant',
  about_button:
    'Le bouton vous mène chez Ponto, où votre banque vous demande de vous identifier et de confirmer. Il vous est destiné personnellement et fonctionne 30 jours, ou jusqu’au prochain message.',
  renew_elsewhere:
    'Vous pouvez aussi ouvrir la connexion bancaire dans votre logiciel comptable et y renouveler l’autorisation. Les comptes, les journaux et l’historique restent tels quels.',
  stopped_otherwise:
    'En ce moment, plus rien n’arrive de cette banque pour une autre raison également. Votre logiciel comptable indique laquelle et ce qu’il faut faire.',
  contact_footer:
    'Ce message vient de Ponto Bank Sync, le service qui apporte les opérations bancaires dans votre logiciel comptable. Vous le recevez parce que cette adresse est un contact de la connexion bancaire. Nous ne demandons jamais de mot de passe ni de code par e-mail.',
  digest_subject:
    '{accounts, plural, one {Une autorisation bancaire d’un client est à renouveler} other {# autorisations bancaires de vos clients sont à renouveler}}',
  digest_introduction:
    'Les autorisations par lesquelles le logiciel comptable lit ces comptes {clients, plural, one {d’un client} other {de # clients}} sont limitées dans le temps et doivent être renouvelées :',
  some_client: 'Un client',
  not_listed: '{accounts, plural, one {# autre ne figure} other {# autres ne figurent}} pas ici.',
  digest_next:
    'Seul le client peut renouveler, car la banque lui demande de confirmer. Son contact a reçu un message avec un bouton pour le faire. Après l’expiration, plus aucune nouvelle opération n’arrive ; rien n’est perdu, et les jours manquants sont complétés.',
  digest_footer:
    'Ce message vient de Ponto Bank Sync, le service qui apporte les opérations bancaires dans les logiciels comptables. Vous le recevez parce que vos clients ont indiqué cette adresse comme celle de leur comptable. Il y a un seul message pour tous. Nous ne demandons jamais de mot de passe ni de code par e-mail.',
  incident_subject: '{bank} : {subject}',
  restore_access: 'Rétablir l’accès',
  nothing_lost: 'Rien n’est perdu : les jours manquants sont complétés dès que cela fonctionne à nouveau.',
  reconnect_required_subject: 'le flux bancaire a perdu son accès',
  reconnect_required_happened:
    'Ponto n’accepte plus notre accès. Tant que personne ne le rétablit, plus rien n’arrive pour ces comptes :',
  reconnect_required_next:
    'Reconnectez la banque dans votre logiciel comptable. Les comptes, les journaux et l’historique restent tels quels.',
  credentials_refused_subject: 'Ponto refuse le Client ID ou le Secret ID',
  credentials_refused_happened:
    'Ponto refuse le Client ID ou le Secret ID de cette connexion. Plus rien n’arrive pour ces comptes :',
  credentials_refused_next:
    'Copiez à nouveau les deux depuis le tableau de bord de Ponto et saisissez-les dans votre logiciel comptable.',
  organization_blocked_subject: 'Ponto a bloqué votre organisation',
  organization_blocked_happened:
    'Ponto a bloqué votre organisation, en général pour une facture impayée. Plus rien n’arrive pour ces comptes :',
  organization_blocked_next: 'Contactez Ponto pour lever le blocage. Le flux reprend ensuite de lui-même.',
  onboarding_incomplete_subject: 'votre inscription chez Ponto n’est pas terminée',
  onboarding_incomplete_happened:
    'Votre organisation a commencé son inscription chez Ponto sans la terminer. 72 heures après le début, Ponto supprime l’organisation, et cette connexion bancaire avec elle.',
  onboarding_incomplete_next:
    'Terminez l’inscription dans le tableau de bord de Ponto. Si c’est déjà fait, vous n’avez rien à faire. Ce qui est déjà arrivé reste dans vos livres.',
  accounts_lost_subject: 'un compte n’est plus partagé avec votre logiciel comptable',
  accounts_lost_happened:
    'Ces comptes ne sont plus partagés avec nous. Leurs livres sont conservés, et plus rien de nouveau n’arrive :',
  accounts_lost_next:
    'Récupérez à nouveau les comptes dans votre logiciel comptable. Dans le consentement, laissez cochés les comptes existants de toutes les banques : ce qui n’y est pas coché est retiré. Si vous vouliez cesser de partager un compte, dissociez-le dans votre logiciel comptable.',
  statement_broken_subject: 'un extrait diffère du solde de la banque',
  statement_broken_happened:
    'Depuis deux jours ou plus, les livres de ces comptes diffèrent du solde que la banque indique :',
  statement_broken_next:
    'Avant de clôturer la période, comparez l’extrait de votre logiciel comptable avec celui de votre banque. Il indique depuis quel jour ils diffèrent, et de combien.',
  feed_stale_subject: 'rien n’est arrivé depuis un certain temps',
  feed_stale_happened: 'Depuis trois fois le délai convenu, rien n’a pu être récupéré pour ces comptes :',
  feed_stale_next:
    'La banque ou Ponto n’a pas répondu. Nous continuons d’essayer, et vous n’avez rien à faire. Si cela dure, regardez dans le tableau de bord de Ponto si votre banque signale un problème, ou demandez à Ponto.',
};
