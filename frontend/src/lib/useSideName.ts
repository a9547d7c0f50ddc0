import { useTranslation } from 'react-i18next';
import type { Side } from '../api/types';

/** Whose labels these are, in words. */
export function useSideName(): (side: Side) => string {
  const { t } = useTranslation();
  return ({ reading_id: id, reader }) => {
    const who = reader ?? t('readings.nobody');
    return id === null ? t('readings.ownOf', { name: who }) : who;
  };
}
