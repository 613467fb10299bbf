import type { explanations as source } from '../en/explanations.ts';
import type { Translation } from '../../catalogue.ts';

export const explanations: Translation<typeof source> = {
  found: 'El pago está en los libros.',
  found_next: 'Abra el movimiento para ver en qué extracto figura.',
  pending:
    'El banco ha anunciado el pago, pero aún no lo ha contabilizado. Los movimientos pendientes no forman parte de los libros.',
  pending_next: 'Espere a que el banco lo contabilice; entonces entra por sí solo en los libros.',
  corrected: 'El pago estaba en los libros. El banco lo ha corregido después: su importe o su fecha es ahora distinto.',
  corrected_next: 'Abra el movimiento; sus versiones muestran lo que era y lo que es ahora.',
  removed: 'El pago estaba en los libros. El banco lo ha retirado después, y Ponto ya no lo tiene.',
  removed_next: 'Abra el movimiento para ver lo que era; si su banco aún lo muestra, compruebe el período de nuevo.',
  other_sign: 'Hay un pago de este importe en sentido contrario.',
  other_sign_next: 'Compruebe si es ese: el dinero que sale de la cuenta lleva un signo menos.',
  account_not_linked: 'Esta cuenta no está vinculada a ningún diario, por lo que sus movimientos no se obtienen.',
  account_not_linked_next: 'Vincule la cuenta a un diario, desde un día anterior al pago.',
  before_import_from: 'Los libros de esta cuenta empiezan el {startsOn}. Los movimientos anteriores quedan fuera.',
  before_import_from_next:
    'Adelante el inicio del vínculo (importFrom) a un día anterior; los movimientos llegan entonces en extractos propios.',
  authorization_gap: 'No se obtuvo nada de este día. {reached} {blocked}',
  authorization_gap_next: 'Siga esa indicación; los días intermedios se completan después automáticamente.',
  not_read_yet: 'La cuenta aún no se ha leído hasta el final.',
  not_read_yet_next: 'Espere a que termine la primera lectura, o sincronice ahora.',
  being_read: 'La cuenta se está leyendo en este momento.',
  being_read_next: 'Pregunte de nuevo cuando termine la lectura.',
  run_failed: 'La última lectura ha fallado. {failure} {read}',
  run_failed_next: 'Espere a la próxima lectura, o sincronice ahora.',
  read_at: 'La cuenta se leyó por última vez el {at}.',
  line_refused:
    '{lines, plural, one {El banco ha enviado un movimiento que no se puede contabilizar. Puede que sea este pago.} other {El banco ha enviado # movimientos que no se pueden contabilizar. Puede que el pago sea uno de ellos.}}',
  line_refused_next: 'Consulte a soporte; todos los demás movimientos están.',
  not_at_bank:
    'Los libros están completos, y comprobados con el saldo del banco, hasta el {completeUpTo}. El banco no ha contabilizado ningún pago así.',
  not_at_bank_next: 'Revise de nuevo el importe, su signo y la fecha, y si pasó por otra cuenta.',
  not_at_ponto: 'Ponto no tenía ningún pago así cuando leímos la cuenta por última vez, el {at}. {reached}',
  not_at_ponto_next:
    'Sincronice ahora: así se pregunta al banco. Si su banco muestra el pago y Ponto sigue sin mostrarlo, compruebe el período de nuevo y comuníquelo a Ponto.',
  reached_at: 'Ponto contactó con el banco por última vez el {at}.',
  version_new_at_ponto: 'Ponto mostró este movimiento, y aún no estaba en los libros.',
  version_pending_booked:
    'Ponto mostró este movimiento, y aún no estaba en los libros. Antes se veía un movimiento pendiente del mismo importe y la misma parte; los movimientos pendientes no forman parte de los libros.',
  version_late_line:
    'El banco contabilizó este movimiento tarde, en un día cuyo extracto ya era definitivo. Ese extracto se queda como está; el movimiento figura en el que estaba abierto.',
  version_corrected: 'El banco ha cambiado este movimiento. La versión anterior se conserva.',
  version_removed:
    'Ponto ya no tiene este movimiento: lo pedimos por su propia dirección y ya no está. Su último contenido se conserva.',
  matched_content:
    'La cuenta ha vuelto con un identificador nuevo en Ponto. Este movimiento es igual que antes en todo lo que dice el banco, por lo que se ha conservado y no se ha contabilizado dos veces.',
  matched_parties:
    'La cuenta ha vuelto con un identificador nuevo en Ponto. La fecha, el importe, las partes y el texto de este movimiento son los mismos que antes, por lo que se ha conservado y no se ha contabilizado dos veces.',
  matched_day_and_amount:
    'La cuenta ha vuelto con un identificador nuevo en Ponto. Tenía tantos movimientos de esta fecha e importe como antes, por lo que este se ha conservado y no se ha contabilizado dos veces.',
  twins:
    'Otros movimientos son idénticos en todo. Ponto muestra cada uno con un identificador propio, por lo que son pagos distintos.',
};
