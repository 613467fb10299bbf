import type { pages as source } from '../en/pages.ts';
import type { Translation } from '../../catalogue.ts';

export const pages: Translation<typeof source> = {
  connected_title: 'Votre banque est connectée',
  connected: 'Vos comptes ont été trouvés.',
  connected_next:
    'Vous pouvez fermer cette page. Retournez dans votre logiciel comptable et choisissez un journal pour chaque compte.',
  cancelled_title: 'Vous avez annulé',
  cancelled: 'Aucun accès n’a été donné et rien n’a changé.',
  cancelled_next:
    'Vous pouvez fermer cette page. Si vous souhaitez continuer malgré tout, retournez dans votre logiciel comptable et connectez à nouveau la banque.',
  reauthorized_title: 'Vous revenez de Ponto',
  reauthorized:
    'Si vous avez confirmé auprès de votre banque, l’accès à ce compte est renouvelé et les jours manquants sont complétés.',
  reauthorized_next: 'Vous pouvez fermer cette page. Votre logiciel comptable affichera bientôt la nouvelle échéance.',
  unverified_title: 'Cette étape est déjà faite, ou a pris trop de temps',
  unverified:
    'Cette adresse ne fonctionne qu’une fois, pendant dix minutes. Si vous venez de connecter votre banque et avez rechargé cette page, c’est déjà fait.',
  unverified_next:
    'Retournez dans votre logiciel comptable et regardez-y votre banque. Si elle n’est pas connectée, connectez-la à nouveau.',
  unexpected_title: 'Une erreur s’est produite chez nous',
  unexpected: 'Nous n’avons pas pu lire la réponse de la banque.',
  unexpected_next:
    'Rechargez cette page. Si cela n’aide pas, retournez dans votre logiciel comptable et connectez à nouveau la banque.',
  failed_title: 'Votre banque n’est pas connectée',
  connect_again: 'Retournez dans votre logiciel comptable et connectez à nouveau la banque.',
  connect_later:
    'Attendez quelques minutes, puis retournez dans votre logiciel comptable et connectez à nouveau la banque.',
  consent_failed: 'Ponto n’a pas confirmé l’accès.',
  no_accounts: 'Aucun compte bancaire n’a été partagé.',
  no_accounts_next:
    'Retournez dans votre logiciel comptable et connectez à nouveau la banque. Cochez au moins un compte chez Ponto.',
  other_organization: 'L’accès a été donné par une autre organisation chez Ponto que celle qui était connectée.',
  other_organization_next:
    'Retournez dans votre logiciel comptable et connectez à nouveau la banque. Identifiez-vous chez Ponto pour la même organisation, ou créez une nouvelle connexion.',
  connection_disconnected: 'Cette connexion a été supprimée entre-temps.',
  connection_disconnected_next: 'Retournez dans votre logiciel comptable et créez une nouvelle connexion.',
  ponto_unavailable: 'Ponto n’est pas joignable.',
  ponto_throttled: 'Ponto nous a demandé de ralentir.',
  ponto_answer_not_understood: 'Ponto a envoyé une réponse que nous n’avons pas pu lire.',
  organization_blocked: 'Ponto a bloqué votre organisation.',
  organization_blocked_next: 'Contactez Ponto pour lever le blocage, puis connectez à nouveau la banque.',
  internal_error: 'Une erreur s’est produite chez nous.',
  renew_title: 'Renouveler l’accès à votre banque',
  renew_title_named: 'Renouveler l’accès à {bank}',
  renew: 'Le bouton vous mène chez Ponto, où votre banque vous demande de vous identifier et de confirmer.',
  renew_next: 'Les comptes, les journaux et l’historique restent tels quels, et les jours manquants sont complétés.',
  renew_button: 'Continuer chez Ponto',
  renew_footer:
    'Ponto Bank Sync apporte les opérations bancaires dans votre logiciel comptable. Nous ne demandons jamais de mot de passe ni de code ; seule votre banque le fait, sur sa propre page.',
  link_unknown_title: 'Ce lien ne fonctionne plus',
  link_unknown: 'Un message plus récent l’a remplacé, ou il est trop ancien.',
  link_unknown_next: 'Utilisez le lien du dernier message, ou renouvelez dans votre logiciel comptable.',
  link_renewed_title: 'C’est déjà fait',
  link_renewed: 'L’accès a été renouvelé depuis l’envoi de ce message. Il n’y a plus rien à faire.',
  link_elsewhere_title: 'Le renouvellement n’est pas possible ici',
  link_elsewhere: 'Ouvrez la connexion bancaire dans votre logiciel comptable : il indique ce qu’il faut faire.',
  link_later_title: 'Ponto n’est pas joignable pour l’instant',
  link_later: 'Rien n’a changé. Rouvrez le lien dans quelques minutes ; il reste valable.',
};
