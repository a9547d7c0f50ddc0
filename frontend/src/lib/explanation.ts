import { apiBase } from '../api/client';
import { i18n } from '../i18n';

/** Address of the user guide, in the reader's language. */
export function guide(): string {
  return `${apiBase}/docs/${i18n.resolvedLanguage === 'zh' ? 'zh/' : ''}user-guide.md`;
}

/** Address of the page that explains an error or a warning, in the reader's language. */
export function explanation(kind: 'errors' | 'warnings', name: string): string {
  const folder = i18n.resolvedLanguage === 'zh' ? `${kind}/zh` : kind;
  return `${apiBase}/docs/${folder}/${name}`;
}
