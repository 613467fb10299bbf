import type { health as source } from '../en/health.ts';
import type { Translation } from '../../catalogue.ts';

export const health: Translation<typeof source> = {
  all_well: 'Tout va bien.',
  not_linked: 'Associé à aucun journal.',
  bank_unavailable: 'La banque n’est pas joignable. Le flux se rattrape de lui-même ; rien n’est perdu.',
  bank_maintenance: 'Ponto intervient sur sa liaison avec cette banque. Le flux se rattrape ensuite de lui-même.',
  bank_trouble:
    'La banque rencontre des problèmes : beaucoup de ses comptes n’ont pas pu être lus au même moment, pas seulement les vôtres. Vous n’avez rien à faire ; le flux se rattrape de lui-même et rien n’est perdu.',
  ponto_unavailable: 'Ponto n’est pas joignable. Le flux se rattrape de lui-même ; rien n’est perdu.',
  ponto_throttled: 'Ponto nous a demandé de ralentir. Le flux reprend de lui-même dans quelques minutes.',
  ponto_answer_not_understood:
    'Ponto a envoyé une réponse que nous n’avons pas pu lire. Nous réessayons automatiquement.',
  reconnect_required:
    'Ponto n’accepte plus notre accès. Reconnectez la banque ; comptes, associations et historique sont conservés.',
  credentials_refused:
    'Ponto a refusé le Client ID ou le Secret ID. Recopiez les deux depuis le tableau de bord de Ponto.',
  authorization_expired:
    'L’autorisation de ce compte a expiré. Renouvelez-la auprès de la banque ; les jours manquants sont alors complétés.',
  authorization_expiring:
    'L’autorisation de ce compte expire {days, plural, =0 {aujourd’hui} =1 {demain} other {dans # jours}}. Renouvelez-la auprès de la banque.',
  authorization_lost:
    'Ce compte n’est plus partagé avec nous. Récupérez à nouveau les comptes et laissez-le coché dans le consentement.',
  account_not_linked: 'Ce compte n’est associé à aucun journal. Associez-le pour alimenter ses livres.',
  organization_blocked:
    'Ponto a bloqué votre organisation, en général pour une facture impayée. Contactez Ponto pour lever le blocage.',
  feed_paused: 'L’exploitant de ce service a suspendu le flux. Rien n’est perdu : il reprendra là où il s’est arrêté.',
  line_refused:
    'La banque a envoyé une opération qui ne peut pas être comptabilisée. Toutes les autres y sont ; contactez le support pour celle-ci.',
  lines_uncertain:
    'Ce compte est revenu sous un nouvel identifiant, et {lines, plural, one {une opération n’a pas pu être distinguée} other {# opérations n’ont pas pu être distinguées}} d’opérations antérieures du même jour et du même montant. {lines, plural, one {Elle a été comptabilisée comme nouvelle et figure} other {Elles ont été comptabilisées comme nouvelles et figurent}} peut-être deux fois dans les livres : comparez avec votre banque. Cet avis disparaît dès qu’un solde de la banque concorde.',
  interrupted: 'La lecture a été interrompue. La prochaine reprend là où elle s’est arrêtée.',
  internal_error: 'Une erreur s’est produite chez nous. Nous réessayons, et un ingénieur est alerté si elle persiste.',
  migration_required:
    'Ponto a déprécié ses anciens jetons d’API. Dans le tableau de bord de Ponto, créez une intégration, choisissez ses comptes et saisissez ici son Client ID et son Secret ID ; ou reconnectez-vous et donnez votre consentement chez Ponto. Comptes, associations et historique sont conservés.',
  awaiting_consent: 'Le consentement auprès de la banque n’a pas été mené à terme. Reconnectez la banque.',
  connecting_interrupted: 'La connexion a été interrompue. Saisissez à nouveau le Client ID et le Secret ID.',
  disconnected: 'Cette banque a été déconnectée. Les livres sont conservés ; reconnectez-la pour continuer.',
  onboarding_incomplete:
    'L’inscription de votre organisation chez Ponto n’est pas terminée. Terminez-la dans le tableau de bord de Ponto dans les 72 heures suivant son début ; sinon, Ponto supprime l’organisation et cette connexion avec elle.',
  no_accounts: 'Ponto ne partage aucun compte avec nous sur cette connexion. {choose}',
  other_bank:
    'Aucun compte n’a été autorisé chez {bank}. Sont autorisés : {authorized}. Utilisez ceux-là, ou autorisez aussi ceux de {bank}. {choose}',
  accounts_missing:
    '{accounts, plural, one {Un des comptes que cette connexion avait auparavant n’est pas partagé} other {# des comptes que cette connexion avait auparavant ne sont pas partagés}} avec nous. {choose} Laissez cochés les comptes existants de toutes les banques.',
  accounts_lost:
    '{accounts, plural, one {Un compte n’est plus partagé} other {# comptes ne sont plus partagés}} avec nous ; les livres sont conservés. {choose} Laissez cochés les comptes existants de toutes les banques.',
  nothing_added:
    'Aucun compte n’a été ajouté. Autorisés jusqu’ici : {authorized}. S’il en manque un : {choose} Laissez cochés les comptes existants de toutes les banques.',
  choose_in_dashboard:
    'Dans le tableau de bord de Ponto, ouvrez l’intégration et choisissez les comptes ; récupérez ensuite les comptes.',
  choose_in_consent: 'Récupérez les comptes et cochez-les dans le consentement.',
  accounts_at: '{bank} ({accounts, plural, one {# compte} other {# comptes}})',
  another_bank: 'une autre banque',
  chosen_bank: 'la banque choisie',
  institution_deprecated:
    'Ponto remplace cette liaison. Si la même banque figure dans la liste avec une liaison plus récente, choisissez celle-là.',
  institution_beta: 'Cette banque est en version bêta chez Ponto. En cas de problème, signalez-le à Ponto.',
  institution_experimental:
    'Cette banque est expérimentale chez Ponto et peut échouer de temps à autre. En cas de problème, signalez-le à Ponto.',
};
