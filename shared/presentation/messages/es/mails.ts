import type { mails as source } from '../en/mails.ts';
import type { Translation } from '../../catalogue.ts';

export const mails: Translation<typeof source> = {
  some_bank: 'su banco',
  some_bank_first: 'Su banco',
  greeting: 'Hola:',
  greeting_named: 'Hola, {name}:',
  ends: '{days, plural, =0 {caduca hoy} =1 {caduca mañana} other {caduca en # días}}',
  ended: 'ha caducado',
  when_on: '{when} ({day})',
  reminder_subject: '{bank}: la autorización de su conexión bancaria {when}',
  reminder_introduction:
    'La autorización con la que su programa de contabilidad lee {accounts, plural, one {esta cuenta} other {estas cuentas}} en {bank} tiene una duración limitada y debe renovarse:',
  reminder_consequence:
    'Cuando caduca, dejan de llegar movimientos nuevos. No se pierde nada: en cuanto se renueva la autorización, se completan los días intermedios.',
  renew: 'Renovar ahora',
  about_button:
    'El botón le lleva a Ponto, donde su banco le pide que se identifique y confirme. Es solo para usted y funciona durante 30 días, o hasta el próximo mensaje.',
  renew_elsewhere:
    'También puede abrir la conexión bancaria en su programa de contabilidad y renovar allí la autorización. Las cuentas, los diarios y el historial se conservan.',
  stopped_otherwise:
    'En este momento tampoco llega nada de este banco por otro motivo. Su programa de contabilidad muestra cuál y qué hacer.',
  contact_footer:
    'Este mensaje es de Ponto Bank Sync, el servicio que lleva los movimientos bancarios a su programa de contabilidad. Lo recibe porque esta dirección es un contacto de la conexión bancaria. Nunca pedimos contraseñas ni códigos por correo electrónico.',
  digest_subject:
    '{accounts, plural, one {Hay que renovar una autorización bancaria de un cliente} other {Hay que renovar # autorizaciones bancarias de sus clientes}}',
  digest_introduction:
    'Las autorizaciones con las que el programa de contabilidad lee estas cuentas de {clients, plural, one {un cliente} other {# clientes}} tienen una duración limitada y deben renovarse:',
  some_client: 'Un cliente',
  not_listed: '{accounts, plural, one {Otra # no figura} other {Otras # no figuran}} aquí.',
  digest_next:
    'Solo el cliente puede renovar, porque el banco le pide que confirme. Su contacto ha recibido un mensaje con un botón para ello. Cuando una autorización caduca, dejan de llegar movimientos nuevos; no se pierde nada, y se completan los días intermedios.',
  digest_footer:
    'Este mensaje es de Ponto Bank Sync, el servicio que lleva los movimientos bancarios a los programas de contabilidad. Lo recibe porque sus clientes han indicado esta dirección como la de su asesor. Hay un solo mensaje para todos. Nunca pedimos contraseñas ni códigos por correo electrónico.',
  incident_subject: '{bank}: {subject}',
  restore_access: 'Restablecer el acceso',
  nothing_lost: 'No se pierde nada: los días intermedios se completan en cuanto vuelve a funcionar.',
  reconnect_required_subject: 'la conexión bancaria ha perdido su acceso',
  reconnect_required_happened:
    'Ponto ya no acepta nuestro acceso. Mientras nadie lo restablezca, no llega nada de estas cuentas:',
  reconnect_required_next:
    'Reconecte el banco en su programa de contabilidad. Las cuentas, los diarios y el historial se conservan.',
  credentials_refused_subject: 'Ponto rechaza el Client ID o el Secret ID',
  credentials_refused_happened:
    'Ponto rechaza el Client ID o el Secret ID de esta conexión. No llega nada de estas cuentas:',
  credentials_refused_next:
    'Copie los dos de nuevo desde el panel de Ponto e introdúzcalos en su programa de contabilidad.',
  organization_blocked_subject: 'Ponto ha bloqueado su organización',
  organization_blocked_happened:
    'Ponto ha bloqueado su organización, normalmente por una factura impagada. No llega nada de estas cuentas:',
  organization_blocked_next: 'Contacte con Ponto para levantar el bloqueo. Después la conexión sigue por sí sola.',
  onboarding_incomplete_subject: 'su registro en Ponto no está completo',
  onboarding_incomplete_happened:
    'Su organización ha empezado su registro en Ponto, pero no lo ha completado. 72 horas después del inicio, Ponto elimina la organización y, con ella, esta conexión bancaria.',
  onboarding_incomplete_next:
    'Complete el registro en el panel de Ponto. Si ya lo ha hecho, no tiene que hacer nada. Lo que ya ha llegado se queda en sus libros.',
  accounts_lost_subject: 'una cuenta ya no se comparte con su programa de contabilidad',
  accounts_lost_happened:
    'Estas cuentas ya no se comparten con nosotros. Sus libros se conservan, y no llega nada nuevo:',
  accounts_lost_next:
    'Obtenga de nuevo las cuentas en su programa de contabilidad. En el consentimiento, mantenga seleccionadas las cuentas existentes de todos los bancos: lo que allí falta se retira. Si quería dejar de compartir una cuenta, desvincúlela en su programa de contabilidad.',
  statement_broken_subject: 'un extracto difiere del saldo del banco',
  statement_broken_happened:
    'Desde hace dos días o más, los libros de estas cuentas difieren del saldo que comunica el banco:',
  statement_broken_next:
    'Antes de cerrar el período, compare el extracto de su programa de contabilidad con el de su banco. Indica desde qué día difieren y en cuánto.',
  feed_stale_subject: 'hace tiempo que no llega nada',
  feed_stale_happened: 'Desde hace el triple de lo acordado no se ha podido obtener nada de estas cuentas:',
  feed_stale_next:
    'El banco o Ponto no ha respondido. Seguimos intentándolo y no tiene que hacer nada. Si dura, mire en el panel de Ponto si su banco comunica una avería, o pregunte a Ponto.',
};
