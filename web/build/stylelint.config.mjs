// The form of style sheets, which scripts/lint checks.
export default {
  extends: 'stylelint-config-recommended',
  plugins: ['@stylistic/stylelint-plugin'],
  rules: {
    'no-descending-specificity': null, // panels come later
    'no-duplicate-selectors': null, // themes stand apart
    '@stylistic/block-closing-brace-space-before': 'always-single-line',
    '@stylistic/block-opening-brace-space-after': 'always-single-line',
    '@stylistic/block-opening-brace-space-before': 'always',
    '@stylistic/color-hex-case': 'lower',
    '@stylistic/declaration-block-trailing-semicolon': 'always',
    '@stylistic/declaration-colon-space-after': 'always',
    '@stylistic/declaration-colon-space-before': 'never',
    '@stylistic/function-comma-space-after': 'always-single-line',
    '@stylistic/function-parentheses-space-inside': 'never',
    '@stylistic/indentation': 2,
    '@stylistic/max-empty-lines': 1,
    '@stylistic/no-eol-whitespace': true,
    '@stylistic/no-missing-end-of-source-newline': true,
    '@stylistic/selector-combinator-space-after': 'always',
    '@stylistic/selector-combinator-space-before': 'always',
    '@stylistic/selector-list-comma-space-before': 'never',
    '@stylistic/string-quotes': 'single',
    '@stylistic/value-list-comma-space-after': 'always-single-line',
  },
}
