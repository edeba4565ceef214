import js from '@eslint/js'
import globals from 'globals'

export default [
  {ignores: ['build/', 'node_modules/']},
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', {null: 'ignore'}],
      'no-implicit-coercion': ['error', {allow: ['!!']}],
      'no-var': 'error',
      'no-unused-vars': [
        'error',
        {argsIgnorePattern: '^_', varsIgnorePattern: '^_$', caughtErrors: 'none'},
      ],
      'prefer-const': 'error',
    },
  },
  {files: ['web/src/**'], languageOptions: {globals: {...globals.browser, ...globals.worker}}},
  {files: ['web/demo/**'], languageOptions: {globals: {...globals.browser, ...globals.node}}},
  {files: ['web/*.js', 'core/**', 'wasm/**'], languageOptions: {globals: globals.node}},
  {files: ['tests/**'], languageOptions: {globals: {...globals.node, ...globals.browser}}},
  // Where markup or code could come from data (HOUSE: no HTML sink, no eval).
  {
    files: ['web/**'],
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
          property,
          message: 'Data reaches the page as text: use Lit or textContent.',
        })),
      ],
    },
  },
]
