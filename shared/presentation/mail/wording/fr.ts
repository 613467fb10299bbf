import type { ExpiryWording } from './wording.ts';

export const fr: ExpiryWording = {
  someBank: 'votre banque',
  someBankAsTitle: 'Votre banque',
  greeting: (name) => (name === undefined ? 'Bonjour,' : `Bonjour ${name},`),
  subject: (bank, when) => `${bank} : l’autorisation de votre flux bancaire ${when}`,
  ended: 'a expiré',
  today: 'expire aujourd’hui',
  tomorrow: 'expire demain',
  inDays: (days) => `expire dans ${days} jours`,
  on: (when, day) => `${when} (${day})`,
  introduction: (bank, accounts) =>
    `L’autorisation par laquelle votre logiciel comptable lit ${accounts === 1 ? 'ce compte' : 'ces comptes'} chez ` +
    `${bank} est limitée dans le temps et doit être renouvelée :`,
  consequence:
    'Après son expiration, plus aucune opération n’arrive. Rien n’est perdu : dès que l’autorisation est renouvelée, les ' +
    'jours manquants sont complétés.',
  renew: 'Renouveler',
  aboutLinks:
    'Le bouton vous mène chez Ponto, où votre banque vous demande de vous identifier et de confirmer. Il vous est destiné ' +
    'personnellement et fonctionne 30 jours ou jusqu’au prochain message.',
  nextStep:
    'Vous pouvez aussi ouvrir la connexion bancaire dans votre logiciel comptable et y choisir de renouveler ' +
    'l’autorisation. Les comptes, les journaux et l’historique restent tels quels.',
  stoppedOtherwise:
    'En ce moment, plus rien n’arrive de cette banque pour une autre raison également. Votre logiciel comptable indique ' +
    'laquelle et ce qu’il faut faire.',
  footer:
    'Ponto Bank Sync, le service qui apporte les opérations bancaires dans votre logiciel comptable, envoie ce message ' +
    'parce que cette adresse est un contact de la connexion bancaire. Nous ne demandons jamais de mot de passe ni de code ' +
    'par e-mail.',
};
