import type { ExpiryWording } from './wording.ts';

export const es: ExpiryWording = {
  someBank: 'su banco',
  someBankAsTitle: 'Su banco',
  greeting: (name) => (name === undefined ? 'Hola:' : `Hola, ${name}:`),
  subject: (bank, when) => `${bank}: la autorización de su conexión bancaria ${when}`,
  ended: 'ha caducado',
  today: 'caduca hoy',
  tomorrow: 'caduca mañana',
  inDays: (days) => `caduca en ${days} días`,
  on: (when, day) => `${when} (${day})`,
  introduction: (bank, accounts) =>
    `La autorización con la que su programa de contabilidad lee ${accounts === 1 ? 'esta cuenta' : 'estas cuentas'} en ` +
    `${bank} tiene una duración limitada y debe renovarse:`,
  consequence:
    'Cuando caduca dejan de llegar movimientos nuevos. No se pierde nada: en cuanto se renueva la autorización, se ' +
    'completan los días intermedios.',
  renew: 'Renovar ahora',
  aboutLinks:
    'El botón le lleva a Ponto, donde su banco le pide que se identifique y confirme. Es solo para usted y funciona ' +
    'durante 30 días o hasta el próximo mensaje.',
  nextStep:
    'También puede abrir la conexión bancaria en su programa de contabilidad y elegir allí renovar la autorización. Las ' +
    'cuentas, los diarios y el historial se conservan.',
  stoppedOtherwise:
    'En este momento tampoco llega nada de este banco por otro motivo. Su programa de contabilidad muestra cuál y qué ' +
    'hacer.',
  footer:
    'Ponto Bank Sync, el servicio que lleva los movimientos bancarios a su programa de contabilidad, envía este mensaje ' +
    'porque esta dirección es un contacto de la conexión bancaria. Nunca pedimos contraseñas ni códigos por correo ' +
    'electrónico.',
};
