const noLongerTaken = [
  'El banco ya no acepta pagos con esta tarjeta.',
  'Use otra tarjeta; el banco puede decirle más.',
]

/** @type {import('./index.js').FlowTranslation} */
export const flow = {
  screens: {
    no_storage: [
      'No se sabe',
      'No podemos saber si hay un pago en curso.',
      'Este navegador no deja que la página lea lo que guardó, así que ahora no se ha enviado nada. Permita que este sitio guarde datos o salga de la navegación privada, y compruebe de nuevo.',
    ],
    elsewhere: [
      'En otra pestaña',
      'Se está haciendo un pago en otra pestaña.',
      'Solo puede pagar una pestaña de este navegador a la vez, para que nada se pague dos veces. Cuando termine allí, esta página mostrará el saldo de ese momento.',
    ],
    preparing: [
      'Preparando',
      'Se está preparando su pago de {amount}.',
      'Todavía no se ha enviado nada.',
    ],
    unsent: ['No enviado', 'No se ha enviado nada, así que no se ha pagado nada.'],
    paying: [
      'Pagando',
      'Su pago de {amount} está en camino.',
      'Esperamos la respuesta. No se le puede cobrar dos veces, aunque vuelva a cargar esta página.',
    ],
    received: [
      'En curso',
      'Su pago de {amount} ha llegado, pero aún no se conoce el resultado.',
      'El banco no ha respondido. Seguimos preguntando con la misma referencia, así que no se le puede cobrar dos veces; el pago continúa también sin esta página.',
    ],
    looking_up: [
      'Comprobando',
      'Estamos comprobando qué ha sido de su pago de {amount}.',
      'Se inició antes en este dispositivo. Preguntamos con la misma referencia, así que no se le puede cobrar dos veces.',
    ],
    not_known: [
      'Comprobando',
      'Todavía no sabemos si se han pagado {amount}.',
      'No ha llegado la respuesta. Seguimos preguntando con la misma referencia, así que no se le puede cobrar dos veces. Hasta saberlo no se puede pagar nada más.',
    ],
    signing_in: [
      'Inicie sesión',
      'Inicie sesión para ver si se han pagado {amount}.',
      'Su sesión terminó antes de conocerse el resultado. Cuando la inicie de nuevo continuará el mismo pago, así que no se le puede cobrar dos veces.',
    ],
    verifying: [
      'Por confirmar',
      'Escriba el código para pagar {amount}.',
      'No se paga nada hasta que lo escriba.',
    ],
    challenged: [
      'Por confirmar',
      'Su banco pregunta si es usted quien paga {amount}.',
      'Confírmelo en la página de su banco y vuelva aquí. Hasta entonces no se paga nada.',
    ],
    confirming: [
      'Comprobando',
      'Se está procesando el código para pagar {amount}.',
      'No se paga nada si el código no es correcto.',
    ],
    cancelling: [
      'Cancelando',
      'Se está cancelando su pago de {amount}.',
      'Si ya no se puede detener, se paga una sola vez, y esta página se lo dice.',
    ],
    pending: [
      'En proceso',
      'Su pago de {amount} se ha aceptado y tarda un tiempo.',
      'El banco aún tiene que completarlo. Hasta entonces este importe no se puede volver a pagar, así que no se le puede cobrar dos veces.',
    ],
    settled: ['Pagado', 'Se han pagado {settled}.', 'El recibo muestra qué cargos ha pagado.'],
    settled_less: [
      'Pagado en parte',
      'Se han pagado {settled} de {amount}.',
      'El banco cobró menos de lo solicitado. El resto sigue pendiente; puede pagarlo con otro pago.',
    ],
    reversed: [
      'Devuelto',
      'Se han devuelto {reversed} después de pagarse.',
      'De los {settled} pagados se han devuelto {reversed}, así que esa parte vuelve a estar pendiente. El recibo no cambia.',
    ],
    failed: ['No pagado', 'No se han pagado {amount}.'],
    locked: [
      'No pagado',
      'No se han pagado {amount}.',
      'Se escribieron demasiados códigos incorrectos y el pago se detuvo. Compruebe que el teléfono o el correo al que enviamos los códigos sea suyo.',
    ],
    expired: [
      'No pagado',
      'No se han pagado {amount}.',
      'El pago se canceló o se tardó demasiado en confirmarlo. No se ha cobrado nada.',
    ],
    not_received: [
      'No pagado',
      'No se han pagado {amount}.',
      'El pago no nos llegó y ya no puede llegar más tarde. Compruebe el importe e inténtelo de nuevo.',
    ],
    refused: ['No pagado', 'No se han pagado {amount}.'],
  },

  declines: {
    insufficient_funds: [
      'La tarjeta no tiene disponible este importe.',
      'Pague un importe menor o use otra tarjeta.',
    ],
    issuer_blocked: [
      'El banco de la tarjeta no permitió este pago.',
      'Pregúntele por los límites de los pagos por internet o al extranjero, o use otra tarjeta.',
    ],
    issuer_unavailable: [
      'No se pudo contactar con el banco de la tarjeta.',
      'Esto no dice nada de la tarjeta: inténtelo un poco más tarde o use otra.',
    ],
    authentication_required: [
      'El banco quiere asegurarse de que es usted quien paga, y eso no se completó.',
      'Inténtelo de nuevo y confírmelo con su banco, o use otra tarjeta.',
    ],
    details_mismatch: [
      'La dirección de facturación o el nombre no coinciden con los del banco.',
      'Ambos deben ser exactamente los del extracto de la tarjeta: corríjalos o use otra tarjeta.',
    ],
    code_wrong: [
      'El código de seguridad de la tarjeta no era correcto.',
      'Compruébelo e inténtelo de nuevo, o use otra tarjeta.',
    ],
    expired: [
      'La tarjeta ha caducado.',
      'Si el banco le ha enviado una nueva, corrija la fecha de caducidad, o use otra tarjeta.',
    ],
    type_not_accepted: [
      'No se aceptan tarjetas de este tipo, como las de prepago o de regalo.',
      'Use una tarjeta de crédito o de débito.',
    ],
    other: [
      'El banco de la tarjeta la rechazó sin un motivo que podamos indicar.',
      'Pregunte al banco o use otra tarjeta.',
    ],
    lost: noLongerTaken,
    stolen: noLongerTaken,
    closed: noLongerTaken,
  },

  steps: {
    pay: 'Hacer otro pago',
    wait: 'Esta página continúa por sí sola.',
    look_again: 'Comprobar de nuevo',
    sign_in: 'Iniciar sesión',
    enter_code: 'Confirmar y pagar',
    send_code_again: 'Enviar otro código',
    go_to_bank: 'Ir a su banco',
    cancel: 'Cancelar el pago',
    see_receipt: 'Ver el recibo',
    choose_method: 'Elegir otra tarjeta',
    check_amount: 'Comprobar el importe',
    use_other_page: 'Continúe en la pestaña en la que pulsó Pagar.',
    contact_support: 'Contactar con soporte',
  },
  notKept:
    'Este navegador no pudo guardar constancia del pago, y sin ella podría hacerse dos veces. Libere espacio o salga de la navegación privada e inténtelo de nuevo.',
  waitAway: 'Esta página continúa por sí sola. Puede cerrarla y volver más tarde.',
  close: 'Cerrar',
  supportByReference:
    'Si necesita ayuda, contacte con soporte; con la referencia sabrán de qué pago se trata.',
  supportInWords: 'Si necesita ayuda, contacte con soporte.',

  codeLabel: 'Código',
  codeSent: 'Le hemos enviado un código de seis cifras.',
  codeSentTo: 'Hemos enviado un código de seis cifras a {to}.',
  codeTest: 'En esta vista previa no se envía ningún mensaje. El código es {code}.',
  codeTestTo: 'En esta vista previa no se envía ningún mensaje a {to}. El código es {code}.',
  codeAttempts: {one: 'Este es el último intento.', other: 'Quedan {count} intentos.'},
}
