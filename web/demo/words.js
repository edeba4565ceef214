/** What the demo page says around the elements. */
export const pageWords = {
  en: {
    demo: 'Demo',
    language: 'Language',
    theme: 'Colours',
    themeSystem: 'System',
    themeLight: 'Light',
    themeDark: 'Dark',
    title: 'Payments',
    intro:
      'What your store has earned, what it owes, and what a payment clears. Everything is calculated in this browser; nothing is sent anywhere, and no card is charged.',
  },
  'zh-CN': {
    demo: '演示',
    language: '语言',
    theme: '颜色',
    themeSystem: '跟随系统',
    themeLight: '浅色',
    themeDark: '深色',
    title: '付款',
    intro:
      '您的店铺收入多少、欠款多少，以及一笔付款能结清哪些收费。所有计算都在此浏览器中完成，不会向任何地方发送数据，也不会向任何银行卡扣款。',
  },
  es: {
    demo: 'Demostración',
    language: 'Idioma',
    theme: 'Colores',
    themeSystem: 'Sistema',
    themeLight: 'Claro',
    themeDark: 'Oscuro',
    title: 'Pagos',
    intro:
      'Lo que su tienda ha ganado, lo que debe y qué salda un pago. Todo se calcula en este navegador; no se envía nada a ninguna parte ni se cobra a ninguna tarjeta.',
  },
}
