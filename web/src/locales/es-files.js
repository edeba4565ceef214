/** @import {FileErrorWords} from './index.js' */

/** @type {FileErrorWords} */
export const fileErrors = {
  FILE_EMPTY: ['El archivo está vacío.', 'Descargue de nuevo el informe y elija el archivo nuevo.'],
  TOO_LARGE: [
    'El archivo es más grande de lo que permite el formato.',
    'Compruebe que es el archivo correcto.',
  ],
  NUL_BYTE: [
    'Este no es un archivo de texto.',
    'Elija el informe tal como se descargó, en .txt o .json.',
  ],
  INVALID_UTF8: [
    'El archivo tiene caracteres que no se pueden leer.',
    'Descárguelo de nuevo y no lo guarde desde una hoja de cálculo.',
  ],
  LINE_TOO_LONG: ['Una línea es más larga de lo posible.', 'Compruebe que es el archivo correcto.'],
  FORMAT_UNKNOWN: [
    'Repay no conoce este tipo de archivo.',
    'Elija un informe de liquidación (.txt) o una cuenta de Repay (.json).',
  ],
  TOO_MANY_COLUMNS: [
    'Una línea tiene más columnas que el encabezado.',
    'Descargue de nuevo el informe; puede que una hoja de cálculo lo cambiara.',
  ],
  COLUMN_MISSING: [
    'Falta una columna que el informe necesita.',
    'Descargue de nuevo el informe; puede que una hoja de cálculo lo cambiara.',
  ],
  FILE_TRUNCATED: [
    'El archivo termina antes de tiempo.',
    'Puede que la descarga se cortara: descárguelo de nuevo.',
  ],
  INVALID_JSON: [
    'El documento no es JSON válido.',
    'Corrija el lugar indicado o expórtelo de nuevo.',
  ],
  INVALID_XML: [
    'El documento no es XML bien formado.',
    'Puede que la descarga se cortara o se modificara: descárguelo de nuevo.',
  ],
  TOO_DEEP: ['El documento está anidado en exceso.', 'Compruebe que es una cuenta de Repay.'],
  DUPLICATE_KEY: ['Un campo aparece dos veces en un objeto.', 'Deje solo uno de los dos.'],
  FIELD_MISSING: ['Falta un campo necesario.', 'Añádalo en el lugar indicado.'],
  FIELD_UNKNOWN: ['Un campo no pertenece a una cuenta de Repay.', 'Quítelo o corrija su nombre.'],
  INVALID_FIELD: [
    'Un campo tiene un valor de forma incorrecta.',
    'Corríjalo en el lugar indicado.',
  ],
  UNKNOWN_CURRENCY: [
    'La moneda no está en ISO 4217.',
    'Escriba su código de tres letras, como CAD.',
  ],
  INVALID_DATE: [
    'Una fecha no se puede leer.',
    'Descargue de nuevo el informe y no modifique sus fechas.',
  ],
  AMBIGUOUS_DATE: [
    'En este archivo no se distinguen el día y el mes.',
    'Ábralo junto con otro informe de la misma tienda, o descárguelo con fechas ISO.',
  ],
  INVALID_AMOUNT: [
    'Un importe no se puede leer.',
    'Descargue de nuevo el informe y no modifique sus importes.',
  ],
  MIXED_DECIMAL_MARKS: [
    'El archivo mezcla puntos y comas decimales.',
    'Descárguelo de nuevo; puede que una hoja de cálculo cambiara algunos importes.',
  ],
  UNKNOWN_KIND: [
    'Un movimiento es de un tipo que Repay no conoce.',
    'Corrija su tipo en el lugar indicado.',
  ],
  SIGN_CONTRADICTS_KIND: [
    'Un movimiento tiene el signo contrario a su tipo.',
    'Corrija el signo o el tipo: los cargos son negativos, los abonos positivos.',
  ],
  TWO_SETTLEMENTS: [
    'El archivo contiene más de una liquidación.',
    'Abra cada liquidación como archivo propio.',
  ],
  ROW_TOTAL_MISMATCH: [
    'Las partes de una fila no suman su total.',
    'El informe se cambió o tiene una columna que Repay no conoce: descárguelo de nuevo.',
  ],
  RUNNING_BALANCE_MISMATCH: [
    'El saldo que indica el informe no resulta de sus filas.',
    'Faltan filas o se cambiaron: descargue de nuevo el informe.',
  ],
  SETTLEMENT_TOTAL_MISMATCH: [
    'Las filas no suman el total que indica el informe.',
    'Faltan filas o se cambiaron: descargue de nuevo el informe.',
  ],
  SETTLEMENT_CONFLICT: [
    'Esta liquidación ya está aquí, con otro total.',
    'Si el archivo nuevo es el correcto, vuelva primero al ejemplo.',
  ],
  DUPLICATE_ID: [
    'Ya hay un movimiento con este identificador.',
    'Dé a cada movimiento un identificador propio.',
  ],
  UNKNOWN_REFERENCE: [
    'Un movimiento nombra otro que no está.',
    'Ponga antes el movimiento que nombra.',
  ],
  REVERSAL_TOO_HIGH: [
    'Una anulación supera lo que queda de su abono.',
    'Corrija su importe o el abono que nombra.',
  ],
  PAIR_MISMATCH: [
    'Las dos mitades de un ajuste entre dos saldos no se compensan.',
    'Importe los archivos completos de ambos.',
  ],
  FILE_UNREADABLE: [
    'El navegador no pudo leer el archivo.',
    'Puede que se moviera o cambiara después de elegirlo: elíjalo de nuevo.',
  ],
}
