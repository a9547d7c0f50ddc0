import { useTranslation } from 'react-i18next';
import type { Figure, Statistics } from '../api/types';
import type { FileFormat } from '../charts/saved';
import { figureUrl } from './files';

type Shown = Pick<Statistics, 'prediction_id' | 'k' | 'labels'>;

/** Addresses of figures that the service draws, of the same numbers and in the reader's language. */
export function useFigureFiles({ prediction_id: id, k, labels }: Shown) {
  const { i18n } = useTranslation();
  const language = i18n.resolvedLanguage === 'zh' ? 'zh' : 'en';
  const wanted = { k, labels, control: null };
  return (name: Figure['name'], image?: string) => ({
    fileOf: (format: FileFormat) =>
      figureUrl(id, wanted, { name, format, language, ...(image !== undefined && { image }) }),
  });
}
