import type { health as source } from '../en/health.ts';
import type { Translation } from '../../catalogue.ts';

export const health: Translation<typeof source> = {
  all_well: 'Todo está en orden.',
  not_linked: 'No vinculada a ningún diario.',
  bank_unavailable:
    'No se ha podido contactar con el banco. Los datos se ponen al día por sí solos; no se pierde nada.',
  bank_maintenance:
    'Ponto está trabajando en su conexión con este banco. Después los datos se ponen al día por sí solos.',
  bank_trouble:
    'El banco tiene problemas: muchas de sus cuentas no se han podido leer al mismo tiempo, no solo las suyas. No tiene que hacer nada; los datos se ponen al día por sí solos y no se pierde nada.',
  ponto_unavailable: 'No se ha podido contactar con Ponto. Los datos se ponen al día por sí solos; no se pierde nada.',
  ponto_throttled: 'Ponto nos ha pedido que vayamos más despacio. La conexión sigue por sí sola en unos minutos.',
  ponto_answer_not_understood:
    'Ponto ha enviado una respuesta que no hemos podido leer. Lo intentamos de nuevo automáticamente.',
  reconnect_required:
    'Ponto ya no acepta nuestro acceso. Reconecte el banco; las cuentas, los vínculos y el historial se conservan.',
  credentials_refused:
    'Ponto ha rechazado el Client ID o el Secret ID. Copie los dos de nuevo desde el panel de Ponto.',
  authorization_expired:
    'La autorización de esta cuenta ha caducado. Renuévela en el banco; después se completan los días intermedios.',
  authorization_expiring:
    'La autorización de esta cuenta caduca {days, plural, =0 {hoy} =1 {mañana} other {en # días}}. Renuévela en el banco.',
  authorization_lost:
    'Esta cuenta ya no se comparte con nosotros. Obtenga de nuevo las cuentas y manténgala seleccionada en el consentimiento.',
  account_not_linked: 'Esta cuenta no está vinculada a ningún diario. Vincúlela para llenar sus libros.',
  organization_blocked:
    'Ponto ha bloqueado su organización, normalmente por una factura impagada. Contacte con Ponto para levantar el bloqueo.',
  feed_paused:
    'El operador de este servicio ha puesto en pausa la conexión. No se pierde nada: sigue desde donde se detuvo.',
  line_refused:
    'El banco ha enviado un movimiento que no se puede contabilizar. Los demás ya están; consulte a soporte sobre este.',
  lines_uncertain:
    'Esta cuenta ha vuelto con un identificador nuevo, y {lines, plural, one {un movimiento no se ha podido} other {# movimientos no se han podido}} distinguir de otros anteriores del mismo día e importe. {lines, plural, one {Se ha contabilizado como nuevo y puede estar} other {Se han contabilizado como nuevos y pueden estar}} dos veces en los libros: compárelos con su banco. Este aviso desaparece en cuanto un saldo del banco coincide.',
  interrupted: 'La lectura se ha interrumpido. La próxima sigue donde se detuvo.',
  internal_error: 'Ha fallado algo por nuestra parte. Lo intentamos de nuevo y, si persiste, se avisa a un técnico.',
  migration_required:
    'Ponto ha declarado obsoletos sus antiguos tokens de API. En el panel de Ponto, cree una integración, elija sus cuentas e introduzca aquí su Client ID y su Secret ID; o vuelva a conectarse y dé su consentimiento en Ponto. Las cuentas, los vínculos y el historial se conservan.',
  awaiting_consent: 'El consentimiento en el banco no se ha completado. Conecte el banco de nuevo.',
  connecting_interrupted: 'La conexión se ha interrumpido. Introduzca de nuevo el Client ID y el Secret ID.',
  disconnected: 'Este banco se ha desconectado. Los libros se conservan; conéctelo de nuevo para continuar.',
  onboarding_incomplete:
    'El registro de su organización en Ponto no está completo. Complételo en el panel de Ponto en las 72 horas siguientes a su inicio; de lo contrario, Ponto elimina la organización y, con ella, esta conexión.',
  no_accounts: 'Ponto no comparte ninguna cuenta con nosotros en esta conexión. {choose}',
  other_bank:
    'No se ha autorizado ninguna cuenta en {bank}. Autorizadas en su lugar: {authorized}. Use esas, o autorice también las que tiene en {bank}. {choose}',
  accounts_missing:
    '{accounts, plural, one {Una de las cuentas que esta conexión tenía antes no se comparte} other {# de las cuentas que esta conexión tenía antes no se comparten}} con nosotros. {choose} Mantenga seleccionadas las cuentas existentes de todos los bancos.',
  accounts_lost:
    '{accounts, plural, one {Una cuenta ya no se comparte} other {# cuentas ya no se comparten}} con nosotros; los libros se conservan. {choose} Mantenga seleccionadas las cuentas existentes de todos los bancos.',
  nothing_added:
    'No se ha añadido ninguna cuenta. Autorizadas hasta ahora: {authorized}. Si falta alguna: {choose} Mantenga seleccionadas las cuentas existentes de todos los bancos.',
  choose_in_dashboard: 'En el panel de Ponto, abra la integración y elija las cuentas; después obtenga las cuentas.',
  choose_in_consent: 'Obtenga las cuentas y selecciónelas en el consentimiento.',
  accounts_at: '{bank} ({accounts, plural, one {# cuenta} other {# cuentas}})',
  another_bank: 'otro banco',
  chosen_bank: 'el banco elegido',
  institution_deprecated:
    'Ponto está sustituyendo esta conexión. Si el mismo banco aparece con una más reciente, elija esa.',
  institution_beta: 'Este banco está en fase beta en Ponto. Si algo falla, comuníquelo a Ponto.',
  institution_experimental:
    'Este banco es experimental en Ponto y puede fallar de vez en cuando. Si algo falla, comuníquelo a Ponto.',
};
