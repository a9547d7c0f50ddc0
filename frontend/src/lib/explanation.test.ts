import { expect, it } from 'vitest';
import { i18n } from '../i18n';
import { explanation, guide } from './explanation';

it('leads to the guide and to explanations in the reader’s language', async () => {
  await i18n.changeLanguage('en');
  expect(guide()).toBe('/docs/user-guide.md');
  expect(explanation('errors', 'busy')).toBe('/docs/errors/busy');
  await i18n.changeLanguage('zh');
  expect(guide()).toBe('/docs/zh/user-guide.md');
  expect(explanation('warnings', 'blur')).toBe('/docs/warnings/zh/blur');
});
