// The form of JavaScript, which scripts/lint checks: ESLint's recommended rules, the house's style, and how long files and functions may be.
import js from '@eslint/js'
import stylistic from '@stylistic/eslint-plugin'

/** The house's style: no semicolons, single quotes, two blanks, lines of up to 160 characters. */
const style = {
  '@stylistic/semi': ['error', 'never'],
  '@stylistic/quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: 'always' }],
  '@stylistic/indent': ['error', 2, { SwitchCase: 1, ignoredNodes: ['TemplateLiteral *'] }],
  '@stylistic/comma-dangle': ['error', 'always-multiline'],
  '@stylistic/max-len': ['error', { code: 160, ignoreComments: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
  '@stylistic/arrow-parens': ['error', 'always'],
  '@stylistic/arrow-spacing': 'error',
  '@stylistic/block-spacing': 'error',
  '@stylistic/brace-style': ['error', '1tbs', { allowSingleLine: true }],
  '@stylistic/comma-spacing': 'error',
  '@stylistic/comma-style': 'error',
  '@stylistic/computed-property-spacing': 'error',
  '@stylistic/dot-location': ['error', 'property'],
  '@stylistic/eol-last': 'error',
  '@stylistic/function-call-spacing': 'error',
  '@stylistic/generator-star-spacing': ['error', 'after'],
  '@stylistic/key-spacing': 'error',
  '@stylistic/keyword-spacing': 'error',
  '@stylistic/linebreak-style': 'error',
  '@stylistic/new-parens': 'error',
  '@stylistic/no-extra-semi': 'error',
  '@stylistic/no-floating-decimal': 'error',
  '@stylistic/no-mixed-spaces-and-tabs': 'error',
  '@stylistic/no-multi-spaces': 'error',
  '@stylistic/no-multiple-empty-lines': ['error', { max: 1, maxBOF: 0, maxEOF: 0 }],
  '@stylistic/no-tabs': 'error',
  '@stylistic/no-trailing-spaces': 'error',
  '@stylistic/no-whitespace-before-property': 'error',
  '@stylistic/object-curly-spacing': ['error', 'always'],
  '@stylistic/padded-blocks': ['error', 'never'],
  '@stylistic/semi-spacing': 'error',
  '@stylistic/space-before-blocks': 'error',
  '@stylistic/space-before-function-paren': ['error', { anonymous: 'always', named: 'never', asyncArrow: 'always' }],
  '@stylistic/space-in-parens': 'error',
  '@stylistic/space-infix-ops': 'error',
  '@stylistic/space-unary-ops': 'error',
  '@stylistic/spaced-comment': 'error',
  '@stylistic/template-curly-spacing': 'error',
}

/** What is longer today is counted in eslint.suppressions.json, which can only shrink: scripts/lint --prune. */
const lengths = {
  'max-lines': ['error', 200],
  'max-lines-per-function': ['error', 40],
}

/** Beyond the recommended ones. */
const sound = {
  'eqeqeq': ['error', 'always'],
  'no-else-return': 'error',
  'no-lonely-if': 'error',
  'no-throw-literal': 'error',
  'no-undef': 'off', // tsc knows better
  'no-unneeded-ternary': 'error',
  'no-useless-rename': 'error',
  'no-useless-return': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': ['error', { destructuring: 'all' }],
}

export default [
  {
    files: ['**/*.{js,mjs,cjs}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@stylistic': stylistic },
    rules: { ...js.configs.recommended.rules, ...style, ...lengths, ...sound },
  },
  { files: ['**/locales/*.js'], rules: { 'max-lines-per-function': 'off' } }, // of which one is a table
]
