import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import reactRefresh from 'eslint-plugin-react-refresh';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const onlyTheClient = {
  'no-restricted-globals': [
    'error',
    { name: 'fetch', message: 'Call the API through src/api/client.ts.' },
    { name: 'XMLHttpRequest', message: 'Upload through src/api/upload.ts.' },
    { name: 'EventSource', message: 'Follow a job through src/api/jobEvents.ts.' },
  ],
};

export default tseslint.config(
  { ignores: ['dist', 'bench/node_modules', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked,
      jsxA11y.flatConfigs.strict,
      reactHooks.configs.flat.recommended,
      reactRefresh.configs.vite,
    ],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...onlyTheClient,
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
  {
    files: ['src/api/upload.ts', 'src/api/jobEvents.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  { files: ['scripts/**', '*.config.{js,ts}'], languageOptions: { globals: globals.node } },
);
