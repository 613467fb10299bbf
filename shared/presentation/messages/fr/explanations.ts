import type { explanations as source } from '../en/explanations.ts';
import type { Translation } from '../../catalogue.ts';

export const explanations: Translation<typeof source> = {
  found: 'Le paiement est dans les livres.',
  found_next: 'Ouvrez l’opération pour voir sur quel extrait elle figure.',
  pending:
    'La banque a annoncé le paiement mais ne l’a pas encore comptabilisé. Les opérations en attente ne font pas partie des livres.',
  pending_next: 'Attendez que la banque le comptabilise ; il entre alors de lui-même dans les livres.',
  corrected: 'Le paiement était dans les livres. La banque l’a corrigé depuis : son montant ou sa date a changé.',
  corrected_next: 'Ouvrez l’opération ; ses versions montrent ce qu’elle était et ce qu’elle est.',
  removed: 'Le paiement était dans les livres. La banque l’a retiré depuis, et Ponto ne l’a plus.',
  removed_next:
    'Ouvrez l’opération pour voir ce qu’elle était ; si votre banque la montre encore, vérifiez à nouveau la période.',
  other_sign: 'Il existe un paiement de ce montant dans l’autre sens.',
  other_sign_next: 'Voyez si c’est celui-là : l’argent qui quitte le compte porte un signe moins.',
  account_not_linked: 'Ce compte n’est associé à aucun journal ; ses opérations ne sont donc pas récupérées.',
  account_not_linked_next: 'Associez le compte à un journal, à partir d’un jour antérieur au paiement.',
  before_import_from: 'Les livres de ce compte commencent le {startsOn}. Les opérations antérieures n’y figurent pas.',
  before_import_from_next:
    'Avancez le début de l’association (importFrom) à un jour antérieur ; les opérations arrivent alors sur leurs propres extraits.',
  authorization_gap: 'Rien n’a été récupéré pour ce jour. {reached} {blocked}',
  authorization_gap_next: 'Suivez cette indication ; les jours manquants sont ensuite complétés automatiquement.',
  not_read_yet: 'Le compte n’a pas encore été lu jusqu’au bout.',
  not_read_yet_next: 'Attendez la fin de la première lecture, ou synchronisez maintenant.',
  being_read: 'Le compte est en cours de lecture.',
  being_read_next: 'Demandez à nouveau quand la lecture sera terminée.',
  run_failed: 'La dernière lecture a échoué. {failure} {read}',
  run_failed_next: 'Attendez la prochaine lecture, ou synchronisez maintenant.',
  read_at: 'Le compte a été lu pour la dernière fois le {at}.',
  line_refused:
    '{lines, plural, one {La banque a envoyé une opération qui ne peut pas être comptabilisée. Le paiement est peut-être celle-là.} other {La banque a envoyé # opérations qui ne peuvent pas être comptabilisées. Le paiement est peut-être l’une d’elles.}}',
  line_refused_next: 'Contactez le support à ce sujet ; toutes les autres opérations y sont.',
  not_at_bank:
    'Les livres sont complets, et prouvés par le solde de la banque, jusqu’au {completeUpTo}. La banque n’a comptabilisé aucun paiement de ce genre.',
  not_at_bank_next:
    'Vérifiez à nouveau le montant, son signe et la date, et si le paiement est passé par un autre compte.',
  not_at_ponto:
    'Ponto n’avait aucun paiement de ce genre quand nous avons lu le compte pour la dernière fois, le {at}. {reached}',
  not_at_ponto_next:
    'Synchronisez maintenant : la banque est alors interrogée. Si votre banque montre le paiement et Ponto toujours pas, vérifiez à nouveau la période et signalez-le à Ponto.',
  reached_at: 'Ponto a joint la banque pour la dernière fois le {at}.',
  version_new_at_ponto: 'Ponto a présenté cette opération, et elle n’était pas encore dans les livres.',
  version_pending_booked:
    'Ponto a présenté cette opération, et elle n’était pas encore dans les livres. Une opération en attente du même montant et de la même partie était affichée auparavant ; les opérations en attente ne font pas partie des livres.',
  version_late_line:
    'La banque a comptabilisé cette opération tardivement, à un jour dont l’extrait était déjà définitif. Cet extrait reste tel quel ; l’opération figure sur celui qui était ouvert.',
  version_corrected: 'La banque a modifié cette opération. La version précédente est conservée.',
  version_removed:
    'Ponto n’a plus cette opération : nous l’avons demandée à sa propre adresse, et elle n’y est plus. Son dernier contenu est conservé.',
  matched_content:
    'Le compte est revenu sous un nouvel identifiant chez Ponto. Cette opération est identique à la précédente dans tout ce que dit la banque ; elle a donc été conservée et non comptabilisée deux fois.',
  matched_parties:
    'Le compte est revenu sous un nouvel identifiant chez Ponto. Date, montant, parties et texte de cette opération sont les mêmes qu’avant ; elle a donc été conservée et non comptabilisée deux fois.',
  matched_day_and_amount:
    'Le compte est revenu sous un nouvel identifiant chez Ponto. Il comptait autant d’opérations de cette date et de ce montant qu’avant ; celle-ci a donc été conservée et non comptabilisée deux fois.',
  twins:
    'D’autres opérations sont identiques en tout point. Ponto présente chacune sous son propre identifiant ; ce sont donc des paiements distincts.',
};
