import type { pages as source } from '../en/pages.ts';
import type { Translation } from '../../catalogue.ts';

export const pages: Translation<typeof source> = {
  connected_title: 'Su banco está conectado',
  connected: 'Se han encontrado sus cuentas.',
  connected_next: 'Puede cerrar esta página. Vuelva a su programa de contabilidad y elija un diario para cada cuenta.',
  cancelled_title: 'Ha cancelado',
  cancelled: 'No se ha dado acceso y no ha cambiado nada.',
  cancelled_next:
    'Puede cerrar esta página. Si al final quiere continuar, vuelva a su programa de contabilidad y conecte el banco de nuevo.',
  reauthorized_title: 'Ha vuelto de Ponto',
  reauthorized:
    'Si ha confirmado en su banco, el acceso a esta cuenta está renovado y se completan los días intermedios.',
  reauthorized_next:
    'Puede cerrar esta página. Su programa de contabilidad mostrará pronto la nueva fecha de caducidad.',
  unverified_title: 'Este paso ya está hecho o ha tardado demasiado',
  unverified:
    'Esta dirección funciona una sola vez, durante diez minutos. Si acaba de conectar su banco y ha recargado esta página, ya está hecho.',
  unverified_next:
    'Vuelva a su programa de contabilidad y mire allí su banco. Si no está conectado, conéctelo de nuevo.',
  unexpected_title: 'Ha fallado algo por nuestra parte',
  unexpected: 'No hemos podido leer la respuesta del banco.',
  unexpected_next:
    'Recargue esta página. Si no sirve, vuelva a su programa de contabilidad y conecte el banco de nuevo.',
  failed_title: 'Su banco no está conectado',
  connect_again: 'Vuelva a su programa de contabilidad y conecte el banco de nuevo.',
  connect_later: 'Espere unos minutos, vuelva a su programa de contabilidad y conecte el banco de nuevo.',
  consent_failed: 'Ponto no ha confirmado el acceso.',
  no_accounts: 'No se ha compartido ninguna cuenta bancaria.',
  no_accounts_next:
    'Vuelva a su programa de contabilidad y conecte el banco de nuevo. Seleccione al menos una cuenta en Ponto.',
  other_organization: 'El acceso lo ha dado en Ponto una organización distinta de la que estaba conectada.',
  other_organization_next:
    'Vuelva a su programa de contabilidad y conecte el banco de nuevo. Identifíquese en Ponto para la misma organización, o cree una conexión nueva.',
  connection_disconnected: 'Esta conexión se ha desconectado entretanto.',
  connection_disconnected_next: 'Vuelva a su programa de contabilidad y cree una conexión nueva.',
  ponto_unavailable: 'No se ha podido contactar con Ponto.',
  ponto_throttled: 'Ponto nos ha pedido que vayamos más despacio.',
  ponto_answer_not_understood: 'Ponto ha enviado una respuesta que no hemos podido leer.',
  organization_blocked: 'Ponto ha bloqueado su organización.',
  organization_blocked_next: 'Contacte con Ponto para levantar el bloqueo y conecte después el banco de nuevo.',
  internal_error: 'Ha fallado algo por nuestra parte.',
  renew_title: 'Renovar el acceso a su banco',
  renew_title_named: 'Renovar el acceso a {bank}',
  renew: 'El botón le lleva a Ponto, donde su banco le pide que se identifique y confirme.',
  renew_next: 'Las cuentas, los diarios y el historial se conservan, y se completan los días intermedios.',
  renew_button: 'Continuar en Ponto',
  renew_footer:
    'Ponto Bank Sync lleva los movimientos bancarios a su programa de contabilidad. Nunca pedimos contraseñas ni códigos; solo lo hace su banco, en su propia página.',
  link_unknown_title: 'Este enlace ya no funciona',
  link_unknown: 'Un mensaje más reciente lo ha sustituido, o es demasiado antiguo.',
  link_unknown_next: 'Use el enlace del último mensaje, o renueve en su programa de contabilidad.',
  link_renewed_title: 'Ya está hecho',
  link_renewed: 'El acceso se ha renovado desde que se envió este mensaje. No queda nada por hacer.',
  link_elsewhere_title: 'Desde aquí no se puede renovar',
  link_elsewhere: 'Abra la conexión bancaria en su programa de contabilidad: le indica qué hacer.',
  link_later_title: 'Ahora mismo no se puede contactar con Ponto',
  link_later: 'No ha cambiado nada. Abra el enlace de nuevo en unos minutos; sigue siendo válido.',
};
